import type { Value } from './value.ts'

type Parts = Readonly<Record<'came' | 'invited' | 'joined' | 'offered' | 'reached' | 'tried', Value | undefined>>

/**
 * Index of the parents' participation, 0–100 (domain brief §6.3): 0.4 meetings attended, 0.3 events, 0.2 answered
 * contacts, over the parts that there are (kept agreements, 0.1, are not recorded by item). Undefined under two invitations.
 */
export function participationIndex(parts: Parts): number | undefined {
  const n = (key: keyof Parts): number => Number(parts[key] ?? 0)
  if (n('invited') + n('offered') < 2) return undefined
  const weighted = [
    { weight: 4, part: n('came'), whole: n('invited') },
    { weight: 3, part: n('joined'), whole: n('offered') },
    { weight: 2, part: n('reached'), whole: n('tried') },
  ].filter(({ whole }) => whole > 0)
  const weights = weighted.reduce((sum, { weight }) => sum + weight, 0)
  return Math.round(weighted.reduce((sum, { weight, part, whole }) => sum + (weight * 100 * part) / whole, 0) / weights)
}
