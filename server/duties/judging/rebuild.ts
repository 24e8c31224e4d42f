import type { Trx } from '../../database/database.ts'
import type { Day } from '../../domain/day.ts'
import { canonical } from '../../domain/duties/hash.ts'
import { judgeAll } from '../../domain/duties/judge.ts'
import { type DutyRow, deleteDuties, listCachedRows, saveDuties } from '../queries/cache.ts'
import { rowOf } from './row.ts'
import { type DutyGround, loadWorld } from './world.ts'

/** A duty whose cached row is not what the judge says: the columns that differ, or that one of the two is not there. */
export type DutyDifference = {
  readonly dutyKey: string
  readonly kind: 'missing' | 'extra' | 'differs'
  readonly columns: readonly string[]
  readonly cached: string | null
  readonly judged: string | null
}

export type DutyComparison = { readonly judged: number; readonly differences: readonly DutyDifference[] }

/** Judges everything anew and sets it beside the cache, column by column. Empty differences: the cache is true. */
export async function compareDuties(trx: Trx, ground: DutyGround, asOf: Day, knownAt: Date): Promise<DutyComparison> {
  const rows = await judgedRows(trx, ground, asOf, knownAt)
  const cached = new Map((await listCachedRows(trx, ground.schoolId)).map((row) => [row.duty_key, row]))
  const asked = new Set(rows.map(({ duty_key }) => duty_key))
  const extra = [...cached.values()].filter(({ duty_key }) => !asked.has(duty_key))
  const differences = [
    ...rows.flatMap((row) => differenceOf(row, cached.get(row.duty_key))),
    ...extra.map((row) => difference('extra', row.duty_key, row, undefined)),
  ]
  return { judged: rows.length, differences }
}

/** Makes the cache say what the judge says of the duties given. */
export async function repairDuties(
  trx: Trx,
  ground: DutyGround,
  asOf: Day,
  knownAt: Date,
  differences: readonly DutyDifference[],
): Promise<void> {
  const wrong = new Set(differences.map(({ dutyKey }) => dutyKey))
  const rows = await judgedRows(trx, ground, asOf, knownAt)
  await deleteDuties(trx, ground.schoolId, [...wrong])
  await saveDuties(
    trx,
    rows.filter(({ duty_key }) => wrong.has(duty_key)),
  )
}

async function judgedRows(trx: Trx, ground: DutyGround, asOf: Day, knownAt: Date): Promise<DutyRow[]> {
  const judged = judgeAll(await loadWorld(trx, ground), asOf, knownAt.getTime())
  return judged.map((duty) => rowOf(ground.schoolId, duty, asOf))
}

function differenceOf(row: DutyRow, cached: DutyRow | undefined): DutyDifference[] {
  if (!cached) return [difference('missing', row.duty_key, undefined, row)]
  // The day of the last change is not part of what a duty says.
  const { judged_on: _, ...said } = row
  const columns = Object.entries(said).flatMap(([column, value]) => {
    const kept = cached[column as keyof DutyRow]
    return canonical(kept) === canonical(value) ? [] : [column]
  })
  return columns.length === 0 ? [] : [{ ...difference('differs', row.duty_key, cached, row), columns }]
}

function difference(
  kind: DutyDifference['kind'],
  dutyKey: string,
  cached: DutyRow | undefined,
  judged: DutyRow | undefined,
): DutyDifference {
  return { dutyKey, kind, columns: [], cached: cached?.status ?? null, judged: judged?.status ?? null }
}
