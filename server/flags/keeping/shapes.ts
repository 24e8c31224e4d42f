import { Type } from 'typebox'
import { Day, Id, orNull, Text } from '../../http/contract.ts'

export const Named = Type.Object({ id: Id, name: Type.String() })
export const Count = Type.Integer({ minimum: 0 })
/** A number, or null where few people whom one may not see stand behind it. */
export const Told = orNull(Count)
export const Lines = Type.Object({ ru: Type.Array(Type.String()), en: Type.Array(Type.String()) })
export const Revision = Type.Object({ hash: Type.String(), from: orNull(Day) })
export const Note = Type.Optional(Type.String({ maxLength: 1000 }))
export const RuleId = Type.String({ pattern: '^[A-Z]{2,5}-\\d{2,3}$' })

export const Decision = Type.Object({
  kind: Type.Union([Type.Literal('accepted'), Type.Literal('met')], {
    description: 'met: the duty to decide is met by another record',
  }),
  on: Day,
  by: orNull(Type.String()),
  measures: Type.Array(Type.String()),
  note: orNull(Type.String()),
  records: Type.Array(Text, { description: 'kinds of the records that met the duty' }),
})

export const Flag = Type.Object({
  id: Id,
  rule: Type.String(),
  title: Text,
  text: Text,
  advice: Text,
  clears: Text,
  isReached: Type.Boolean({ description: 'false: the flag only waits for what clears it' }),
  points: Type.Array(Type.String()),
  urgent: Type.Boolean(),
  level: Type.Integer({ minimum: 0, maximum: 4 }),
  state: Type.Union([Type.Literal('flagged'), Type.Literal('held')], {
    description: 'held: clear already and waiting for it to last',
  }),
  domain: Type.String(),
  class: Named,
  pupil: orNull(Named),
  since: Day,
  raisedOn: Day,
  revision: Revision,
  due: orNull(Type.Object({ on: Day, status: Type.String(), key: Type.String() })),
  decision: orNull(Decision),
  rise: orNull(
    Type.Object(
      { on: Day, level: Count },
      { description: 'the level rose since the decision, which is asked for anew' },
    ),
  ),
  step: orNull(Type.Object({ text: Text, on: orNull(Day), status: orNull(Type.String()) })),
  case: orNull(Type.Object({ id: Id, state: Type.String(), title: Text, since: Day })),
  notes: Count,
  mayDecide: Type.Boolean(),
})
export const Member = Type.Object({ id: Id, pupil: Named, level: Count })
export const Records = Type.Array(
  Type.Object({
    label: Text,
    records: Type.Array(Type.Object({ on: Day, ru: Type.String(), en: Type.String() })),
    more: Count,
  }),
)
export const Thresholds = Type.Array(
  Type.Object({
    label: Text,
    operator: Type.String(),
    actual: orNull(Type.String()),
    threshold: orNull(Type.String()),
    since: orNull(Day),
    holds: orNull(Type.Boolean()),
  }),
)
export const History = Type.Array(
  Type.Object({
    kind: Type.String(),
    on: Day,
    actor: orNull(Type.String()),
    level: orNull(Count),
    because: orNull(Type.String()),
    by: orNull(Type.String()),
    reasons: Type.Array(Text),
    note: orNull(Type.String()),
  }),
)
export const Decided = Type.Object({ id: Id, undoUntil: Day })
