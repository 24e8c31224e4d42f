import type { Day } from '../domain/day.ts'
import type { Judged } from '../domain/duties/duty.ts'
import { needsLink } from '../domain/duties/qualify.ts'
import type { Spec } from '../domain/duties/spec.ts'
import type { Cast } from './cast.ts'
import { type Done, daysOf } from './diligence.ts'
import type { Ground } from './ground.ts'
import { addInteraction } from './interactions.ts'
import type { Answers } from './ladder.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { addRecord } from './support.ts'

export type Doing = { cast: Cast; staff: Staff; answers: Answers; records: Records; chance: Random }

/**
 * What class teachers did about their duties: most in time, some in grace or late, a few never; each with evidence of a
 * kind and form the norm asks. Answers the duties that were left undone.
 */
export function addEvidence(ground: Ground, duties: readonly Judged[], doing: Doing): Judged[] {
  const undone: Judged[] = []
  const narrower = new Set(
    duties.filter(({ spec, status }) => spec.basis === 'local' && status !== 'no_data').map(placeOf),
  )
  for (const group of groupsOf(duties.filter((duty) => isWorked(duty, narrower)))) {
    const [duty] = group
    if (!duty) continue
    const days = daysOf(ground, duty, doing)
    if (days.length === 0) undone.push(duty)
    else addDone(ground, group, duty, days, doing)
  }
  return undone
}

function placeOf({ spec, classId }: Judged): string {
  return `${spec.point}|${classId}`
}

/** Windows of the whole year are served by what the narrower norm of the point brings; reviews and waves are told apart. */
function isWorked(duty: Judged, narrower: ReadonlySet<string>): boolean {
  const { spec, status } = duty
  if (status === 'no_data' || status === 'not_applicable') return false
  if (spec.kind === 'gap' || spec.id === 'III.11') return false
  const isYear = spec.kind === 'window' && spec.basis === 'normative' && narrower.has(placeOf(duty))
  return !isYear || spec.components !== undefined
}

/** One word to all parents of a class serves every family: duties of one class and occasion are done at once. */
function groupsOf(duties: readonly Judged[]): Judged[][] {
  const keyOf = ({ spec, key, classId, trigger }: Judged) =>
    spec.scope === 'family' && spec.id === 'III.2' && trigger
      ? `III.2|${classId}|${trigger.cause}|${trigger.openedOn}`
      : key
  return [...Map.groupBy(duties, keyOf).values()]
}

const minutes = 60_000

/** Logs the evidence of each part; parts done on one day by one kind are one interaction. */
function addDone(ground: Ground, group: readonly Judged[], duty: Judged, days: readonly Done[], doing: Doing): void {
  const { staff, chance, records } = doing
  const { spec, trigger, classId } = duty
  const students = studentsOf(group)
  const linked =
    trigger?.id !== undefined && (needsLink(spec) || spec.kind === 'deadline') ? { triggerId: trigger.id } : {}
  for (const [kind, it] of distinct(spec, days)) {
    const by = authorOf(spec, staff, classId, it.on, kind)
    const soon = Math.max(
      ground.asOf === it.on ? 0 : chance.chance(0.06) ? chance.int(1, 4) : 0,
      chance.chance(0.004) ? 9 : 0,
    )
    const at =
      spec.point === 'II.1' && trigger?.openedAt !== undefined
        ? { at: new Date(trigger.openedAt + chance.int(6, 45) * minutes).toISOString() }
        : {}
    const form = formOf(spec, kind, chance)
    const reached = contactOf(spec)
    addInteraction(ground, records, {
      classId,
      form,
      evidence: kindsBeside(spec, kind),
      on: it.on,
      by,
      students,
      delay: soon,
      ...linked,
      ...at,
      ...reached,
    })
    for (const student of students) addSupportRecord(ground, records, kind, student, it.on, by, chance)
  }
}

function studentsOf(group: readonly Judged[]): number[] {
  if (group.length > 6) return []
  return [...new Set(group.flatMap(({ studentId, trigger }) => studentId ?? trigger?.studentId ?? []))]
}

/** Kind of evidence → day: the kind that closes most at once first. */
function distinct(spec: Spec, days: readonly Done[]): Map<string, Done> {
  const shared =
    days.length > 1
      ? days[0]?.part.evidence.find((kind) => days.every(({ part }) => part.evidence.includes(kind)))
      : undefined
  if (shared !== undefined && spec.point !== 'II.1' && days[0]) return new Map([[shared, days[0]]])
  return new Map(days.flatMap((it) => (it.part.evidence[0] === undefined ? [] : [[it.part.evidence[0], it] as const])))
}

/** Some kinds come together: an answer names the measure, a workshop of a colleague teaches parents too. */
function kindsBeside(spec: Spec, kind: string): string[] {
  return spec.id === 'III.3' ? ['requestMeasure', kind] : [kind]
}

const specialists = new Set([
  'correctionSession',
  'dynamicsRecord',
  'consent',
  'sessionSchedule',
  'specialistConclusion',
])

function authorOf(spec: Spec, staff: Staff, classId: number, on: Day, kind: string): number {
  if (spec.authors !== 'staff') return staff.holderOf(classId, on)
  return specialists.has(kind) ? staff.psychologist : staff.holderOf(classId, on)
}

const forms: Readonly<Record<string, string>> = {
  homeVisitAct: 'homeVisit',
  consent: 'consentForm',
  sessionSchedule: 'schedule',
  memo: 'serviceMemo',
  triage: 'eJournal',
  listReview: 'eJournal',
}

function formOf(spec: Spec, kind: string, chance: Random): string {
  const own = forms[kind]
  if (own !== undefined && spec.channels.includes(own)) return own
  return chance.pick(spec.channels)
}

function contactOf(spec: Spec): { wasReached?: boolean; startedBy?: 'school' } {
  return spec.id === 'III.3' ? { wasReached: true, startedBy: 'school' } : {}
}

const kept: Readonly<Record<string, string>> = {
  individualProgramme: 'programme',
  parentsPlan: 'parentsPlan',
  monitoring: 'monitoring',
  familyPlan: 'familyPlan',
  dynamicsRecord: 'dynamics',
}

function addSupportRecord(
  ground: Ground,
  records: Records,
  evidence: string,
  student: number,
  on: Day,
  by: number,
  chance: Random,
): void {
  const kind = kept[evidence]
  if (kind) addRecord(ground, records, { student, kind, on, by, value: kind === 'dynamics' ? chance.int(0, 1) : 1 })
}
