import type { Trx } from '../../database/database.ts'
import { type Day, isoOf, parseDay } from '../../domain/day.ts'
import { type Entry, problemOf, type Said, warningsOf } from '../../domain/interactions/admit.ts'
import type { Call } from '../../http/call.ts'
import { notFound } from '../../http/guards.ts'
import { Refusal } from '../../refusal.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { findClass, findTrigger, insertInteraction, listMembers } from '../queries/write.ts'

/** Who logs, and when. A call has it all. */
export type Acting = Pick<Call, 'who' | 'today' | 'now' | 'knownAt' | 'room'>

/** A contact, meeting, memo, event or review as a person gives it. No pupils: the whole class. */
export type NewInteraction = {
  readonly classId: number
  readonly studentIds?: readonly number[] | undefined
  /** A channel of rules/catalogue/channels.json. */
  readonly form: string
  /** Kinds of evidence of the regulation; all the points that know them are served, unless `points` are named. */
  readonly evidence: readonly string[]
  readonly points?: readonly string[] | undefined
  /** ISO day; today where it is not said. */
  readonly on?: string | undefined
  /** Hour of the school, `HH:MM`. */
  readonly at?: string | undefined
  readonly triggerId?: number | undefined
  readonly dutyKey?: string | undefined
  readonly topic?: string | undefined
  readonly outcome?: string | undefined
  readonly wasReached?: boolean | undefined
  readonly startedBy?: 'school' | 'family' | undefined
  readonly backdateReason?: string | undefined
}

/**
 * Checks and stores one interaction in the transaction given; judges nothing. Refuses a day to come, a late record without
 * its reason or the deputy head's hand, a form or kind that the rule files do not know, and pupils of another class.
 */
export async function recordInteraction(
  trx: Trx,
  by: Acting,
  given: NewInteraction,
): Promise<{ id: number; warnings: Said[] }> {
  const { who, today, now, room } = by
  const occurredOn = given.on === undefined ? today : parseDay(given.on)
  if (occurredOn === undefined) throw badDay(given.on ?? '')
  const { points, channels } = await rulesInForce(trx, who.schoolId, isoOf(today), room.rules.current())
  const studentIds = [...new Set(given.studentIds)]
  const entry: Entry = {
    form: given.form,
    evidence: given.evidence,
    points: given.points ?? [],
    occurredOn,
    occurredAt: given.at === undefined ? undefined : instantOf(occurredOn, given.at, who.timeZone),
    hasPupils: studentIds.length > 0,
    backdateReason: given.backdateReason,
  }
  const admission = { points, channels, today, now, mayConfirm: mayConfirm(by) }
  const problem = problemOf(entry, admission)
  if (problem) throw new Refusal(problem.code, problem, { status: problem.status })
  await refuseStrangers(trx, who.schoolId, given, studentIds, isoOf(occurredOn))
  const id = await insertInteraction(trx, who.schoolId, rowOf(given, entry, by), studentIds)
  return { id, warnings: warningsOf(entry, admission) }
}

/** What is older than a month is entered by the deputy head or the principal. */
export function mayConfirm({ who }: Pick<Acting, 'who'>): boolean {
  return who.roles.some((role) => role === 'deputy' || role === 'academicDeputy' || role === 'principal')
}

function rowOf(given: NewInteraction, entry: Entry, { who, now }: Acting) {
  return {
    class_id: given.classId,
    form: entry.form,
    evidence: [...new Set(entry.evidence)],
    points: [...new Set(entry.points)],
    occurred_on: isoOf(entry.occurredOn),
    occurred_at: entry.occurredAt ?? null,
    recorded_at: now,
    author_id: who.staffId,
    trigger_id: given.triggerId ?? null,
    duty_key: given.dutyKey ?? null,
    topic: textOf(given.topic),
    outcome: textOf(given.outcome),
    was_reached: given.wasReached ?? null,
    started_by: given.startedBy ?? null,
    backdate_reason: textOf(given.backdateReason),
  }
}

function textOf(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim()
}

async function refuseStrangers(
  trx: Trx,
  schoolId: number,
  { classId, triggerId }: NewInteraction,
  studentIds: readonly number[],
  on: string,
): Promise<void> {
  const schoolClass = await findClass(trx, schoolId, classId)
  if (!schoolClass) throw notFound('Такого класса нет.', 'There is no such class.')
  const members = new Set(await listMembers(trx, schoolId, classId, on))
  if (studentIds.some((id) => !members.has(id)))
    throw new Refusal(
      'not-of-class',
      {
        ru: `Не все названные ученики были в этот день в ${schoolClass.name}. Уберите лишних или выберите другой день.`,
        en: `Not all the pupils named were in ${schoolClass.name} on that day. Take them away or choose another day.`,
      },
      { status: 422 },
    )
  const trigger = triggerId === undefined ? undefined : await findTrigger(trx, schoolId, triggerId)
  if (triggerId !== undefined && (!trigger || trigger.classId !== classId))
    throw notFound('Такого повода в этом классе нет.', 'There is no such occasion in this class.')
}

function instantOf(day: Day, hour: string, timeZone: string): Date {
  return new Date(Temporal.PlainDateTime.from(`${isoOf(day)}T${hour}`).toZonedDateTime(timeZone).epochMilliseconds)
}

function badDay(text: string): Refusal {
  return new Refusal(
    'bad-day',
    { ru: `День «${text}» записан неверно.`, en: `The day "${text}" is malformed.` },
    { status: 422 },
  )
}
