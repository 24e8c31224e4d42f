import { Type } from 'typebox'
import { Day, Id, oneOf, orNull, Text } from '../../http/contract.ts'

export const Person = Type.Object({ staffId: Id, name: Type.String() })
export const Lead = Type.Object({ staffId: Id, name: Type.String(), fromOn: Day, toOn: orNull(Day) })
export const Leave = Type.Object({
  staffId: Id,
  name: Type.String(),
  fromOn: Day,
  toOn: orNull(Day),
  acting: orNull(Person),
  reason: orNull(Text),
})
export const ClassLine = Type.Object({
  id: Id,
  name: Type.String(),
  grade: Type.Integer(),
  schoolYear: Type.String(),
  pupils: Type.Integer(),
  joined: Type.Integer({ description: 'came after the class was opened' }),
  left: Type.Integer(),
  main: orNull(Lead),
  acting: orNull(Lead),
  leave: orNull(Leave),
})
export const Choice = Type.Object({
  classId: Id,
  does: oneOf(['promote', 'leave']),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
})

export const leaveReasons = ['sick', 'vacation', 'trip', 'training', 'other'] as const

export const rollNames = Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 20 })

export const ClassShown = Type.Object({
  schoolClass: ClassLine,
  canChange: Type.Boolean(),
  openedOn: Day,
  lastDay: Day,
  otherYears: Type.Array(Type.Object({ id: Id, name: Type.String(), schoolYear: Type.String() })),
  pupils: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      fromOn: Day,
      toOn: orNull(Day),
      form: Type.String(),
      isHere: Type.Boolean(),
    }),
  ),
  teachers: Type.Array(
    Type.Object({
      staffId: orNull(Id),
      name: orNull(Type.String()),
      role: oneOf(['main', 'acting', 'delegate', 'vacant']),
      fromOn: Day,
      toOn: orNull(Day),
    }),
  ),
  leaves: Type.Array(Leave),
  duties: orNull(Type.Object({ overdue: Type.Integer(), soon: Type.Integer(), open: Type.Integer() })),
  flags: orNull(Type.Array(Type.Object({ level: Type.Integer(), count: Type.Integer() }))),
  changes: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.String(),
      effectiveOn: Day,
      person: orNull(Type.String()),
      madeAt: Type.String(),
      madeBy: orNull(Type.String()),
      undoneAt: orNull(Type.String()),
      undoneBy: orNull(Type.String()),
    }),
  ),
})

export const RollOverShown = Type.Object({
  year: orNull(Type.String()),
  next: Type.String(),
  start: Day,
  endsOn: Day,
  hasCalendar: Type.Boolean(),
  isEarly: Type.Boolean(),
  isDone: Type.Boolean(),
  canDo: Type.Boolean(),
  moves: Type.Array(
    Type.Object({
      classId: Id,
      from: Type.String(),
      to: Type.String(),
      grade: Type.Integer(),
      pupils: Type.Integer(),
      teacher: orNull(Type.String()),
      isMade: Type.Boolean(),
    }),
  ),
  leaving: Type.Array(
    Type.Object({
      classId: Id,
      name: Type.String(),
      grade: Type.Integer(),
      pupils: Type.Integer(),
      mayStay: Type.Boolean(),
    }),
  ),
  firstGrades: rollNames,
  conflicts: Type.Array(Text),
  undo: orNull(
    Type.Object({
      changeId: Id,
      madeAt: Type.String(),
      madeBy: orNull(Type.String()),
      isUndoable: Type.Boolean(),
      year: Type.String(),
    }),
  ),
})
