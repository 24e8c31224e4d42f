import { sql } from 'kysely'
import { anyOf } from '../../database/any-of.ts'
import type { Trx } from '../../database/database.ts'
import { dayOf } from '../../domain/day.ts'
import type { Block, Interaction, Trigger, Waiver } from '../../domain/duties/world.ts'

/** What a trigger says beside its dates; kept as JSON because each cause says something else. */
export type TriggerAttributes = {
  eventOn?: string
  plannedEndOn?: string
  need?: number
  about?: number
  exclusions?: { point: string; code: string; on: string }[]
}

/** What duties were asked by; with `only` in these classes. */
export async function listTriggers(trx: Trx, schoolId: number, only?: readonly number[]): Promise<Trigger[]> {
  let query = trx.selectFrom('duty_trigger').selectAll().where('school_id', '=', schoolId)
  if (only) query = query.where('class_id', '=', anyOf(only))
  const rows = await query.orderBy('id').execute()
  return rows.map((row) => {
    const { eventOn, plannedEndOn, need, about, exclusions } = row.attributes as TriggerAttributes
    return {
      id: row.id,
      cause: row.cause,
      ref: row.ref,
      classId: row.class_id,
      openedOn: dayOf(row.occurred_on),
      recordedAt: Date.parse(row.recorded_at),
      ...(row.student_id === null ? {} : { studentId: row.student_id }),
      ...(row.staff_id === null ? {} : { staffId: row.staff_id }),
      ...(row.occurred_at === null ? {} : { openedAt: Date.parse(row.occurred_at) }),
      ...(row.closed_on === null ? {} : { closedOn: dayOf(row.closed_on) }),
      ...(row.close_reason === null ? {} : { closeReason: row.close_reason }),
      ...(eventOn === undefined ? {} : { eventOn: dayOf(eventOn) }),
      ...(plannedEndOn === undefined ? {} : { plannedEndOn: dayOf(plannedEndOn) }),
      ...(need === undefined ? {} : { need }),
      ...(about === undefined ? {} : { about }),
      ...(exclusions === undefined
        ? {}
        : { exclusions: exclusions.map(({ point, code, on }) => ({ point, code, on: dayOf(on) })) }),
    }
  })
}

export async function listBlocks(trx: Trx, schoolId: number): Promise<Block[]> {
  const rows = await trx
    .selectFrom('trigger_block')
    .selectAll()
    .where('school_id', '=', schoolId)
    .orderBy('trigger_id')
    .orderBy('from_on')
    .execute()
  return rows.map((row) => ({
    triggerId: row.trigger_id,
    point: row.point,
    fromOn: dayOf(row.from_on),
    reasonCode: row.reason_code,
    recordedAt: Date.parse(row.recorded_at),
    ...(row.until_on === null ? {} : { untilOn: dayOf(row.until_on) }),
  }))
}

/**
 * Every logged interaction, those taken back included: what was known at an instant is the judge's to say. With `only` those
 * of these classes, and those that answer what was asked of them.
 */
export async function listInteractions(trx: Trx, schoolId: number, only?: readonly number[]): Promise<Interaction[]> {
  let query = trx
    .selectFrom('interaction')
    .select(['id', 'class_id', 'form', 'evidence', 'points', 'occurred_on', 'occurred_at', 'recorded_at'])
    .select(['author_id', 'trigger_id', 'duty_key', 'voided_at'])
    .where('school_id', '=', schoolId)
  if (only) {
    const asked = trx.selectFrom('duty_trigger').select('id').where('school_id', '=', schoolId)
    const ofClasses = asked.where('class_id', '=', anyOf(only))
    query = query.where((row) => row.or([row('class_id', '=', anyOf(only)), row('trigger_id', 'in', ofClasses)]))
  }
  const rows = await query.orderBy('id').execute()
  const students = await listStudentsOfInteractions(trx, schoolId, only && rows.map(({ id }) => id))
  return rows.map((row) => ({
    id: row.id,
    classId: row.class_id,
    studentIds: students.get(row.id) ?? [],
    form: row.form,
    evidence: row.evidence,
    points: row.points,
    occurredOn: dayOf(row.occurred_on),
    recordedAt: Date.parse(row.recorded_at),
    ...(row.occurred_at === null ? {} : { occurredAt: Date.parse(row.occurred_at) }),
    ...(row.author_id === null ? {} : { authorId: row.author_id }),
    ...(row.trigger_id === null ? {} : { triggerId: row.trigger_id }),
    ...(row.duty_key === null ? {} : { dutyKey: row.duty_key }),
    ...(row.voided_at === null ? {} : { voidedAt: Date.parse(row.voided_at) }),
  }))
}

async function listStudentsOfInteractions(
  trx: Trx,
  schoolId: number,
  only: readonly number[] | undefined,
): Promise<Map<number, number[]>> {
  let query = trx
    .selectFrom('interaction_student')
    .select(['interaction_id', sql<number[]>`array_agg(student_id order by student_id)`.as('students')])
    .where('school_id', '=', schoolId)
  if (only) query = query.where('interaction_id', '=', anyOf(only))
  const rows = await query.groupBy('interaction_id').execute()
  return new Map(rows.map((row) => [row.interaction_id, row.students]))
}

/** Waivers that were approved; one revoked later was in force until then. */
export async function listWaivers(trx: Trx, schoolId: number): Promise<Waiver[]> {
  const rows = await trx
    .selectFrom('waiver')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('state', 'in', ['approved', 'revoked'])
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    point: row.point,
    fromOn: dayOf(row.from_on),
    toOn: dayOf(row.to_on),
    reasonCode: row.reason_code,
    ...(row.class_id === null ? {} : { classId: row.class_id }),
    ...(row.student_id === null ? {} : { studentId: row.student_id }),
    ...(row.staff_id === null ? {} : { staffId: row.staff_id }),
    ...(row.decided_at === null ? {} : { approvedAt: Date.parse(row.decided_at) }),
    ...(row.revoked_at === null ? {} : { revokedAt: Date.parse(row.revoked_at) }),
  }))
}
