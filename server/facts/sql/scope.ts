import type { DayRange } from '../../domain/calendar/span.ts'
import type { FactParams } from '../../domain/conditions/slots.ts'
import type { Day } from '../../domain/day.ts'
import type { Measure } from '../../domain/facts/measure.ts'
import type { Which } from '../../domain/facts/window.ts'
import { dayText, instantText, intText } from './literal.ts'

/** Classes that follow one calendar: their windows are the same days. */
export type Band = {
  readonly classIds: readonly number[]
  /** Lessons a week hold: 5 or 6 study days. */
  readonly studyWeek: number
  /** Study days up to the day, the latest last: as far back as any statement needs. */
  readonly studyDays: readonly Day[]
  readonly window: (params: FactParams, which: Which) => DayRange | undefined
}

/** Kinds of records that the catalogue gives a meaning. */
export type Kinds = { readonly bullying: readonly string[]; readonly planRequired: readonly string[] }

export type ScopeInput = {
  readonly schoolId: number
  readonly asOf: Day
  readonly knownAt: string | undefined
  readonly bands: readonly Band[]
  readonly kinds: Kinds
  /** The last day that the attendance data speak of. */
  readonly attendanceOn: Day
  /** One pupil alone: the records behind one number. */
  readonly studentId?: number
  /** False: records of restricted incidents and cases are left out. Numbers always rest on all of them. */
  readonly withRestricted?: boolean
}

/** What the statements share: the school, the day, what was known, and windows as predicates. */
export type Scope = ScopeInput & {
  readonly asOfText: string
  /** The days of a window of these params: constants where every class has the same, else columns of the class's band. */
  readonly within: (column: string, params: FactParams, which?: Which) => string
  /** Records known and not withdrawn. */
  readonly standing: (alias: string) => string
  readonly recorded: (alias: string) => string
  /** `band`, `class_band`, `roster` and `membership`; written last, when it is known which windows are columns. */
  readonly head: () => string
}

type Column = { readonly from: string; readonly to: string; readonly ranges: readonly (DayRange | undefined)[] }

export function createScope(input: ScopeInput): Scope {
  const columns = new Map<string, Column>()
  const within = (column: string, params: FactParams, which: Which = 'now'): string => {
    const ranges = input.bands.map((band) => band.window(params, which))
    const [first] = ranges
    if (ranges.every((range) => range?.from === first?.from && range?.to === first?.to))
      return first ? betweenText(column, dayText(first.from), dayText(first.to), first.to === input.asOf) : 'false'
    const key = ranges.map((range) => (range ? `${range.from}-${range.to}` : '')).join()
    const found = columns.get(key) ?? { from: `f${columns.size}`, to: `t${columns.size}`, ranges }
    columns.set(key, found)
    const isOpen = ranges.every((range) => !range || range.to === input.asOf)
    return betweenText(column, `b.${found.from}`, `b.${found.to}`, isOpen)
  }
  const knownAt = input.knownAt === undefined ? undefined : instantText(input.knownAt)
  const recorded = (alias: string): string => (knownAt ? `${alias}.recorded_at <= ${knownAt}` : 'true')
  const standing = (alias: string): string =>
    knownAt
      ? `${recorded(alias)} and (${alias}.withdrawn_at is null or ${alias}.withdrawn_at > ${knownAt})`
      : `${alias}.withdrawn_at is null`
  const scope = { ...input, asOfText: dayText(input.asOf), within, standing, recorded }
  return { ...scope, head: () => headOf(scope, [...columns.values()]) }
}

/** No statement reads records of later days than its own: a window that ends on it needs no second comparison a row. */
function betweenText(column: string, from: string, to: string, isOpen: boolean): string {
  return isOpen ? `${column} >= ${from}` : `${column} between ${from} and ${to}`
}

/** The days from the first of all windows that measures read to the day: nothing outside them needs to be scanned. */
export function horizonOf(measures: readonly Measure[], scope: Scope, column: string): string {
  const starts = measures.flatMap(({ params }) => {
    const sides: Which[] = typeof params['previousDays'] === 'number' ? ['now', 'before'] : ['now']
    return scope.bands.flatMap((band) => sides.map((side) => band.window(params, side)?.from ?? scope.asOf))
  })
  return `${column} between ${dayText(Math.min(scope.asOf, ...starts))} and ${scope.asOfText}`
}

function headOf(scope: Omit<Scope, 'head'>, columns: readonly Column[]): string {
  const school = intText(scope.schoolId)
  const bands = scope.bands.map((band, no) => {
    const edges = columns.flatMap(({ ranges }) => {
      const range = ranges[no]
      return range ? [dayText(range.from), dayText(range.to)] : ['null::date', 'null::date']
    })
    return `(${[no, intText(band.studyWeek), ...edges].join(', ')})`
  })
  const names = ['no', 'study_week', ...columns.flatMap(({ from, to }) => [from, to])]
  const classes = scope.bands.flatMap((band, no) => band.classIds.map((id) => `(${intText(id)}, ${no})`))
  const one = scope.studentId === undefined ? '' : `and e.student_id = ${intText(scope.studentId)}`
  return `band(${names.join(', ')}) as not materialized (values ${bands.join(', ')}),
class_band(class_id, band) as not materialized (values ${classes.join(', ')}),
roster as not materialized (
  select distinct on (e.student_id) e.student_id, e.class_id, c.grade, cb.band, e.schooling_form
  from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
  join class_band cb on cb.class_id = c.id
  where e.school_id = ${school} and e.from_on <= ${scope.asOfText} and (e.to_on is null or e.to_on >= ${scope.asOfText})
    and ${scope.recorded('e')} ${one}
  order by e.student_id, e.from_on desc)`
}
