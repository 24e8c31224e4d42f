import { russianDay } from '../../domain/day.ts'
import type { Said } from '../../refusal.ts'
import { foldClass, foldName } from '../records/names.ts'
import type { Reason } from '../records/say.ts'

export type Entity = 'student' | 'staff' | 'guardian' | 'class' | 'subject' | 'incident'

/** Someone or something of the school; the id of a new one is 0 until the database gives it. */
export type Ref = { id: number }
export type ClassRef = Ref & {
  cohort: Ref
  year: string
  name: string
  grade: number
  openedOn: string
  closedOn: string | null
  isTouched: boolean
}
export type Enrolment = { from: string; to: string | null; class: ClassRef; form: string; isTouched: boolean }
export type StudentRef = Ref & {
  name: string
  birthOn: string | null
  sex: string | null
  enrolments: Enrolment[]
  senFrom: string | undefined
  isTouched: boolean
}
export type StaffRole = { role: string; from: string; to: string | null; isTouched: boolean }
export type StaffRef = Ref & {
  name: string
  email: string | null
  leftOn: string | null
  roles: StaffRole[]
  isTouched: boolean
}
export type Lead = { class: ClassRef; from: string; to: string | null; staff: StaffRef; isTouched: boolean }
export type GuardianRef = Ref & {
  name: string
  phone: string | null
  email: string | null
  students: Set<StudentRef>
  isTouched: boolean
}
export type GuardianLink = {
  student: StudentRef
  guardian: GuardianRef
  relation: string
  isPrimary: boolean
  livesWith: boolean | null
}
export type SubjectRef = Ref & { name: string }
export type NewKey = { entity: Entity; key: string; ref: Ref }

/** What an import is about and when: the day of the export, the school year it falls in, whose ids it carries. */
export type Setting = {
  readonly source: string
  readonly exportedOn: string
  readonly year: { readonly id: string; readonly startsOn: string }
}

/** Everyone the school knows, found by the source's ids and by name; new ones join as the files name them. */
export type Register = {
  readonly setting: Setting
  readonly students: StudentRef[]
  readonly classes: ClassRef[]
  readonly staff: StaffRef[]
  readonly guardians: GuardianRef[]
  readonly subjects: SubjectRef[]
  readonly leads: Lead[]
  readonly links: GuardianLink[]
  readonly keys: { readonly [E in Entity]: Map<string, Ref> }
  /** Refs that already have an id of this source: they are not taken for another person of the same name. */
  readonly keyed: Set<Ref>
  readonly newKeys: NewKey[]
  readonly byName: {
    readonly student: Map<string, StudentRef[]>
    readonly staff: Map<string, StaffRef[]>
    readonly guardian: Map<string, GuardianRef[]>
  }
  readonly subjectByName: Map<string, SubjectRef>
}

export type Found<T> = { readonly ref: T } | { readonly reason: Reason }

export function addKey(register: Register, entity: Entity, key: string | undefined, ref: Ref): void {
  if (key === undefined || register.keys[entity].has(key)) return
  register.keys[entity].set(key, ref)
  register.keyed.add(ref)
  register.newKeys.push({ entity, key, ref })
}

export function addNamed<T extends { name: string }>(map: Map<string, T[]>, ref: T): void {
  const key = foldName(ref.name)
  const known = map.get(key)
  if (known) known.push(ref)
  else map.set(key, [ref])
}

export function findClass(
  register: Register,
  name: string,
  year: string = register.setting.year.id,
): ClassRef | undefined {
  const folded = foldClass(name)
  return register.classes.find((each) => each.year === year && foldClass(each.name) === folded)
}

/** The class of a pupil on a day. */
export function classOn(student: StudentRef, day: string): ClassRef | undefined {
  return student.enrolments.find(({ from, to }) => from <= day && (to === null || to >= day))?.class
}

/** The class a pupil is in, or was in last. */
export function lastClass(student: StudentRef): ClassRef | undefined {
  return student.enrolments.at(-1)?.class
}

export function ambiguous(name: string, candidates: readonly StudentRef[]): Reason {
  const list = (word: string): string =>
    candidates
      .slice(0, 6)
      .map((each) => `${each.name}, ${lastClass(each)?.name ?? '–'} (${word} ${each.id || '–'})`)
      .join('; ')
  return {
    code: 'ambiguous_name',
    message: {
      ru: `«${name}»: подходят несколько учеников: ${list('№')}.`,
      en: `"${name}": several pupils fit: ${list('no.')}.`,
    },
    fix: { ru: 'Укажите код ученика, класс или дату рождения.', en: 'Give the pupil’s id, class or date of birth.' },
  }
}

export function unknownPupil(what: string): Reason {
  return {
    code: 'unknown_student',
    message: { ru: `ученика «${what}» в школе нет.`, en: `the school has no pupil "${what}".` },
    fix: {
      ru: 'Сначала загрузите список учеников или исправьте код.',
      en: 'Load the list of pupils first, or correct the id.',
    },
  }
}

export function endsEarly(from: string, to: string): Reason {
  return reason(
    'ends_early',
    {
      ru: `конец ${russianDay(to)} раньше начала ${russianDay(from)}.`,
      en: `the end ${to} is before the beginning ${from}.`,
    },
    { ru: 'Исправьте даты.', en: 'Correct the days.' },
  )
}

export function reason(code: string, message: Said, fix: Said): Reason {
  return { code, message, fix }
}
