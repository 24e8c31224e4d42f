import { Type } from 'typebox'
import { dutyGroups } from '../../domain/duties/groups.ts'
import { Day, OnDay, oneOf, orNull, Text } from '../../http/contract.ts'
import { dutySets } from './sets.ts'

const periods = 'now, year (up to the day), 2026-10, 2026-11-02..2026-11-08'
export const PeriodName = Type.String({ maxLength: 22, description: periods })

/** Periods that may be asked for beside `now` and `year`. */
export const periodChoice = {
  months: Type.Array(Type.String()),
  terms: Type.Array(
    Type.Object({
      period: Type.String({ description: '2026-09-01..2026-10-23' }),
      title: Text,
      grades: orNull(Type.Array(Type.Integer(), { description: 'whose term it is; null: everyone’s' })),
    }),
  ),
}

/** What a list of duties may be narrowed by; every mark of the board links with some of these. */
export const DutyQuery = Type.Object({
  ...OnDay,
  class: Type.Optional(Type.Integer({ minimum: 1 })),
  point: Type.Optional(Type.String({ maxLength: 12 })),
  status: Type.Optional(Type.String({ maxLength: 200, description: 'overdue,missed' })),
  basis: Type.Optional(oneOf(['normative', 'local'])),
  group: Type.Optional(oneOf(dutyGroups)),
  set: Type.Optional(oneOf(dutySets)),
  period: Type.Optional(Type.String({ maxLength: 22, description: `any, ${periods}` })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  decided: Type.Optional(PeriodName),
  dueFrom: Type.Optional(Day),
  dueTo: Type.Optional(Day),
  dueWithin: Type.Optional(Type.Integer({ minimum: 0, maximum: 400 })),
  critical: Type.Optional(Type.Boolean()),
  answered: Type.Optional(Type.String({ maxLength: 8, description: 'days to the answer of a request: 3, 11+, open' })),
  lag: Type.Optional(Type.String({ maxLength: 8, description: 'days to the record: 0, 2-7, 31+' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
})

const Dates = Type.Object({
  opensOn: Type.String(),
  dueSoonFrom: Type.String(),
  dueOn: Type.String(),
  graceUntil: Type.String(),
  closesOn: Type.String(),
})

const row = {
  key: Type.String(),
  classId: orNull(Type.Integer()),
  class: orNull(Type.String({ description: 'null: so few pupils that the class would tell who' })),
  point: Type.String(),
  title: Text,
  norm: orNull(Text),
  basis: Type.String(),
  group: Type.String(),
  critical: Type.Boolean(),
  state: Type.String(),
  student: orNull(Type.String()),
  studentId: orNull(Type.Integer()),
  isAboutPupil: Type.Boolean(),
  holder: orNull(Type.String()),
  standIn: orNull(Type.String({ description: 'who stands in for the holder on the day' })),
  isVacant: Type.Boolean({ description: 'nobody leads the class: the administration answers' }),
  dates: Dates,
  satisfiedOn: orNull(Type.String()),
  text: Text,
}

export const DutyPage = Type.Object({
  on: Type.String(),
  total: Type.Integer(),
  pageSize: Type.Integer(),
  ...periodChoice,
  classes: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
  points: Type.Array(Type.Object({ point: Type.String(), title: Text })),
  rows: Type.Array(Type.Object(row)),
})

const Record = Type.Object({
  id: Type.Integer(),
  form: Text,
  kinds: Type.Array(Text),
  occurredOn: Type.String(),
  recordedAt: Type.String(),
  lagDays: Type.Integer(),
  backdateReason: orNull(Type.String()),
  topic: orNull(Type.String()),
  author: orNull(Type.String()),
  isCounted: Type.Boolean(),
  whyNot: orNull(Type.String()),
})

export const DutyDetail = Type.Object({
  ...row,
  on: Type.String(),
  sentence: Text,
  action: Text,
  spec: Type.Object({
    id: Type.String(),
    version: Type.Integer(),
    source: Text,
    from: Type.String(),
    edition: orNull(Type.String()),
  }),
  trigger: orNull(
    Type.Object({
      cause: Type.String(),
      title: Text,
      openedOn: Type.String(),
      eventOn: orNull(Type.String()),
      rule: orNull(Type.String()),
    }),
  ),
  need: Type.Integer(),
  records: Type.Array(Record),
  waivers: Type.Array(
    Type.Object({
      id: Type.Integer(),
      from: Type.String(),
      to: Type.String(),
      reasonCode: Type.String(),
      covers: Type.Boolean(),
    }),
  ),
  reasons: Type.Array(Type.Object({ code: Type.String(), data: Type.String({ description: 'JSON' }) })),
  timeline: Type.Array(Type.Object({ on: Type.String(), status: Type.String() })),
  waiverEvents: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'approved, revoked' }),
      at: Type.String(),
      by: orNull(Type.String()),
      reasonCode: Type.String(),
      from: Type.String(),
      to: Type.String(),
    }),
  ),
  flips: Type.Array(
    Type.Object({ on: Type.String(), from: orNull(Type.String()), to: Type.String(), knownAt: Type.String() }),
  ),
  nextChangeOn: orNull(Type.String()),
  gap: orNull(
    Type.Object({
      age: Type.Integer(),
      limitDays: Type.Integer(),
      days: Type.Integer(),
      goodDays: Type.Integer(),
      worst: Type.Integer(),
    }),
  ),
})
