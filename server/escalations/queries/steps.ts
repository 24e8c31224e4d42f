import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { Dynamics } from '../../domain/ladder/dynamics.ts'

export type NewStep = {
  caseId: number
  transition: string
  from: string | null
  to: string
  on: string
  at: Date
  by: number | null
  dynamics?: Dynamics
  note?: string | undefined
  interactionId?: number
  measures?: readonly string[]
}

/** Adds a step to the history of a case, numbered after those that are there. */
export async function appendStep(trx: Trx, schoolId: number, step: NewStep): Promise<void> {
  await sql`
    insert into escalation_step (school_id, escalation_id, step_no, transition, from_state, to_state, stepped_on, author_id, dynamics,
      note, interaction_id, measures, recorded_at)
    select ${schoolId}::int, ${step.caseId}::bigint, coalesce(max(x.step_no), 0) + 1, ${step.transition}, ${step.from}, ${step.to},
      ${step.on}::date, ${step.by}::bigint, ${step.dynamics ?? null}, ${step.note ?? null}, ${step.interactionId ?? null}::bigint,
      ${[...(step.measures ?? [])]}::text[], ${step.at}::timestamptz
    from escalation_step x where x.school_id = ${schoolId} and x.escalation_id = ${step.caseId}`.execute(trx)
}

export type StepRow = {
  caseId: number
  stepNo: number
  transition: string
  from: string | null
  to: string
  on: string
  dynamics: Dynamics | null
  note: string | null
  measures: string[]
  author: string | null
  authorId: number | null
  interactionId: number | null
  isVoided: boolean
}

/** The whole history of cases, oldest step first, with those taken back. */
export async function listSteps(trx: Trx, schoolId: number, caseIds: readonly number[]): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select x.escalation_id as "caseId", x.step_no as "stepNo", x.transition, x.from_state as "from", x.to_state as "to",
      x.stepped_on as "on", x.dynamics, x.note, x.measures, p.full_name as author, x.author_id as "authorId", x.interaction_id as "interactionId",
      x.voided_at is not null as "isVoided"
    from escalation_step x left join staff p on p.school_id = x.school_id and p.id = x.author_id
    where x.school_id = ${schoolId} and x.escalation_id = any(${[...caseIds]}::bigint[])
    order by x.escalation_id, x.step_no`.execute(trx)
  return rows
}

/** Cases that a record moved or reviewed, whose steps were not taken back. */
export async function listCasesOf(trx: Trx, schoolId: number, interactionId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('escalation_step')
    .select('escalation_id as id')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('interaction_id', '=', interactionId)
    .where('voided_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes back steps of a case from a number on. */
export async function voidSteps(
  trx: Trx,
  schoolId: number,
  caseId: number,
  { from, at, by }: { from: number; at: Date; by: number },
): Promise<void> {
  await trx
    .updateTable('escalation_step')
    .set({ voided_at: at, voided_by: by })
    .where('school_id', '=', schoolId)
    .where('escalation_id', '=', caseId)
    .where('step_no', '>=', from)
    .where('voided_at', 'is', null)
    .execute()
}
