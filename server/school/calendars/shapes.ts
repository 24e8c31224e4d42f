import { Type } from 'typebox'
import { Day, Id, oneOf, orNull, Text } from '../../http/contract.ts'

const Grades = Type.Object({ from: Type.Integer(), to: Type.Integer() })

const ProblemShown = Type.Object({
  severity: oneOf(['error', 'warning']),
  place: Type.String(),
  line: orNull(Type.Integer()),
  path: Type.String({ description: 'within the calendar: /breaks/2; empty where it has no place there' }),
  message: Text,
  fix: Text,
})

export const CheckedShown = Type.Object({
  isAccepted: Type.Boolean(),
  calendars: Type.Array(Type.String()),
  problems: Type.Array(ProblemShown),
})

const closed = { additionalProperties: false }
const Span = { id: Type.String({ maxLength: 20 }), start: Day, end: Day }
const Spans = Type.Array(Type.Object(Span, closed), { maxItems: 20 })
const Title = Type.Object(
  {
    ru: Type.String({ pattern: '\\S', maxLength: 100 }),
    en: Type.String({ pattern: '\\S', maxLength: 100 }),
  },
  closed,
)
const Grade = Type.Integer({ minimum: 0, maximum: 12 })

/** The dates a school sets itself. */
export const Dates = Type.Object(
  {
    start: Day,
    end: Day,
    terms: Spans,
    attestationPeriods: Spans,
    breaks: Type.Array(
      Type.Object(
        { title: Title, start: Day, end: Day, grades: Type.Object({ from: Grade, to: Grade }, closed) },
        closed,
      ),
      { maxItems: 30 },
    ),
    isConfirmed: Type.Boolean({ description: 'checked against the order of the school' }),
  },
  closed,
)

const Period = Type.Object({ ...Span, title: Text, isConfirmed: Type.Boolean(), note: orNull(Text) })

const Year = Type.Object({
  id: Type.String(),
  schoolYear: Type.String(),
  title: Text,
  isConfirmed: Type.Boolean(),
  isOwn: Type.Boolean(),
  note: orNull(Text),
  source: Text,
  start: Day,
  end: Day,
  covers: Type.Object({ from: Day, to: Day }),
  terms: Type.Array(Period),
  attestationPeriods: Type.Array(Period),
  breaks: Type.Array(Type.Object({ title: Text, start: Day, end: Day, grades: Grades, isConfirmed: Type.Boolean() })),
  bands: Type.Array(
    Type.Object({
      grades: Grades,
      studyWeek: Type.Integer(),
      marked: Type.Boolean(),
      lastDay: orNull(Day),
      note: orNull(Text),
    }),
  ),
})

export const CalendarShown = Type.Object({
  canChange: Type.Boolean(),
  years: Type.Array(Year),
  production: Type.Array(
    Type.Object({
      id: Type.String(),
      year: Type.Integer(),
      title: Text,
      isConfirmed: Type.Boolean(),
      isOwn: Type.Boolean(),
      off: Type.Array(Type.Object({ date: Day, reason: Type.String() })),
      worked: Type.Array(Day),
    }),
  ),
  library: Type.Array(
    Type.Object({
      id: Type.String(),
      schoolYear: Type.String(),
      title: Text,
      isConfirmed: Type.Boolean(),
      isFollowed: Type.Boolean(),
    }),
  ),
  coverage: Type.Object({
    studyUntil: orNull(Day),
    workUntil: orNull(Day),
    nextYear: orNull(Type.String()),
    isNextLoaded: Type.Boolean(),
  }),
  problems: Type.Array(ProblemShown),
  closures: Type.Array(
    Type.Object({
      id: Id,
      classId: orNull(Id),
      className: orNull(Type.String()),
      grades: orNull(Grades),
      fromOn: Day,
      toOn: Day,
      kind: oneOf(['quarantine', 'remote', 'closed']),
      note: orNull(Type.String()),
    }),
  ),
})
