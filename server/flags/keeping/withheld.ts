import { access, coversClass, type Group } from '../../domain/access/access.ts'
import type { FactParams } from '../../domain/conditions/slots.ts'
import type { FlagExplanation } from '../../domain/explain/kept.ts'
import { groupsOfFact } from '../../domain/facts/groups.ts'
import type { Call } from '../../http/serve.ts'

type About = { readonly classId: number; readonly studentId: number | null }

const names: Readonly<Partial<Record<Group, { ru: string; en: string }>>> = {
  records: { ru: 'отметки и пропуски', en: 'marks and absences' },
  incidents: { ru: 'нарушения', en: 'incidents' },
  interactions: { ru: 'взаимодействия', en: 'interactions' },
  requests: { ru: 'обращения', en: 'requests' },
  cases: { ru: 'работа с учеником', en: 'the work on the pupil' },
  support: { ru: 'сопровождение', en: 'support' },
  family: { ru: 'сведения о семье', en: 'family facts' },
}

/**
 * An explanation as far as the person may read what it is made of, of this pupil by name: numbers, words and thresholds of other
 * groups of fields are left out, and it says so. Of a whole class everything is numbers and stays.
 */
export function toldExplanation(call: Pick<Call, 'who' | 'because'>, flag: About, told: FlagExplanation) {
  const hidden = hiddenGroups(call, flag, told)
  if (hidden.size === 0) return told
  const list = (lang: 'ru' | 'en') => [...hidden].map((group) => names[group]?.[lang] ?? group).join(', ')
  const text = {
    ru: `Не показано: ${list('ru')}. Ваша роль видит это только в числах; подробности – у классного руководителя.`,
    en: `Not shown: ${list('en')}. Your role sees this in numbers alone; the class teacher knows the details.`,
  }
  const short = { ru: 'Не показано.', en: 'Not shown.' }
  return {
    ...told,
    text,
    clears: short,
    rises: short,
    unknown: short,
    lines: { ru: [text.ru], en: [text.en] },
    leaves: told.leaves.filter((leaf) => groupsOf(leaf).every((group) => !hidden.has(group))),
  }
}

/** The records of numbers that the explanation still tells. */
export function toldRecords<T>({ leaves }: FlagExplanation, whole: FlagExplanation, records: Record<string, T>) {
  const told = new Set(leaves.map(({ key }) => key))
  const withheld = new Set(whole.leaves.flatMap(({ key }) => (told.has(key) ? [] : [key])))
  return Object.fromEntries(Object.entries(records).filter(([key]) => !withheld.has(key)))
}

function hiddenGroups(call: Pick<Call, 'who' | 'because'>, flag: About, { leaves }: FlagExplanation): Set<Group> {
  if (flag.studentId === null) return new Set()
  return new Set(leaves.flatMap(groupsOf).filter((group) => !namesPupil(call, group, flag.classId)))
}

function groupsOf({ fact, params }: FlagExplanation['leaves'][number]): Group[] {
  return groupsOfFact(fact, params as FactParams)
}

/** Whether a group of fields is read by name; an open case has been asked for where the flag itself is reached by one. */
function namesPupil({ who, because }: Pick<Call, 'who' | 'because'>, group: Group, classId: number): boolean {
  const read = access(who, group, 'read')
  if (group === 'roster') return true
  if (read === undefined || read.reach === 'counts' || read.reach === 'self') return false
  return read.reach === 'case' ? because.reach === 'case' : coversClass(read, classId)
}

/** Whether restricted incidents and cases of a class are told. */
export function readsRestricted({ who }: Pick<Call, 'who'>, classId: number): boolean {
  const read = access(who, 'restricted', 'read')
  return read !== undefined && coversClass(read, classId)
}
