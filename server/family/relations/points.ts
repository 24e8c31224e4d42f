import { relationIndexOf, relationLevelOf } from '../../domain/facts/relation-index.ts'
import type { FamilyInstrument } from '../../domain/formats/family.ts'
import type { MeasurementRow, Wave } from '../queries.ts'

/** What one instrument said of one family in one wave. */
export type RelationPoint = {
  readonly studentId: number
  readonly wave: number
  readonly instrument: string
  readonly index: number | null
  readonly level: 'favourable' | 'attention' | 'problem' | null
  readonly values: readonly { readonly scale: string; readonly value: number }[]
}

/** Measurements gathered by family, wave and instrument; without a standing consent there is nothing to tell. */
export function pointsOf(
  rows: readonly MeasurementRow[],
  waves: readonly Wave[],
  instruments: ReadonlyMap<string, FamilyInstrument>,
): RelationPoint[] {
  const places = new Map(waves.map(({ id }, place) => [id, place]))
  const told = rows.filter(
    ({ isConsented, instrument }) => isConsented || instruments.get(instrument)?.consentRequired === false,
  )
  const groups = Map.groupBy(told, ({ studentId, waveId, instrument }) => `${studentId}|${waveId}|${instrument}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    const instrument = first && instruments.get(first.instrument)
    if (!first || !instrument) return []
    const { index, level } = readingOf(own, instrument)
    return [
      {
        studentId: first.studentId,
        wave: places.get(first.waveId) ?? 0,
        instrument: first.instrument,
        index,
        level,
        values: own.flatMap(({ scale, value }) => (scale === 'index' || value === null ? [] : [{ scale, value }])),
      },
    ]
  })
}

/** The index as it was kept, else counted from the scales; its level by the instrument's own bounds. */
function readingOf(
  own: readonly MeasurementRow[],
  instrument: FamilyInstrument,
): Pick<RelationPoint, 'index' | 'level'> {
  const kept = own.find(({ scale }) => scale === 'index')
  const measured = own.map(({ scale, value, level }) => ({
    scale,
    ...(value !== null && { value }),
    ...(level !== null && { level }),
  }))
  const index = kept ? kept.value : (relationIndexOf(instrument, measured) ?? null)
  const level = kept?.level ?? (index === null ? null : (relationLevelOf(instrument, index) ?? null))
  return { index, level: level as RelationPoint['level'] }
}
