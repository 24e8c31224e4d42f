import type { Measure } from '../../domain/facts/measure.ts'
import type { Which } from '../../domain/facts/window.ts'
import { hundredthsText, intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Cells } from './statement.ts'

/** «Not attested», points and pass/fail carry no value. */
const numeric = 'm.value is not null'
/** Marks of another scale are no marks of this kind at all. */
export const ownScale = `m.scale = 'five'`
const two = `${numeric} and m.value <= 200`

/** The predicates of the records behind a number: the aggregate and the list of evidence read the same words. */
export const markPredicates: Readonly<Record<string, (measure: Measure, scope: Scope) => string>> = {
  marksCount: ({ params }, scope) => `${numeric} and ${scope.within('m.given_on', params)}`,
  marksCountPrev: ({ params }, scope) => `${numeric} and ${scope.within('m.given_on', params, 'before')}`,
  twosCount: ({ params }, scope) => `${two} and ${scope.within('m.given_on', params)}`,
  openPoints: ({ params }, scope) => `m.kind = 'point' and ${scope.within('m.given_on', params)}`,
  twosSinceMeeting: () => `${two} and m.given_on > met.met_on`,
  avgNow: ({ params }, scope) => `${numeric} and ${scope.within('m.given_on', params)}`,
  avgPrev: ({ params }, scope) => `${numeric} and ${scope.within('m.given_on', params, 'before')}`,
}

type Mean = { readonly n: string; readonly sum: string; readonly weight: string }

export function meanCells({ params }: Measure, scope: Scope, cells: Cells, which: Which = 'now'): Mean {
  const where = `filter (where ${numeric} and ${scope.within('m.given_on', params, which)})`
  return {
    n: cells.add(`count(*) ${where}`),
    sum: cells.add(`sum(m.value * m.weight) ${where}`),
    weight: cells.add(`sum(m.weight) ${where}`),
  }
}

/** Weighted mean in hundredths, half rounded away from zero (marks are positive: half up), in whole numbers alone. */
export function meanOf(sum: string, weight: string): string {
  return `(2 * ${sum} + ${weight}) / nullif(2 * ${weight}, 0)`
}

export type Condition = (measure: Measure, scope: Scope, cells: Cells) => string

/** A subject with enough marks whose mean fulfils a condition. */
const subjectWhere =
  (condition: (mean: string, measure: Measure) => string): Condition =>
  (measure, scope, cells) => {
    const mean = meanCells(measure, scope, cells)
    return `${mean.n} >= ${intText(measure.params['minMarks'])} and ${condition(meanOf(mean.sum, mean.weight), measure)}`
  }

export const below = (mean: string, { params }: Measure): string => `${mean} < ${hundredthsText(params['threshold'])}`

/** Whether the mean rounds to at most (2, 3, 4): it rounds up from the given fraction. */
const rounds = (from: number | null, to: number): Condition =>
  subjectWhere((mean, { params }) => {
    const up = hundredthsText(params['roundUpAt'])
    const least = from === null ? '' : ` and ${mean} >= ${from} + ${up}`
    return `${mean} < ${to} + ${up}${least}`
  })

const declining: Condition = (measure, scope, cells) => {
  const now = meanCells(measure, scope, cells)
  const before = meanCells(measure, scope, cells, 'before')
  const least = intText(measure.params['minMarks'])
  const fall = `${meanOf(before.sum, before.weight)} - ${meanOf(now.sum, now.weight)} >= ${hundredthsText(measure.params['delta'])}`
  return `${now.n} >= ${least} and ${before.n} >= ${least} and ${fall}`
}

/** Which subjects a number counts: the aggregate and the list of evidence read the same words. */
export const subjectConditions: Readonly<Record<string, Condition>> = {
  failingRiskSubjects: subjectWhere(below),
  judgedSubjects: subjectWhere(() => 'true'),
  predictedTwos: rounds(null, 200),
  predictedThrees: rounds(200, 300),
  predictedFours: rounds(300, 400),
  decliningSubjects: declining,
}
