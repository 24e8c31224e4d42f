import { Type } from 'typebox'
import { orNull } from '../../http/contract.ts'

const Count = Type.Integer()
const Iso = Type.String()
const Figure = orNull(Type.Object({ rate: orNull(Type.Number()), met: Count, of: Count }))

export const Trend = Type.Object({
  step: Type.String({ description: 'month, week' }),
  byWeek: Type.Array(Type.String(), { description: 'points with clocks so short that they are drawn by week as well' }),
  points: Type.Object(
    { normative: Type.Array(Type.String()), local: Type.Array(Type.String()) },
    { description: 'points that have duties of each basis' },
  ),
  isByDays: Type.Boolean({ description: 'the units of the asked point are days of a largest gap, not duties' }),
  mean: orNull(Type.Number()),
  periods: Type.Array(
    Type.Object({
      period: Type.String({ description: '2026-10, 2026-11-02..2026-11-08' }),
      from: Iso,
      to: Iso,
      isOpen: Type.Boolean(),
      restated: Figure,
      closed: Figure,
      duties: Type.Integer({
        description: 'duties that are counted in the rate; of a largest gap those whose days are',
      }),
      lower: orNull(Type.Number()),
      upper: orNull(Type.Number()),
    }),
  ),
  vacations: Type.Array(Type.Object({ from: Iso, to: Iso })),
  changes: Type.Array(Type.Object({ on: Iso, points: Type.Array(Type.String()) })),
  editions: Type.Array(Type.String(), { description: 'when editions of the rules came into force' }),
})
