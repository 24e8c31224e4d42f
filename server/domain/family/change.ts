/** How the relations of a family changed between two waves; unmeasured is unknown, never "same". */
export type Change = 'worse' | 'same' | 'better' | 'unmeasured'
export const changes = ['worse', 'same', 'better', 'unmeasured'] as const

/** From this difference of the index on a change is a change (domain brief §6.3). */
const noticeable = 10

/** The index of one family in one wave by one instrument; waves are numbered in their order. */
export type WavePoint = { readonly wave: number; readonly instrument: string; readonly index: number | null }

/** The change to the last wave from the latest before it by the same instrument: others do not compare. */
export function changeOf(points: readonly WavePoint[], lastWave: number): Change {
  const known = points.filter((point) => point.index !== null)
  const now = known.find(({ wave }) => wave === lastWave)
  if (!now) return 'unmeasured'
  const before = known
    .filter(({ wave, instrument }) => wave < lastWave && instrument === now.instrument)
    .toSorted((one, other) => other.wave - one.wave)[0]
  if (!before) return 'unmeasured'
  const difference = Number(now.index) - Number(before.index)
  return difference >= noticeable ? 'better' : difference <= -noticeable ? 'worse' : 'same'
}
