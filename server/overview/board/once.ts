import type { JudgedSchool } from './judged.ts'

const answers = new WeakMap<JudgedSchool, Map<string, unknown>>()
const most = 300

/**
 * What depends only on a judged school and a question, made once: the answers go when the school is judged anew, which is
 * when its data have changed. The oldest answer leaves where there are too many.
 */
export function once<T>(school: JudgedSchool, question: string, make: () => T): T {
  const own = answers.get(school) ?? new Map<string, unknown>()
  answers.set(school, own)
  if (own.has(question)) return own.get(question) as T
  const made = make()
  own.set(question, made)
  const [oldest] = own.keys()
  if (own.size > most && oldest !== undefined) own.delete(oldest)
  if (made instanceof Promise) made.catch(() => own.delete(question))
  return made
}
