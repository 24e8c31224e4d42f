import type { TargetName } from '../queries/targets.ts'
import type { AnyRecord, Kind } from '../records/kinds.ts'
import type { Reading } from '../records/list.ts'
import { tooManyCells } from '../records/say.ts'
import type { Context } from './context.ts'
import { faultsOf, isYetToCome } from './faults.ts'
import { holdRefused, stageRecords } from './stage-events.ts'
import { trackDay } from './tracker.ts'

/** Records of one table of the source, in batches, however its format came by them. */
export type RecordStream = {
  readonly kind: Kind
  readonly period?: { readonly from: string; readonly to: string }
  readonly skips: readonly { readonly ru: string; readonly en: string }[]
  readonly batches: () => AsyncIterable<readonly Reading[]>
}

/** Small tables whole: their rows are understood only together. */
export async function gather(
  context: Context,
  streams: readonly RecordStream[],
  into: Map<Kind, AnyRecord[]>,
  onRows: (count: number) => void,
): Promise<number> {
  let rows = 0
  for (const stream of streams) {
    for await (const batch of stream.batches()) {
      for (const record of accept(context, stream, batch)) addTo(into, record.kind, record)
      rows += batch.length
      onRows(batch.length)
    }
  }
  return rows
}

export async function stageStream(
  context: Context,
  stream: RecordStream,
  onRows: (count: number) => void,
): Promise<number> {
  let rows = 0
  for await (const batch of stream.batches()) {
    await stageRecords(context, accept(context, stream, batch))
    rows += batch.length
    onRows(batch.length)
  }
  const { period, kind } = stream
  // A report that names its period covers it to both ends.
  if (period && rows > 0) for (const table of tablesOf(kind)) trackDay(context.tracker, table, period.from, period.to)
  return rows
}

function tablesOf(kind: Kind): TargetName[] {
  return kind === 'entry' ? ['mark', 'absence'] : kind === 'absence' ? ['absence'] : kind === 'mark' ? ['mark'] : []
}

function accept(context: Context, stream: RecordStream, batch: readonly Reading[]): AnyRecord[] {
  const records: AnyRecord[] = []
  for (const reading of batch) {
    if ('skipped' in reading) {
      const said = stream.skips[reading.skipped]
      if (said) context.notes.say('skipped', said)
    } else if ('refused' in reading || isYetToCome(reading.record, context.asOf)) {
      refuse(context, reading)
    } else {
      records.push(reading.record)
      for (const odd of reading.odd ?? []) context.notes.warn(reading.record.origin, odd)
    }
  }
  return records
}

function refuse(context: Context, reading: Exclude<Reading, { skipped: number }>): void {
  const [record, bad] = 'refused' in reading ? [reading.partial, reading.refused] : [reading.record, []]
  // Where cells are shifted what they name is not what was meant.
  const beside = bad.includes(tooManyCells) ? [] : faultsOf(context, record)
  context.notes.refuse(record.origin, [...bad, ...beside], record.kind)
  if (bad.length > 0) holdRefused(context, record)
}

/** Adds to the list of a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
