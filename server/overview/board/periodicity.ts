import { type CellState, stateIn } from '../../domain/duties/cells.ts'
import { dutyGroups, groupOf } from '../../domain/duties/groups.ts'
import type { JudgedSchool } from './judged.ts'
import { once } from './once.ts'
import { isIn, periodOf } from './periods.ts'
import { dutiesIn, type Scope } from './scope.ts'

/** States from good to bad, as bars are stacked. */
const stacked: readonly CellState[] = [
  ...(['met', 'met_late', 'open', 'upcoming', 'due_soon', 'partial', 'in_grace', 'overdue', 'missed'] as const),
  ...(['waived', 'no_data', 'not_applicable'] as const),
]

/** Duties of a period by how often their norm asks and by state: counts and their shares of the bar. */
export function periodicityOf(school: JudgedSchool, scope: Scope, name: string) {
  return once(school, `periodicity|${scope.key}|${name}`, () => {
    const { asOf } = school
    const period = periodOf(school, name)
    const duties = dutiesIn(school, scope).filter((duty) => isIn(duty, period, asOf))
    const groups = Map.groupBy(duties, ({ spec }) => groupOf(spec))
    const points = Map.groupBy(
      school.seen.specs.filter((spec) => spec.effective.to === null),
      (spec) => groupOf(spec),
    )
    return {
      period: name,
      groups: dutyGroups.map((group) => {
        const own = groups.get(group) ?? []
        const states = Map.groupBy(own, (duty) => stateIn(duty, period, asOf))
        return {
          group,
          points: [...new Set((points.get(group) ?? []).map(({ point }) => point))],
          total: own.length,
          states: stacked.flatMap((state) => {
            const count = states.get(state)?.length ?? 0
            return count === 0 ? [] : [{ state, count, share: count / own.length }]
          }),
        }
      }),
    }
  })
}
