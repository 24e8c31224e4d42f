import { type Static, Type } from 'typebox'
import { Day, orNull, Text } from '../../http/contract.ts'

const OfClass = { className: Type.String() }
/** The duty behind a line. */
const OfDuty = { ...OfClass, key: Type.String() }
const Status = Type.String({ description: 'состояние обязательства. Status of the duty' })

/** What the administration wants to know on Monday, in the order of the page. No pupil is named: the page lies on a desk. */
export const MondayPage = Type.Object({
  on: Day,
  isPast: Type.Boolean(),
  /** Null where the person may not see emergencies. */
  emergencies: orNull(Type.Array(Type.Object({ ...OfDuty, on: Day, status: Status, text: Text }))),
  memos: Type.Object({
    from: Day,
    to: Day,
    items: Type.Array(
      Type.Object({
        ...OfClass,
        on: Day,
        kind: Text,
        isAhead: Type.Boolean(),
        record: orNull(Type.Integer({ description: 'запись взаимодействия. The record of it' })),
      }),
    ),
  }),
  agreements: Type.Object({
    active: Type.Integer(),
    without: Type.Array(Type.Object({ ...OfDuty, dueOn: Day, weeks: Type.Integer() })),
  }),
  requests: Type.Object({
    open: Type.Integer(),
    dueNow: Type.Integer(),
    overdue: Type.Integer(),
    urgent: Type.Array(Type.Object({ ...OfDuty, receivedOn: Day, dueOn: Day, status: Status })),
  }),
  attendance: orNull(
    Type.Object({
      day: Day,
      weekFrom: Day,
      dayShare: orNull(Type.Number({ description: '0–1' })),
      weekShare: orNull(Type.Number({ description: '0–1' })),
      low: Type.Array(Type.Object({ ...OfClass, classId: Type.Integer(), share: Type.Number() })),
      unknown: Type.Array(Type.String(), { description: 'классы без данных. Classes without data' }),
      unexplained: Type.Object({ lessons: Type.Integer(), pupils: Type.Integer() }),
    }),
  ),
  grades: Type.Array(
    Type.Object({
      grade: Type.Integer(),
      pupils: Type.Integer(),
      failing: orNull(Type.Integer()),
      atRisk: orNull(Type.Integer()),
    }),
  ),
  review: Type.Object({ done: Type.Integer(), of: Type.Integer(), missing: Type.Array(Type.Object(OfDuty)) }),
  deadlines: Type.Array(Type.Object({ point: Type.String(), title: Text, count: Type.Integer(), nextOn: Day })),
  freshness: Type.Array(
    Type.Object({
      source: Type.String(),
      title: Text,
      dataOn: Day,
      state: Type.String({ description: 'fresh, aging, stale' }),
    }),
  ),
})
export type MondayPage = Static<typeof MondayPage>
