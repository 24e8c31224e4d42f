import { Type } from 'typebox'
import { orNull, Text } from '../../http/contract.ts'
import { Budget } from './budget-shapes.ts'
import { periodChoice } from './duty-shapes.ts'

const Count = Type.Integer()
const Iso = Type.String()

const Headline = Type.Object(
  {
    rate: orNull(Type.Number()),
    points: Count,
    met: Count,
    of: Count,
    goodDays: Count,
    days: Count,
    excluded: Count,
    waived: Count,
    noData: Count,
  },
  { description: 'the mean of the rates of points; met of of: duties; days are those of largest-gap norms' },
)

const Burning = Type.Object({
  id: Type.String(),
  classes: Type.Array(
    Type.Object({
      classId: orNull(Type.Integer()),
      class: orNull(Type.String()),
      count: Count,
      key: Type.String({ description: 'the duty, the first of them' }),
    }),
  ),
  point: Type.String(),
  title: Text,
  norm: orNull(Text),
  critical: Type.Boolean(),
  state: Type.String(),
  count: Count,
  dueOn: Iso,
  text: Text,
})

export const FirstScreen = Type.Object({
  on: Iso,
  isEmpty: Type.Boolean({ description: 'a school without classes yet' }),
  tiles: Type.Array(Type.Object({ set: Type.String(), count: Count })),
  freshness: Type.Object({
    asOf: orNull(Iso),
    sources: Type.Array(Type.Object({ source: Type.String(), state: Type.String(), dataOn: Iso, ageDays: Count })),
    missing: Type.Array(Type.String(), { description: 'sources that were never loaded' }),
  }),
  from: Iso,
  regulation: Headline,
  rhythm: Headline,
  critical: Type.Object({ isKept: orNull(Type.Boolean()), points: Type.Array(Type.String()), breaches: Count }),
  alerts: Type.Array(Type.Object({ point: Type.String(), title: Text, basis: Type.String(), kind: Type.String() })),
  burning: Type.Object({ total: Count, lines: Type.Array(Burning) }),
})

export const Grid = Type.Object({
  period: Type.String(),
  ...periodChoice,
  classes: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), grade: Type.Integer() })),
  points: Type.Array(
    Type.Object({
      point: Type.String(),
      title: Text,
      nothing: Text,
      cells: Type.Array(Type.Object({ state: Type.String(), count: orNull(Count) }), {
        description:
          'in the order of classes: worst state, duties in it; null: so few pupils that the number would tell who',
      }),
    }),
  ),
})

export const Periodicity = Type.Object({
  period: Type.String(),
  groups: Type.Array(
    Type.Object({
      group: Type.String(),
      points: Type.Array(Type.String()),
      total: Count,
      states: Type.Array(Type.Object({ state: Type.String(), count: Count, share: Type.Number() })),
    }),
  ),
})

const Answers = Type.Object({
  limitDays: Count,
  bins: Type.Array(Type.Object({ bin: Type.String(), count: Count, inTime: Count })),
  count: Count,
  decided: Type.Integer({ description: 'answered, or the term is over' }),
  inTime: Count,
  late: Count,
  overdue: Count,
  open: Type.Integer({ description: 'waiting for an answer still' }),
  never: Type.Integer({ description: 'the term to make up for it is over as well' }),
  answered: Count,
  median: orNull(Type.Number()),
  p90: orNull(Type.Number()),
})

const Review = Type.Object({
  key: Type.String(),
  classId: Type.Integer(),
  class: Type.String(),
  point: Type.String(),
  status: Type.String(),
  limitDays: Count,
  age: Count,
  lastOn: orNull(Iso),
  from: orNull(Iso),
  ages: Type.Array(Type.Integer()),
})

/** Null: so few cases that a reader without names is not told. */
const Told = orNull(Count)

const Ageing = Type.Object({
  total: Told,
  buckets: Type.Array(
    Type.Object({
      bucket: Type.String(),
      count: Told,
      domains: Type.Array(Type.Object({ domain: Type.String(), count: Told })),
    }),
  ),
  oldest: Type.Array(
    Type.Object({
      id: Type.Integer(),
      class: Type.String(),
      domain: Type.String(),
      openedOn: Iso,
      studentId: Type.Integer(),
      student: Type.String(),
      state: Type.String(),
      workingDays: Count,
    }),
  ),
})

export const Work = Type.Object({
  answers: Answers,
  ageing: Ageing,
  reviews: Type.Array(Review),
  coming: Type.Array(Type.Object({ dueFrom: Iso, dueTo: Iso, normative: Count, local: Count })),
  budget: Budget,
})

export const Soundness = Type.Object({
  honesty: Type.Object({
    lags: Type.Array(Type.Object({ bin: Type.String(), count: Count })),
    recorded: Count,
    backdated: Count,
    decided: Count,
    waived: Count,
    noData: Count,
    reactions: Count,
    unreacted: Count,
  }),
  funnel: Type.Object({
    basis: Type.String(),
    mean: orNull(Type.Number()),
    met: Count,
    of: Count,
    classes: Type.Array(
      Type.Object({ classId: Type.Integer(), class: Type.String(), met: Count, of: Count, place: Type.String() }),
    ),
    limits: Type.Array(
      Type.Object({
        of: Count,
        lower95: Type.Number(),
        upper95: Type.Number(),
        lower998: Type.Number(),
        upper998: Type.Number(),
      }),
    ),
  }),
})
