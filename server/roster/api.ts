import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { ById, type Contract, Day, Id, OnDay, oneOf, orNull } from '../http/contract.ts'
import { Choice, ClassLine, ClassShown, leaveReasons, rollNames as names, RollOverShown } from './showing/shapes.ts'

const Changed = Type.Object({ changeId: Id })
const LeaveKey = Type.Object({ id: Id, from: Day })

export const rosterApi = {
  'GET /api/classes': {
    summary: { ru: 'Классы учебного года', en: 'Classes of a school year' },
    may: reads('roster'),
    query: Type.Object({ ...OnDay, year: Type.Optional(Type.String({ pattern: '^\\d{4}/\\d{2}$' })) }),
    answer: Type.Object({
      year: orNull(Type.String()),
      years: Type.Array(Type.String()),
      canChange: Type.Boolean(),
      classes: Type.Array(ClassLine),
      pupils: Type.Integer(),
      vacant: Type.Integer(),
      away: Type.Integer({ description: 'classes whose teacher is on leave' }),
    }),
  },
  'GET /api/classes/{id}': {
    summary: { ru: 'Класс', en: 'A class' },
    may: reads('roster'),
    params: ById,
    query: Type.Object(OnDay),
    answer: ClassShown,
  },
  'GET /api/teachers': {
    summary: { ru: 'Кого можно назначить', en: 'Who can be appointed' },
    may: writes('roster'),
    query: Type.Object(OnDay),
    answer: Type.Object({
      people: Type.Array(
        Type.Object({ id: Id, name: Type.String(), classes: Type.Array(Type.String()), isAway: Type.Boolean() }),
      ),
    }),
  },
  'POST /api/classes/{id}/teacher': {
    summary: { ru: 'Назначить классного руководителя', en: 'Appoint a class teacher' },
    may: writes('roster'),
    params: ById,
    body: Type.Object({ staffId: orNull(Id), from: Day }),
    answer: Changed,
  },
  'POST /api/classes/{id}/acting': {
    summary: { ru: 'Назначить замещающего', en: 'Appoint who acts' },
    may: writes('roster'),
    params: ById,
    body: Type.Object({ staffId: Id, from: Day, to: orNull(Day) }),
    answer: Changed,
  },
  'POST /api/classes/{id}/acting-end': {
    summary: { ru: 'Завершить замещение', en: 'End the acting' },
    may: writes('roster'),
    params: ById,
    body: Type.Object({ lastDay: Day }),
    answer: Changed,
  },
  'POST /api/staff/{id}/leave': {
    summary: { ru: 'Записать отсутствие сотрудника', en: 'Record a leave' },
    may: writes('roster'),
    params: ById,
    body: Type.Object({
      from: Day,
      to: orNull(Day),
      actingStaffId: orNull(Id),
      reason: oneOf(leaveReasons),
    }),
    answer: Changed,
  },
  'POST /api/staff/{id}/leave/{from}/end': {
    summary: { ru: 'Изменить последний день отсутствия', en: 'Change the last day of a leave' },
    may: writes('roster'),
    params: LeaveKey,
    body: Type.Object({ lastDay: Day }),
    answer: Changed,
  },
  'POST /api/staff/{id}/leave/{from}/cancel': {
    summary: { ru: 'Отменить отсутствие', en: 'Cancel a leave' },
    may: writes('roster'),
    params: LeaveKey,
    answer: Changed,
  },
  'POST /api/roster-changes/{id}/undo': {
    summary: { ru: 'Отменить изменение', en: 'Take a change back' },
    may: writes('roster'),
    params: ById,
    answer: Type.Object({}),
  },
  'GET /api/roll-over': {
    summary: { ru: 'План перевода в новый учебный год', en: 'The plan of moving into the next year' },
    may: writes('roster'),
    answer: RollOverShown,
  },
  'POST /api/roll-over': {
    summary: { ru: 'Перевести школу в новый учебный год', en: 'Move the school into the next year' },
    may: writes('roster'),
    body: Type.Object({
      year: Type.String({ pattern: '^\\d{4}/\\d{2}$' }),
      choices: Type.Array(Choice, { maxItems: 200 }),
      firstGrades: names,
      isEarly: Type.Boolean({ description: 'said aloud: the year still lasts' }),
    }),
    answer: Type.Object({ changeId: orNull(Id), classes: Type.Integer(), pupils: Type.Integer() }),
  },
} satisfies Contract
