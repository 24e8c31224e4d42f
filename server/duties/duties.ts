import { createHash } from 'node:crypto'
import type { Trx } from '../database/database.ts'
import { schoolYearOf } from '../domain/calendar/periods.ts'
import { type Day, dayOf, isoOf } from '../domain/day.ts'
import { dutyCalendar } from '../domain/duties/calendar.ts'
import type { Judged } from '../domain/duties/duty.ts'
import type { FlagTrigger } from '../domain/duties/flag-triggers.ts'
import { judgeAll } from '../domain/duties/judge.ts'
import { specsOf } from '../domain/duties/spec.ts'
import type { DutyClass, World } from '../domain/duties/world.ts'
import { zoneClock } from '../domain/duties/zone.ts'
import type { RegulationPoint } from '../domain/formats/regulation.ts'
import type { SchoolCalendars } from '../school/school.ts'
import { appendFlips, type DutyRow, deleteDuties, type FlipRow, listDutyHashes, saveDuties } from './queries/cache.ts'
import { type ClassRow, listAssignments, listClasses, listEnrolments, listMemberships } from './queries/people.ts'
import { listBlocks, listInteractions, listTriggers, listWaivers } from './queries/records.ts'
import { closeFlagTriggers, type EndedFlag, saveFlagTriggers } from './queries/triggers.ts'

/** What duties stand on beside the records: the regulation, the calendars, and the school's zone and first day. */
export type DutyGround = {
  schoolId: number
  points: readonly RegulationPoint[]
  calendars: SchoolCalendars
  timeZone: string
  trackingFrom: string
  /** Categories of families for which the regulation asks a plan. */
  planRequired: readonly string[]
}

/** Everything the judge looks at, read once. */
export async function loadWorld(trx: Trx, ground: DutyGround): Promise<World> {
  const { schoolId, points, calendars } = ground
  const classes = await listClasses(trx, schoolId)
  return {
    specs: points.flatMap((point) => specsOf(point)),
    classes: classes.flatMap((row) => dutyClassOf(row, calendars)),
    assignments: await listAssignments(trx, schoolId),
    enrolments: await listEnrolments(trx, schoolId),
    memberships: await listMemberships(trx, schoolId, ground.planRequired),
    triggers: await listTriggers(trx, schoolId),
    blocks: await listBlocks(trx, schoolId),
    interactions: await listInteractions(trx, schoolId),
    waivers: await listWaivers(trx, schoolId),
    trackingFrom: dayOf(ground.trackingFrom),
    zone: zoneClock(ground.timeZone),
  }
}

/** A class of a school year that no loaded calendar answers for has no duties: nobody knows its days. */
function dutyClassOf(row: ClassRow, calendars: SchoolCalendars): DutyClass[] {
  const school = calendars.ofClass(row)
  const year =
    school.years.find(({ schoolYear }) => schoolYear === row.schoolYear) ?? schoolYearOf(school, dayOf(row.openedOn))
  if (!year) return []
  const calendar = dutyCalendar(`${calendars.version}:${row.id}`, calendars.production, school, year)
  return [
    {
      id: row.id,
      openedOn: dayOf(row.openedOn),
      calendar,
      ...(row.closedOn === null ? {} : { closedOn: dayOf(row.closedOn) }),
    },
  ]
}

/** Keeps what raised and ended flags mean to the duties. */
export async function keepFlagTriggers(
  trx: Trx,
  schoolId: number,
  { raised, ended }: { raised: FlagTrigger[]; ended: EndedFlag[] },
  knownAt: Date,
): Promise<void> {
  await saveFlagTriggers(trx, schoolId, raised, knownAt)
  await closeFlagTriggers(trx, schoolId, ended)
}

export type DutyChanges = { judged: readonly Judged[]; written: number; removed: number; flips: number }

/** Judges every duty as of a day and writes what differs from the cache; a second time writes nothing. */
export async function refreshDuties(trx: Trx, ground: DutyGround, asOf: Day, knownAt: Date): Promise<DutyChanges> {
  const judged = judgeAll(await loadWorld(trx, ground), asOf, knownAt.getTime())
  const cached = await listDutyHashes(trx, ground.schoolId)
  const rows = judged.map((duty) => rowOf(ground.schoolId, duty, asOf))
  const changed = rows.filter((row) => cached.get(row.duty_key)?.hash !== row.input_hash)
  const asked = new Set(rows.map((row) => row.duty_key))
  const gone = [...cached.keys()].filter((key) => !asked.has(key))
  const flips = changed.flatMap((row) => flipOf(row, cached.get(row.duty_key)?.status, asOf, knownAt))
  await deleteDuties(trx, ground.schoolId, gone)
  await saveDuties(trx, ground.schoolId, changed)
  await appendFlips(trx, ground.schoolId, flips)
  return { judged, written: changed.length, removed: gone.length, flips: flips.length }
}

/** The row of a judged duty; its hash covers all that a reader could see of it. */
export function rowOf(schoolId: number, duty: Judged, asOf: Day): DutyRow {
  const { spec, gap, coverage } = duty
  const detail = {
    need: duty.need,
    period: duty.period,
    creditedTo: duty.creditedTo,
    ...(coverage ? { coverage } : {}),
    ...(gap ? { age: gap.age, days: gap.days.length, goodDays: gap.days.filter(({ good }) => good).length } : {}),
  }
  const row = {
    school_id: schoolId,
    duty_key: duty.key,
    point: spec.point,
    spec: spec.id,
    version: spec.version,
    is_normative: spec.basis === 'normative',
    class_id: duty.classId,
    subject_kind: duty.subject.kind,
    subject_id: duty.subject.id,
    trigger_id: duty.trigger?.id ?? null,
    opens_on: isoOf(duty.opensOn),
    due_soon_from: isoOf(duty.dueSoonFrom),
    due_on: isoOf(duty.dueOn),
    grace_until: isoOf(duty.graceUntil),
    closes_on: isoOf(duty.closesOn),
    status: duty.status,
    satisfied_on: duty.satisfiedOn === undefined ? null : isoOf(duty.satisfiedOn),
    evidence_ids: [...duty.evidenceIds],
    reasons: JSON.stringify(duty.reasons),
    detail: JSON.stringify(detail),
    next_transition_on: duty.nextTransitionOn === undefined ? null : isoOf(duty.nextTransitionOn),
  }
  const input_hash = createHash('sha256').update(JSON.stringify(row)).digest('hex')
  return { ...row, input_hash, judged_on: isoOf(asOf) }
}

/** A change of status with the day it took effect, which may lie before the day the job ran. */
function flipOf(row: DutyRow, before: string | undefined, asOf: Day, knownAt: Date): FlipRow[] {
  if (before === row.status) return []
  return [
    {
      school_id: row.school_id,
      duty_key: row.duty_key,
      effective_on: effectiveOn(row, asOf),
      from_status: before ?? null,
      to_status: row.status,
      known_at: knownAt.toISOString(),
    },
  ]
}

function effectiveOn(row: DutyRow, asOf: Day): string {
  const nextDay = (day: string) => isoOf(dayOf(day) + 1)
  const computed: Partial<Record<DutyRow['status'], string>> = {
    met: row.satisfied_on ?? isoOf(asOf),
    met_late: row.satisfied_on ?? isoOf(asOf),
    open: row.opens_on,
    due_soon: row.due_soon_from,
    in_grace: nextDay(row.due_on),
    overdue: nextDay(row.grace_until),
    missed: nextDay(row.closes_on),
  }
  const day = computed[row.status] ?? isoOf(asOf)
  return day > isoOf(asOf) ? isoOf(asOf) : day
}
