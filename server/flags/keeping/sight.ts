import type { Trx } from '../../database/database.ts'
import { access, type Because, coversClass } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Role } from '../../domain/formats/words.ts'
import { rulesOf } from '../../escalations/escalations.ts'
import { listOpenCases } from '../../escalations/queries/cases.ts'
import type { Call } from '../../http/serve.ts'
import { findPlace } from '../../roster/queries.ts'

/** As far as a person's right to see a flag by name depends on it. */
type Seen = { ruleId: string; classId: number; level: number; studentId: number | null }
export type Sight = (flag: Seen) => boolean
type Looking = Pick<Call, 'because' | 'who' | 'on' | 'knownAt' | 'today' | 'room'>

/** From this level on a flag is the administration's too; below it they are given numbers. */
export const namedFrom = 3

/**
 * Which flags a person sees by name: the class teacher every one of the own class, the administration those of level 3 and
 * above and what is about a whole class, specialists those of pupils with an open case, a methodologist none. A rule may name
 * the roles that see its flags: then nobody else does.
 */
export async function sightOf(trx: Trx, call: Looking): Promise<Sight> {
  const isReached = await reachOf(trx, call)
  const { rules } = await rulesOf(trx, call)
  const readers = new Map(rules.map(({ rule }) => [rule.id, rule.visibleTo]))
  const own = new Set(call.who.classes.map(({ id }) => id))
  const isReader = (role: Role, classId: number) =>
    role === 'classTeacher' ? own.has(classId) : call.who.roles.some((each) => each === role)
  return (flag) => isReached(flag) && (readers.get(flag.ruleId)?.some((role) => isReader(role, flag.classId)) ?? true)
}

async function reachOf(trx: Trx, { because, who, on, knownAt }: Looking): Promise<Sight> {
  const own = new Set(who.classes.map(({ id }) => id))
  const { reach } = because
  if (reach === 'own') return ({ classId }) => coversClass(because, classId)
  if (reach === 'all')
    return ({ classId, level, studentId }) => studentId === null || level >= namedFrom || own.has(classId)
  if (reach !== 'case') return () => false
  const cases = await listOpenCases(trx, who.schoolId, { on: isoOf(on), knownAt })
  const pupils = new Set(cases.filter(({ isRestricted }) => !isRestricted).map(({ studentId }) => studentId))
  const restricted = access(who, 'restricted', 'read')?.reach === 'all'
  if (restricted) for (const { studentId } of cases) pupils.add(studentId)
  return ({ studentId }) => studentId !== null && pupils.has(studentId)
}

/** A flag of a former class is seen as one of the class the pupil is in today. */
export async function asOfPresentClass(trx: Trx, { who, today }: Looking, flag: Seen): Promise<Seen> {
  if (flag.studentId === null) return flag
  const place = await findPlace(trx, who.schoolId, flag.studentId, isoOf(today))
  return { ...flag, classId: place?.classId ?? flag.classId }
}

/** Whether a person may decide about the flags of a class: who leads it, acts or stands in for them. */
export function mayDecide({ who, isPast }: Pick<Call, 'who' | 'isPast'>, classId: number): boolean {
  const because: Because | undefined = access(who, 'flags', 'write')
  return !isPast && because !== undefined && coversClass(because, classId)
}
