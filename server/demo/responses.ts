import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import { judge } from '../domain/duties/judge.ts'
import { causesOf } from '../domain/duties/spec.ts'
import type { World } from '../domain/duties/world.ts'
import { listTriggers } from '../duties/queries/records.ts'
import { addEvidence, type Doing } from './evidence.ts'
import type { Ground } from './ground.ts'
import { saveRecords } from './records.ts'

/** What class teachers do about the flags that rules have raised since the last call: part of it lies ahead of the look. */
export type Respond = (trx: Trx) => Promise<void>

/** Answers flags as other duties are answered; evidence of a day that is still to come shows from that day on. */
export function responderOf(schoolId: number, ground: Ground, world: World, doing: Doing): Respond {
  const answered = new Set(world.triggers.map(({ id }) => id))
  const { records } = doing
  return async (trx) => {
    const triggers = (await listTriggers(trx, schoolId)).filter(({ id }) => !answered.has(id))
    if (triggers.length === 0) return
    for (const { id } of triggers) answered.add(id)
    const causes = new Set(triggers.map(({ cause }) => cause))
    const specs = world.specs.filter(
      (spec) => spec.kind === 'deadline' && causesOf(spec).some((cause) => causes.has(cause)),
    )
    const fresh = { ...world, specs, triggers, interactions: [], waivers: [] }
    const duties = specs.flatMap((spec) => judge(spec, fresh, ground.asOf, Number.MAX_SAFE_INTEGER))
    const before = { interaction: records.lastId('interaction'), support_record: records.lastId('support_record') }
    addEvidence(
      ground,
      duties.filter(({ trigger }) => trigger?.id !== undefined),
      doing,
    )
    await saveRecords(trx, schoolId, records)
    for (const table of ['interaction', 'support_record'] as const)
      await claimIds(trx, table, records.lastId(table) - before[table])
  }
}

/** Ids given out by hand are taken off the sequence as well. */
async function claimIds(trx: Trx, table: string, count: number): Promise<void> {
  if (count <= 0) return
  await sql`select count(nextval(pg_get_serial_sequence(${table}, 'id'))) from generate_series(1, ${count}::int)`.execute(
    trx,
  )
}
