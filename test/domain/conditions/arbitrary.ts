import * as fc from 'fast-check'
import type { Condition, FactValue, Leaf, Scalar } from '../../../server/domain/conditions/condition.ts'
import { factKey } from '../../../server/domain/conditions/slots.ts'

/** The world of the random rules: a few facts of each kind, some with params, some in hundredths. */
export const scales: Readonly<Record<string, number>> = { mean: 100, share: 1000 }
export const scaleOf = (fact: string) => scales[fact] ?? 1

export const parameters = {
  three: { value: 3, since: 0 },
  mean: { value: 2.5, since: 0 },
  share: { value: 0.3, since: 0 },
  window: { value: 5, since: 0 },
  word: { value: 'home', since: 0 },
}

const ordering = fc.constantFrom(
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'equal',
  'notEqual',
)
const count = fc.integer({ min: -1, max: 7 })
const mean = fc.integer({ min: 240, max: 260 }).map((fixed) => fixed / 100)
const share = fc.integer({ min: 290, max: 310 }).map((fixed) => fixed / 1000)
const word = fc.constantFrom('home', 'family', 'school', '')
const window = fc.constantFrom<Leaf['params']>(
  { schoolDays: 5 },
  { schoolDays: { fact: 'param.window' } },
  { schoolDays: 20, kind: 'late' },
)
const param = (name: string) => fc.constant({ fact: `param.${name}` })

type Body = Omit<Leaf, 'name'>
const body = (operator: fc.Arbitrary<string>, fact: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.record({ operator, fact, value }) as fc.Arbitrary<Body>
const listOf = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 4 })
const membership = fc.constantFrom('in', 'notIn')
const containing = fc.constantFrom('contains', 'doesNotContain')

const leafBody: fc.Arbitrary<Body> = fc.oneof(
  body(ordering, fc.constantFrom('grade', 'lateCount'), fc.oneof(count, param('three'))),
  fc
    .tuple(body(ordering, fc.constant('unexcusedLessons'), fc.oneof(count, param('three'))), window)
    .map(([leaf, params]) => Object.assign(leaf, { params }) as Body),
  body(ordering, fc.constant('mean'), fc.oneof(mean, param('mean'))),
  body(ordering, fc.constant('share'), fc.oneof(share, param('share'))),
  body(membership, fc.constant('grade'), listOf(count)),
  body(membership, fc.constant('mean'), listOf(mean)),
  body(fc.constantFrom('equal', 'notEqual'), fc.constant('schoolingForm'), fc.oneof(word, param('word'))),
  body(membership, fc.constant('schoolingForm'), listOf(word)),
  body(fc.constantFrom('equal', 'notEqual'), fc.constant('isSen'), fc.boolean()),
  body(containing, fc.constant('familyStatus'), word),
  body(containing, fc.constant('openGrades'), count),
)

const { tree } = fc.letrec<{ tree: Condition; node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    leafBody.map((leaf) => leaf as Leaf),
    tie('tree'),
  ),
  tree: fc.oneof(
    fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('node') }),
  ),
}))

/** A random group with each leaf named by its place. */
export const conditions: fc.Arbitrary<Condition> = tree.map((root) => named(root, { count: 0 }))

function named(node: Condition, counter: { count: number }): Condition {
  if ('fact' in node) return { ...node, name: `c${counter.count++}` }
  if ('all' in node) return { all: node.all.map((child) => named(child, counter)) }
  if ('any' in node) return { any: node.any.map((child) => named(child, counter)) }
  return { not: named(node.not, counter) }
}

const scalars: Record<string, fc.Arbitrary<FactValue>> = {
  grade: count,
  lateCount: count,
  [factKey('unexcusedLessons', { schoolDays: 5 })]: count,
  [factKey('unexcusedLessons', { schoolDays: 20, kind: 'late' })]: count,
  mean,
  share,
  schoolingForm: word,
  isSen: fc.boolean(),
  familyStatus: fc.array(word, { maxLength: 3 }),
  openGrades: fc.array(count, { maxLength: 3 }),
}

/** Known values, as people read them, of every fact of that world. */
export const knownFacts = fc.record(scalars) as fc.Arbitrary<Record<string, FactValue>>

const rubbish = fc.constantFrom<unknown>(
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '5 apples',
  true,
  3,
  2.5,
  [],
)

/** Values of which some are missing or of a wrong kind. */
export const doubtfulFacts = fc.record(
  Object.fromEntries(
    Object.entries(scalars).map(([key, value]) => [key, fc.oneof({ arbitrary: value, weight: 3 }, rubbish)]),
  ),
) as fc.Arbitrary<Record<string, FactValue | null | undefined>>

/** The fixed-point row value of one doubtful value: what is no exact number of its scale goes in as it is. */
export function inFixedPoint(value: unknown, scale: number): FactValue | null | undefined {
  if (Array.isArray(value)) return value.map((item) => inFixedPoint(item, scale) as Scalar)
  return (
    typeof value === 'number'
      ? value * scale === Math.round(value * scale)
        ? value * scale
        : Math.round(value * scale)
      : value
  ) as FactValue
}
