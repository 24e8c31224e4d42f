import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { FlagTrigger } from '../../domain/duties/flag-triggers.ts'

/** Keeps the triggers that flags are; one that is known already stays as it is. Answers how many are new. */
export async function saveFlagTriggers(
  trx: Trx,
  schoolId: number,
  triggers: FlagTrigger[],
  knownAt: Date,
): Promise<number> {
  const rows = triggers.map((trigger) => ({ ...trigger, opened_on: isoOf(trigger.openedOn) }))
  const { numAffectedRows } = await sql`
    insert into duty_trigger (school_id, kind, cause, class_id, student_id, occurred_on, origin, ref, recorded_at)
    select ${schoolId}::int, 'flag', t.cause, t."classId", t."studentId", t.opened_on, 'rule', t.ref, ${knownAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(cause text, ref text, "studentId" bigint, "classId" bigint, opened_on date)
    on conflict (school_id, cause, ref) do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

export type EndedFlag = { ref: string; on: string; reason: string }

/** Closes the triggers of flags that ended, with the reason: a dismissed flag asks for nothing more. */
export async function closeFlagTriggers(trx: Trx, schoolId: number, ended: EndedFlag[]): Promise<void> {
  if (ended.length === 0) return
  await sql`
    update duty_trigger t set closed_on = e."on", close_reason = e.reason
    from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e(ref text, "on" date, reason text)
    where t.school_id = ${schoolId}::int and t.origin = 'rule' and t.ref = e.ref and t.closed_on is null`.execute(trx)
}

/** The open triggers that a flag is, by what raised them. */
export function findFlagTriggers(trx: Trx, schoolId: number, ref: string) {
  return trx
    .selectFrom('duty_trigger')
    .select(['id', 'cause', 'closed_on as closedOn'])
    .where('school_id', '=', schoolId)
    .where('origin', '=', 'rule')
    .where('ref', '=', ref)
    .orderBy('id')
    .execute()
}

/** The classes whose duties flags are: of a pupil who has moved since it is the former one. */
export async function listTriggerClasses(trx: Trx, schoolId: number, refs: readonly string[]): Promise<number[]> {
  const rows = await trx
    .selectFrom('duty_trigger')
    .select('class_id as classId')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('origin', '=', 'rule')
    .where('ref', '=', sql<string>`any(${[...refs]}::text[])`)
    .execute()
  return rows.map(({ classId }) => classId)
}

/** Opens the triggers of a flag again whose dismissal was taken back on its day. */
export async function reopenFlagTriggers(trx: Trx, schoolId: number, ref: string, closedOn: string): Promise<void> {
  await trx
    .updateTable('duty_trigger')
    .set({ closed_on: null, close_reason: null })
    .where('school_id', '=', schoolId)
    .where('origin', '=', 'rule')
    .where('ref', '=', ref)
    .where('closed_on', '=', closedOn)
    .where('close_reason', '=', 'flagDismissed')
    .execute()
}
