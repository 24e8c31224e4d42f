import { type CellState, cellOf, stateIn, worstOf } from '../../domain/duties/cells.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import type { Period } from '../../domain/duties/rate.ts'
import { specsOf } from '../../domain/duties/spec.ts'
import { nothingText } from '../../domain/explain/duty.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import type { JudgedSchool } from './judged.ts'
import { once } from './once.ts'
import { isIn, periodOf } from './periods.ts'
import { dutiesIn, isVeiled, type Scope } from './scope.ts'

/** A cell: its worst state and how many duties are in it; null where so few pupils are meant that it tells who. */
export type Cell = { state: CellState; count: number | null }

/** Class × point: the worst state of each cell for a period, in the order of classes and of the regulation. */
export function gridOf(school: JudgedSchool, scope: Scope, name: string) {
  return once(school, `grid|${scope.key}|${name}`, () => {
    const period = periodOf(school, name)
    const classes = school.present.filter(({ id }) => scope.classes?.includes(id) ?? true)
    const duties = dutiesIn(school, scope).filter((duty) => isIn(duty, period, school.asOf))
    const cells = Map.groupBy(duties, ({ classId, spec }) => `${classId}|${spec.point}`)
    return {
      period: name,
      classes: classes.map(({ id, name, grade }) => ({ id, name, grade })),
      points: school.points.map((point) => ({
        point: point.id,
        title: point.title,
        nothing: { ru: nothingText(point, 'ru'), en: nothingText(point, 'en') },
        cells: classes.map(
          ({ id }): Cell => cellAt(school, scope, point, cells.get(`${id}|${point.id}`) ?? [], period),
        ),
      })),
    }
  })
}

function cellAt(
  school: JudgedSchool,
  scope: Scope,
  point: RegulationPoint,
  own: readonly Judged[],
  period: Period,
): Cell {
  const { asOf } = school
  if (own.length === 0) return { state: cellOf(specsOf(point), [], period, asOf), count: 0 }
  const states = own.map((duty) => stateIn(duty, period, asOf))
  const state = worstOf(states) ?? 'not_triggered'
  const isHidden = own.some((duty) => isVeiled(school, scope, duty))
  return { state, count: isHidden ? null : states.filter((each) => each === state).length }
}
