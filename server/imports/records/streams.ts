import type { Profile } from '../../domain/formats/profile.ts'
import type { RecordStream } from '../loading/load.ts'
import type { SourceSet } from '../readers/read.ts'
import type { SourceTable } from '../readers/source.ts'
import type { Reading } from './list.ts'
import type { NamedTable } from './notes.ts'
import { oneRosterStreams } from './oneroster.ts'
import { planTables, type TablePlan } from './plan.ts'

export type Streams = {
  readonly streams: readonly RecordStream[]
  readonly tables: ReadonlyMap<number, NamedTable>
  readonly unused: readonly SourceTable[]
  readonly profile: Profile
}

/** The tables of a source as streams of records. */
export async function streamsOf(profile: Profile, set: SourceSet): Promise<Streams> {
  if (profile.assembler === 'oneroster') return oneRosterStreams(profile, set)
  const { tables, unused } = await planTables(profile, set)
  const named = new Map(tables.map((plan) => [plan.index, { file: plan.table.file, header: plan.header }]))
  return {
    streams: tables.map(streamOf),
    tables: named,
    profile,
    unused: unused.filter(({ file }) => !tables.some(({ table }) => table.file === file)),
  }
}

function streamOf(plan: TablePlan): RecordStream {
  return {
    kind: plan.kind,
    skips: (plan.profile.skip ?? []).map(({ say }) => say),
    ...(plan.period && { period: plan.period }),
    batches: () => batchesOf(plan),
  }
}

async function* batchesOf(plan: TablePlan): AsyncGenerator<readonly Reading[]> {
  for await (const rows of plan.table.rows()) {
    const readings: Reading[] = []
    for (const row of rows) if (row.no > plan.headerRow) readings.push(...plan.read(row))
    yield readings
  }
}
