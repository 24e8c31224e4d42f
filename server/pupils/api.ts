import { Type } from 'typebox'
import { reads } from '../domain/access/access.ts'
import { ById, type Contract, Day, Id, OnDay, orNull, Text } from '../http/contract.ts'

const Mean = orNull(Type.Integer({ description: 'weighted mean in hundredths: 345 is 3.45' }))

const Marks = Type.Object({
  period: Type.Object({ from: Day, to: Day }),
  before: orNull(Type.Object({ from: Day, to: Day })),
  subjects: Type.Array(
    Type.Object({
      subject: Type.String(),
      now: Mean,
      before: Mean,
      count: Type.Integer(),
      twos: Type.Integer(),
      owed: Type.Array(Type.Object({ dueOn: orNull(Day), givenOn: Day })),
    }),
  ),
})
const Week = Type.Object({
  week: Day,
  illness: Type.Integer(),
  excused: Type.Integer(),
  unexcused: Type.Integer(),
  unexplained: Type.Integer(),
  late: Type.Integer(),
  wholeDays: Type.Integer(),
})
const Incident = Type.Object({
  id: Id,
  kind: Text,
  on: Day,
  role: Type.String(),
  severity: Type.Integer(),
  text: orNull(Type.String()),
  isRestricted: Type.Boolean(),
})
const Flag = Type.Object({
  id: Id,
  rule: Type.String(),
  domain: Type.String(),
  level: Type.Integer(),
  title: Text,
  text: Text,
  clears: Text,
  points: Type.Array(Type.String()),
  raisedOn: Day,
  clearedOn: orNull(Day),
  clearReason: orNull(Type.String()),
  state: Type.String(),
})
const Case = Type.Object({
  id: Id,
  domain: Type.String(),
  state: Type.Object({ id: Type.String(), title: Text }),
  openedOn: Day,
  closedOn: orNull(Day),
  steps: Type.Integer(),
})
const Contact = Type.Object({
  id: Id,
  on: Day,
  form: Text,
  evidence: Type.Array(Text),
  author: orNull(Type.String()),
  topic: orNull(Type.String()),
  outcome: orNull(Type.String()),
  wasReached: orNull(Type.Boolean()),
  startedBy: orNull(Type.String()),
})
const Contacts = Type.Object({
  total: Type.Integer(),
  shown: Type.Array(Contact),
})
const Support = Type.Object({
  statuses: Type.Array(
    Type.Object({
      kind: Type.String(),
      from: Day,
      to: orNull(Day),
      reviewOn: orNull(Day),
      conditions: Type.Array(Type.String()),
    }),
  ),
  records: Type.Array(
    Type.Object({ kind: Type.String(), on: Day, value: orNull(Type.Integer()), attended: orNull(Type.Boolean()) }),
  ),
})
const Guardian = Type.Object({
  id: Id,
  name: Type.String(),
  relation: Type.String(),
  phone: orNull(Type.String()),
  email: orNull(Type.String()),
  isPrimary: Type.Boolean(),
  livesWith: orNull(Type.Boolean()),
})

export const pupilsApi = {
  'GET /api/pupils/{id}': {
    summary: { ru: 'Ученик: всё, что можно видеть по работе', en: 'A pupil: all that one may see for one’s work' },
    may: reads('roster'),
    trail: 'view',
    params: ById,
    query: Type.Object(OnDay),
    answer: Type.Object({
      id: Id,
      name: Type.String(),
      on: Day,
      class: orNull(Type.Object({ id: Id, name: Type.String() })),
      stays: Type.Array(
        Type.Object({
          classId: Id,
          className: Type.String(),
          grade: Type.Integer(),
          schoolYear: Type.String(),
          from: Day,
          to: orNull(Day),
          form: Type.String(),
        }),
      ),
      marks: orNull(Marks),
      weeks: orNull(Type.Array(Week)),
      incidents: orNull(Type.Array(Incident)),
      flags: orNull(Type.Array(Flag)),
      unseenFlags: Type.Integer({ description: 'flags that this person is given as a number only' }),
      cases: orNull(Type.Array(Case)),
      contacts: orNull(Contacts),
      support: orNull(Support),
      guardians: orNull(Type.Array(Guardian)),
      hidden: Type.Array(Type.String(), { description: 'groups of fields that this person may not see' }),
      mayLog: Type.Boolean(),
    }),
  },
  'GET /api/freshness': {
    summary: { ru: 'На какой день данные', en: 'As of when the data are' },
    may: 'signedIn',
    query: Type.Object(OnDay),
    answer: Type.Object({
      evaluated: orNull(Type.Object({ asOf: Day, at: Type.String() })),
      sources: Type.Array(
        Type.Object({ source: Type.String(), dataOn: Day, loadedAt: Type.String(), ageDays: Type.Integer() }),
      ),
    }),
  },
} satisfies Contract
