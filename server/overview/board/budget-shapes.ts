import { Type } from 'typebox'

const Count = Type.Integer()
const Iso = Type.String()

export const Budget = Type.Object({
  targetPercent: Count,
  weeks: Type.Array(
    Type.Object({
      from: Iso,
      to: Iso,
      isOpen: Type.Boolean(),
      period: Type.String({ description: 'the days of the week, as a list of duties takes them' }),
      toDate: Type.String({ description: 'the days from the start of the year' }),
      missed: Count,
      decidedToDate: Count,
      missedToDate: Count,
      allowed: Type.Integer({ description: 'misses that the target allows of those decided to date, rounded down' }),
    }),
  ),
  vacations: Type.Array(Type.Object({ from: Iso, to: Iso })),
})
