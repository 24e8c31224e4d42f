import type { DutySpec } from '../formats/duty.ts'
import type { RegulationPoint } from '../formats/regulation.ts'
import { type Finding, wrong } from './finding.ts'

/**
 * Norms of one section: a grace that reaches over the whole period it follows would let a period pass unseen.
 * Findings stand at `points[n].specs[m]` of the section's file.
 */
export function checkDuties(points: readonly RegulationPoint[]): Finding[] {
  return points.flatMap(({ specs }, point) =>
    specs.flatMap((spec, at) => {
      const period = periodOf(spec)
      if (period === undefined || spec.grace < period) return []
      return [
        wrong(
          'grace-over-window',
          ['points', point, 'specs', at, 'grace'],
          {
            ru: `${spec.id}: льготные дни (${spec.grace}) не короче самого срока (${period})`,
            en: `${spec.id}: the days of grace (${spec.grace}) are not fewer than the period (${period})`,
          },
          { ru: `Поставьте grace меньше ${period}`, en: `Put grace below ${period}` },
        ),
      ]
    }),
  )
}

/** Calendar days of the shortest period a norm looks back on; undefined for a deadline of a trigger and the school's terms. */
function periodOf(spec: DutySpec): number | undefined {
  if (spec.kind === 'gap') return spec.days
  if (spec.kind === 'whileOpen') return 7
  if (spec.kind === 'deadline') return undefined
  if (spec.windows.kind === 'month') return 28
  return spec.windows.kind === 'dates' ? 59 : undefined
}
