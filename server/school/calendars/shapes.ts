import { Type } from 'typebox'
import { Day, Id, oneOf, orNull, Text } from '../../http/contract.ts'

const Grades = Type.Object({ from: Type.Integer(), to: Type.Integer() })

export const ProblemShown = Type.Object({
  severity: oneOf(['error', 'warning']),
  place: Type.String(),
  line: orNull(Type.Integer()),
  message: Text,
  fix: Text,
})

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
  terms: Type.Array(
    Type.Object({ title: Text, start: Day, end: Day, isConfirmed: Type.Boolean(), note: orNull(Text) }),
  ),
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
