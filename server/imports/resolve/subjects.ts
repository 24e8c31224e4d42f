import { foldName } from '../records/names.ts'
import { addKey, type Register, type SubjectRef } from './register.ts'

/** The subject by its name; a subject the school does not have yet joins it. */
export function touchSubject(register: Register, name: string, key?: string): SubjectRef {
  const byKey = key === undefined ? undefined : (register.keys.subject.get(key) as SubjectRef | undefined)
  if (byKey) return byKey
  const folded = foldName(name)
  const known = register.subjectByName.get(folded)
  const subject = known ?? { id: 0, name: name.trim() }
  if (!known) {
    register.subjectByName.set(folded, subject)
    register.subjects.push(subject)
  }
  addKey(register, 'subject', key, subject)
  return subject
}
