import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import type { Day } from '../domain/day.ts'
import type { Judged } from '../domain/duties/duty.ts'
import { judge } from '../domain/duties/judge.ts'
import { causesOf } from '../domain/duties/spec.ts'
import type { Trigger, World } from '../domain/duties/world.ts'
import { listTriggers } from '../duties/queries/records.ts'
import { endWithYear, reviewCases } from './case-reviews.ts'
import { type Deciding, decisionsOf } from './decisions.ts'
import { addEvidence } from './evidence.ts'
import type { Ground } from './ground.ts'
import { saveRecords } from './records.ts'

/**
 * What class teachers do about the flags that rules have raised since the last call, up to the day of the next look: that day
 * is not theirs yet.
 */
export type Respond = (trx: Trx, from: Day, until: Day) => Promise<void>

/** Decides about flags as the product does, reviews the cases that come of it, and does the other duties that flags make. */
export function responderOf(deciding: Deciding, world: World): Respond {
  const { schoolId, ground, doing } = deciding
  const answered = new Set(world.triggers.map(({ id }) => id))
  const decisions = decisionsOf(deciding)
  return async (trx, from, until) => {
    const triggers = (await listTriggers(trx, schoolId)).filter(({ id }) => !answered.has(id))
    for (const { id } of triggers) answered.add(id)
    const duties = dutiesOf(ground, world, triggers)
    decisions.plan(duties.filter(({ spec }) => spec.id === decided))
    await addOthers(
      trx,
      deciding,
      duties.filter(({ spec }) => spec.id !== decided),
    )
    await decisions.carryOut(trx, until)
    await reviewCases(trx, deciding, from, until)
    await endWithYear(trx, deciding, from, until)
    doing.records.goOn('interaction', await lastId(trx, schoolId))
  }
}

const decided = 'II.2/flags'

function dutiesOf(ground: Ground, world: World, triggers: readonly Trigger[]): Judged[] {
  const causes = new Set(triggers.map(({ cause }) => cause))
  const specs = world.specs.filter(
    (spec) => spec.kind === 'deadline' && causesOf(spec).some((cause) => causes.has(cause)),
  )
  const fresh = { ...world, specs, triggers, interactions: [], waivers: [] }
  const duties = specs.flatMap((spec) => judge(spec, fresh, ground.asOf, Number.MAX_SAFE_INTEGER))
  return duties.filter(({ trigger }) => trigger?.id !== undefined)
}

/** Evidence of a day that is still to come shows from that day on. */
async function addOthers(trx: Trx, { schoolId, ground, doing }: Deciding, duties: readonly Judged[]): Promise<void> {
  const { records } = doing
  const before = { interaction: records.lastId('interaction'), support_record: records.lastId('support_record') }
  addEvidence(ground, duties, doing)
  await saveRecords(trx, schoolId, records)
  for (const table of ['interaction', 'support_record'] as const)
    await claimIds(trx, table, records.lastId(table) - before[table])
}

/** The last record: decisions take their ids off the sequence. */
async function lastId(trx: Trx, schoolId: number): Promise<number> {
  const { id } = await trx
    .selectFrom('interaction')
    .select((row) => row.fn.max('id').as('id'))
    .where('school_id', '=', schoolId)
    .executeTakeFirstOrThrow()
  return id
}

/** Ids given out by hand are taken off the sequence as well. */
async function claimIds(trx: Trx, table: string, count: number): Promise<void> {
  if (count <= 0) return
  await sql`select count(nextval(pg_get_serial_sequence(${table}, 'id'))) from generate_series(1, ${count}::int)`.execute(
    trx,
  )
}
