import { Type } from 'typebox'
import { Day, Id, orNull, Text } from '../../http/contract.ts'

export const Served = Type.Object({
  key: Type.String(),
  point: Type.String(),
  status: Type.String(),
  studentId: orNull(Id),
})
export const Person = Type.Object({ id: Id, name: Type.String() })

/** One logged interaction as lists show it. `isHidden`: about a restricted case or an emergency this person may not read. */
export const Entry = Type.Object({
  id: Id,
  class: Person,
  pupils: Type.Array(Person, { description: 'none: the whole class' }),
  form: Type.Object({ id: Type.String(), title: Text }),
  evidence: Type.Array(Type.Object({ id: Type.String(), title: Text })),
  points: Type.Array(Type.String(), { description: 'points it may serve' }),
  served: Type.Array(Served, { description: 'duties that it closes, as judged' }),
  occurredOn: Day,
  occurredAt: orNull(Type.String()),
  recordedAt: Type.String(),
  isBackdated: Type.Boolean(),
  backdateReason: orNull(Type.String()),
  author: orNull(Person),
  isImported: Type.Boolean(),
  topic: orNull(Type.String()),
  outcome: orNull(Type.String()),
  decision: orNull(
    Type.Object(
      { kind: Type.String(), reasons: Type.Array(Text), note: orNull(Type.String()) },
      { description: 'the decision about a flag that the record is: what is planned, or why not' },
    ),
  ),
  wasReached: orNull(Type.Boolean()),
  startedBy: orNull(Type.String()),
  voided: orNull(Type.Object({ at: Type.String(), by: orNull(Type.String()), reason: orNull(Type.String()) })),
  isHidden: Type.Boolean(),
})

export const Change = Type.Object({
  key: Type.String(),
  point: Type.String(),
  title: Text,
  classId: Id,
  studentId: orNull(Id),
  from: orNull(Type.String()),
  to: orNull(Type.String()),
  before: orNull(Text),
  after: orNull(Text),
  isServed: Type.Boolean(),
})
export const LoggedAnswer = Type.Object({ id: Id, warnings: Type.Array(Text), duties: Type.Array(Change) })
