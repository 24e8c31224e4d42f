import type { Trx } from '../../database/database.ts'
import { type Day, dayOf, isoOf } from '../../domain/day.ts'
import type { FactRow } from '../../domain/facts/assemble.ts'
import { type Change, changeOf } from '../../domain/family/change.ts'
import type { FamilyInstrument } from '../../domain/formats/family.ts'
import { type AskedFact, type AskedFacts, askFacts } from '../../facts/facts.ts'
import { kindsAnswered } from '../../flags/flags.ts'
import { classesOf } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import { type JudgedSchool, judgedReached } from '../../overview/overview.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { listMeasurements, listWaves, type Wave } from '../queries.ts'
import { pointsOf, type RelationPoint } from './points.ts'

/** Half a school year of meetings, events and contacts. */
export const halfYear = { days: 182 }
const asked: readonly AskedFact[] = [
  ['participationIndex', halfYear],
  ['familyNeedsPlan'],
  ['familyWorkPlan'],
  ['workingDaysWithoutPlan'],
  ['consentState', { purpose: 'familySurvey' }],
]

/** Everything that is told of families on a day: pupils whom the right of the call reaches, waves, points and facts. */
export type FamilyGround = {
  readonly on: Day
  readonly school: JudgedSchool
  readonly classes: JudgedSchool['present']
  readonly students: readonly FactRow[]
  readonly facts: AskedFacts
  readonly instruments: ReadonlyMap<string, FamilyInstrument>
  readonly waves: readonly Wave[]
  /** Place of the last closed wave; -1 where none has closed. */
  readonly compared: number
  readonly points: ReadonlyMap<number, readonly RelationPoint[]>
}

export async function familyGround(trx: Trx, call: Call): Promise<FamilyGround> {
  const { who, on, knownAt, room } = call
  const school = await judgedReached(trx, call)
  const ruleSet = await rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
  const calendars = await loadCalendars(trx, who.schoolId, libraryOf(ruleSet))
  const asking = {
    schoolId: who.schoolId,
    knownAt,
    facts: ruleSet.facts,
    calendars,
    kinds: await kindsAnswered(trx, who.schoolId, ruleSet),
  }
  const facts = await askFacts(trx, asking, asked, on)
  const waves = await listWaves(trx, who.schoolId, isoOf(on))
  const ids = waves.map(({ id }) => id)
  const rows = await listMeasurements(trx, who.schoolId, ids, { on: isoOf(on), knownAt })
  const instruments = new Map(ruleSet.familyInstruments.map((each) => [each.id, each]))
  const reached = classesOf(call.because)
  const isReached = (classId: number) => reached === undefined || reached.includes(classId)
  return {
    on,
    school,
    classes: school.present.filter(({ id }) => isReached(id)),
    students: facts.students.filter(({ classId }) => isReached(classId)),
    facts,
    instruments,
    waves,
    compared: waves.findLastIndex(({ closesOn }) => dayOf(closesOn) < on),
    points: Map.groupBy(pointsOf(rows, waves, instruments), ({ studentId }) => studentId),
  }
}

/** How the relations of a family changed to the last closed wave. */
export function changeFor({ points, compared }: FamilyGround, studentId: number): Change {
  return changeOf(points.get(studentId) ?? [], compared)
}

/** A plan of work with a family as it stands: only asked for where the school's own catalogue says so. */
export function planOf({ facts }: FamilyGround, row: FactRow): 'notNeeded' | 'missing' | 'draft' | 'active' {
  if (facts.holds(row, 'familyNeedsPlan') !== true) return 'notNeeded'
  const plan = facts.text(row, 'familyWorkPlan')
  return plan === 'draft' || plan === 'active' ? plan : 'missing'
}
