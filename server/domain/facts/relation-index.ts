import type { FamilyInstrument } from '../formats/family.ts'

type Measured = { readonly scale: string; readonly value?: number; readonly level?: string }

const points: Readonly<Record<string, number>> = { favourable: 100, attention: 50, problem: 0 }

/**
 * The index of child–parent relations, 0–100, of one family in one wave by one instrument (domain brief §6.3): an
 * observation card by its share of the largest sum, a test by the mean of the psychologist's norm levels (100, 50, 0).
 * Undefined where the instrument gives none or nothing was measured.
 */
export function relationIndexOf(instrument: FamilyInstrument, measured: readonly Measured[]): number | undefined {
  if (instrument.index === 'shareOfMaximum') {
    const known = measured.flatMap(({ scale, value }) => {
      const max = instrument.scales.find(({ id }) => id === scale)?.max
      return max === undefined || value === undefined ? [] : [{ value, max }]
    })
    const max = known.reduce((sum, each) => sum + each.max, 0)
    return max === 0 ? undefined : Math.round((100 * known.reduce((sum, each) => sum + each.value, 0)) / max)
  }
  if (instrument.index !== 'normLevels') return undefined
  const levels = measured.flatMap(({ level }) => (level === undefined ? [] : [points[level] ?? 0]))
  return levels.length === 0 ? undefined : Math.round(levels.reduce((sum, each) => sum + each, 0) / levels.length)
}

/** The level of an index by the instrument's bounds. */
export function relationLevelOf(instrument: FamilyInstrument, index: number): string | undefined {
  return instrument.levels?.find(({ from }) => index >= from)?.level
}
