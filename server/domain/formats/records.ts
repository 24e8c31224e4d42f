import { type Static, Type } from 'typebox'
import { absenceKindIds, participantRoles } from './catalogue.ts'
import { closed, Domain, IsoDay, oneOf } from './words.ts'

const Subject = Type.String({ minLength: 1, description: 'Предмет, как в журнале. School subject.' })
const Lesson = Type.Integer({ minimum: 1, maximum: 12, description: '№ урока. Lesson number.' })
const optionalDay = Type.Optional(IsoDay)
const list = <Item extends Parameters<typeof Type.Array>[0]>(item: Item) =>
  Type.Optional(Type.Array(item, { minItems: 1 }))

const LessonsHeld = closed(
  {
    from: IsoDay,
    to: IsoDay,
    subject: Subject,
    lesson: Lesson,
    weekdays: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 7 }))),
  },
  'Урок предмета по дням недели (молчание: каждый учебный день) с … по … A lesson held on every school day of the range.',
)
const Mark = closed({
  on: IsoDay,
  subject: Subject,
  value: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
  kind: Type.Optional(oneOf(['mark', 'point', 'notAttested', 'exempt', 'credit', 'noCredit'], 'Молчание: mark.')),
  weight: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  pointDueOn: optionalDay,
})
const Absence = closed(
  {
    on: IsoDay,
    to: optionalDay,
    lessons: Type.Optional(Type.Array(Lesson, { minItems: 1 })),
    subject: Type.Optional(Subject),
    kind: oneOf(absenceKindIds, 'Вид пропуска. Kind of absence.'),
  },
  'Пропуск; без lessons: весь день; to: по этот учебный день включительно. No lessons: the whole day.',
)
const Incident = closed({
  on: IsoDay,
  kind: Type.String({ description: 'Вид из rules/catalogue/incident-kinds.json.' }),
  severity: Type.Optional(Type.Integer({ minimum: 1, maximum: 4 })),
  role: Type.Optional(oneOf(participantRoles, 'Роль ученика (молчание: offender). Role of this pupil.')),
  with: Type.Optional(
    Type.String({ description: 'Другой участник, любым именем: одно имя = один человек. The other side.' }),
  ),
})
const FinalMark = closed({
  period: Type.String(),
  endsOn: IsoDay,
  subject: Subject,
  value: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
  state: Type.Optional(oneOf(['mark', 'notAttested', 'exempt', 'credit', 'noCredit'], 'Молчание: mark.')),
  kind: Type.Optional(oneOf(['preliminary', 'final'], 'Молчание: final.')),
})
const Debt = closed({
  subject: Subject,
  since: IsoDay,
  attempt1DueOn: optionalDay,
  attempt1FailedOn: optionalDay,
  attempt2DueOn: optionalDay,
  attempt2FailedOn: optionalDay,
  clearedOn: optionalDay,
})
const Contact = closed(
  { on: IsoDay, form: Type.String(), reached: Type.Boolean() },
  'Связь с семьёй. A contact with the family.',
)
const Gathering = closed({
  on: IsoDay,
  kind: oneOf(['parentsMeeting', 'event'], 'Собрание или мероприятие.'),
  attended: Type.Boolean(),
})
const Request = closed({ on: IsoDay, topic: Type.String() }, 'Обращение родителя. A request of a parent.')
const SupportStatus = closed({
  kind: oneOf(['sen', 'psychological', 'speech'], 'Вид сопровождения.'),
  from: IsoDay,
  to: optionalDay,
})
const SupportRecord = closed({
  kind: oneOf(['programme', 'parentsPlan', 'monitoring', 'session', 'dynamics', 'familyPlan'], 'Что записано.'),
  on: IsoDay,
  value: Type.Optional(Type.Integer({ minimum: -1, maximum: 1 })),
  attended: Type.Optional(Type.Boolean()),
})
const Consent = closed({
  purpose: oneOf(['psychological', 'familySurvey', 'other'], 'На что согласие.'),
  state: oneOf(['asked', 'given', 'refused', 'withdrawn'], 'Состояние.'),
  from: IsoDay,
  until: optionalDay,
})
const Category = closed({ category: Type.String(), from: IsoDay, endedOn: optionalDay })
const Measurement = closed({
  wave: Type.String(),
  on: IsoDay,
  instrument: Type.String(),
  scale: Type.String(),
  value: Type.Optional(Type.Number()),
  level: Type.Optional(oneOf(['favourable', 'attention', 'problem'], 'Уровень.')),
})
const EscalationStep = closed({
  on: IsoDay,
  to: Type.String({ description: 'Состояние из rules/ladder.json.' }),
  transition: Type.Optional(Type.String()),
  dynamics: Type.Optional(oneOf(['improved', 'none', 'worse', 'tooEarly'], 'Динамика.')),
})
const Escalation = closed({ domain: Domain, openedOn: IsoDay, steps: Type.Array(EscalationStep, { minItems: 1 }) })

export const StudentRecords = closed(
  {
    times: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 40, description: 'Сколько таких учеников (1). How many such pupils.' }),
    ),
    grade: Type.Optional(Type.Integer({ minimum: 0, maximum: 12, description: 'Параллель (7). Grade.' })),
    enrolledOn: optionalDay,
    leftOn: optionalDay,
    schoolingForm: Type.Optional(Type.String({ description: 'Форма обучения (school). Form of schooling.' })),
    lessons: list(LessonsHeld),
    marks: list(Mark),
    finalMarks: list(FinalMark),
    absences: list(Absence),
    incidents: list(Incident),
    debts: list(Debt),
    contacts: list(Contact),
    gatherings: list(Gathering),
    requests: list(Request),
    supportStatuses: list(SupportStatus),
    supportRecords: list(SupportRecord),
    consents: list(Consent),
    categories: list(Category),
    measurements: list(Measurement),
    escalations: list(Escalation),
  },
  'Записи об ученике. Records of a pupil.',
)
export type StudentRecords = Static<typeof StudentRecords>

/** Raw dated records of a small class: facts are computed from them, so that windows are tested too. */
export const Records = closed(
  {
    students: Type.Array(StudentRecords, {
      minItems: 1,
      description: 'В правиле об ученике речь о первом; в правиле о классе обо всех. A pupil rule looks at the first.',
    }),
    dataOn: Type.Optional(
      Type.Record(Type.String(), IsoDay, {
        description: 'На какой день данные источника (молчание: asOf). Data as of.',
      }),
    ),
  },
  'Исходные записи с датами. Raw dated records.',
)
export type Records = Static<typeof Records>
