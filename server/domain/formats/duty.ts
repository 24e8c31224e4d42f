import { type Static, Type } from 'typebox'
import { closed, IsoDay, oneOf, Words, when } from './words.ts'

const Id = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', description: 'Код латиницей. An id.' })
const Days = (description: string, minimum = 0) => Type.Integer({ minimum, maximum: 400, description })
const MonthDay = Type.String({
  pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  description: 'Месяц и день, ММ-ДД: с августа – год начала, раньше – год окончания; 02-29: последний день февраля.',
})
const Evidence = (description: string) => Type.Array(Id, { minItems: 1, uniqueItems: true, description })

export const SpecId = Type.String({
  pattern: '^(I|II|III)\\.([1-9]|1[0-2])(/[a-z][A-Za-z0-9]*)?$',
  description: 'Пункт и, если норм несколько, часть: III.3, I.4/milestone, II.2/flags. Never given to another norm.',
})

export const populations = ['all', 'sen', 'support', 'familyFlagged'] as const

const count = Type.Optional(
  oneOf(['calendar', 'working'], 'Какие дни считать: календарные (по умолчанию) или рабочие. Days counted.'),
)
const roll = Type.Optional(
  Type.Boolean({ description: 'Срок в нерабочий день переносится на рабочий (по умолчанию да). Default true.' }),
)

/** A part of a duty that needs evidence of its own, with a due of its own where one is given. */
export const Component = closed(
  {
    id: Id,
    title: Words,
    evidence: Evidence('Какие записи выполняют часть. Records that satisfy it.'),
    due: Type.Optional(MonthDay),
    days: Type.Optional(Days('Для срока от повода: дней. Days from or before the trigger.')),
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 240, description: 'Часов от повода. Hours.' })),
    count,
    roll,
    grace: Type.Optional(Days('Льготных дней. Days of grace.')),
  },
  'Часть обязательства: нужны все. All parts are needed.',
)
export type Component = Static<typeof Component>

const Windows = Type.Union(
  [
    closed(
      { kind: Type.Literal('schoolYear'), from: Type.Optional(MonthDay), to: Type.Optional(MonthDay) },
      'Учебный год, один раз; даты – если не по календарю школы. The school year.',
    ),
    closed({ kind: Type.Literal('month') }, 'Календарные месяцы учебного года. Months of the school year.'),
    closed({ kind: Type.Literal('term') }, 'Четверти (модули) календаря школы. Terms of the school.'),
    closed(
      {
        kind: Type.Literal('dates'),
        list: Type.Array(closed({ id: Id, from: MonthDay, to: MonthDay }), { minItems: 1 }),
      },
      'Названные окна. Named windows.',
    ),
  ],
  { description: 'Окна, в каждом из которых нужна запись. Windows.' },
)

const common = {
  id: SpecId,
  version: Type.Integer({ minimum: 1, description: 'Растёт при каждой смене чисел. Grows with every change.' }),
  effective: closed(
    { from: IsoDay, to: Type.Union([IsoDay, Type.Null()]) },
    'С какого и по какой день действует (включительно; null – и дальше). In force, both days inclusive.',
  ),
  basis: oneOf(
    ['normative', 'local'],
    'Число из текста регламента или цель школы. From the text, or the school’s own.',
  ),
  source: Words,
  title: Type.Optional(Words),
  scope: oneOf(
    ['class', 'student', 'family', 'plan', 'request', 'event', 'teacher'],
    'На кого или на что обязательство. What one duty is about.',
  ),
  population: Type.Optional(
    oneOf(populations, 'Кого касается: все; дети с ОВЗ; на сопровождении; семьи под вниманием. Whom it concerns.'),
  ),
  evidence: Type.Optional(Evidence('Любая из записей выполняет. Any of these records satisfies.')),
  components: Type.Optional(Type.Array(Component, { minItems: 1, description: 'Вместо evidence: нужны все части.' })),
  stopsOn: Type.Optional(
    Type.Array(Id, {
      minItems: 1,
      description: 'Из evidence – те, что закрывают; прочие видны, но срок идёт. Only these close it.',
    }),
  ),
  authors: Type.Optional(
    oneOf(
      ['holder', 'staff'],
      'Чья запись засчитывается: классный руководитель и замещающий (по умолчанию) или любой сотрудник.',
    ),
  ),
  lead: Days('За сколько дней «скоро срок». Days before due that are “due soon”.'),
  grace: Days('Льготных дней после срока. Days of grace after the rolled due day.'),
  close: Type.Union([Days('Дней'), Type.Literal('nextWindow'), closed({ on: MonthDay })], {
    description: 'До какого дня засчитывается с опозданием: дней после срока, до следующего окна, до даты. Late cure.',
  }),
  critical: Type.Optional(Type.Boolean({ description: 'Критическое: «все или ничего». All or nothing.' })),
  lookback: Type.Optional(Days('За сколько дней до начала запись уже засчитывается. Evidence before the opening.')),
  excludedBy: Type.Optional(Evidence('Коды закрытия повода, после которых «не применимо». Close codes that exclude.')),
  minInstructionDays: Type.Optional(Days('Меньше учебных дней в окне – «не применимо». Fewer: not applicable.')),
}

const WindowSpec = closed(
  {
    kind: Type.Literal('window'),
    ...common,
    windows: Windows,
    need: Type.Optional(Type.Union([Days('Сколько записей (по умолчанию 1).', 1), Type.Literal('everyOpportunity')])),
    minSpacing: Type.Optional(Days('Не ближе стольких дней одна к другой. Days between two of them.')),
    coverage: Type.Optional(
      closed(
        {
          share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
          partialFrom: Type.Number({ minimum: 0, maximum: 1 }),
        },
        'Доля семей (учеников) класса, охваченных записями; с partialFrom – «частично». Share of families covered.',
      ),
    ),
    opportunity: Type.Optional(Id),
    startOfYear: Type.Optional(
      Type.Boolean({ description: 'Обязательство начала года: позже созданному классу – свой срок.' }),
    ),
    newSubjectDays: Type.Optional(Days('Новому классу, ученику: дней от начала, не меньше. Days a new subject has.')),
  },
  'Окна (T1, T2, T6). Fixed windows.',
)

const GapSpec = closed(
  {
    kind: Type.Literal('gap'),
    ...common,
    days: Days('Наибольший промежуток, дней. Largest gap.', 1),
    mode: oneOf(['gap', 'grid'], 'Промежуток (по умолчанию школы) или сетка отрезков. Gap, or a grid of slots.'),
    gridFrom: Type.Optional(oneOf(['monday', 'start'], 'Сетка: с понедельника недели начала года или с первого дня.')),
  },
  'Не реже чем раз в N дней (T3). At least once per N days.',
)

const DeadlineSpec = closed(
  {
    kind: Type.Literal('deadline'),
    ...common,
    triggers: Evidence('Поводы (id из triggers пункта). Triggers of the point.'),
    link: oneOf(
      ['trigger', 'subject'],
      'Запись засчитывается по связи с поводом или по ученику (семье). How evidence is tied.',
    ),
    anchor: oneOf(['after', 'before'], 'Дней после повода или до события. After the trigger or before the event.'),
    days: Type.Optional(Days('Дней. Days.')),
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 240, description: 'Часов. Hours.' })),
    count,
    roll,
    startNextDay: Type.Optional(
      Type.Boolean({ description: 'Счёт со следующего дня (по умолчанию да). Default true.' }),
    ),
    nestedIn: Type.Optional(SpecId),
    blocks: Type.Optional(
      closed(
        { codes: Evidence('Причины остановки часов. Reasons.'), capWorkingDays: Days('Не дольше, рабочих дней.', 1) },
        'Остановка срока по названной причине. The clock stopped by name, capped.',
      ),
    ),
  },
  'Срок от повода или до события (T4). A deadline.',
)

const WhileOpenSpec = closed(
  {
    kind: Type.Literal('whileOpen'),
    ...common,
    triggers: Evidence('Какой план. Which plan.'),
    every: Type.Literal('week'),
    need: Type.Optional(Days('Сколько раз в неделю (план может просить чаще). Times a week.', 1)),
  },
  'Каждую неделю, пока открыт план (T5). Every week a plan is open.',
)

/** One norm of a point: dated, versioned, of one basis. A point's text and the school's own target are two specs. */
export const DutySpec = Type.Union([WindowSpec, GapSpec, DeadlineSpec, WhileOpenSpec], {
  description: 'Норма пункта. One norm of a point.',
  ...when({ required: ['components'] }, { not: { required: ['evidence'] } }, { required: ['evidence'] }),
})
export type DutySpec = Static<typeof DutySpec>
export type WindowSpec = Static<typeof WindowSpec>
export type GapSpec = Static<typeof GapSpec>
export type DeadlineSpec = Static<typeof DeadlineSpec>
export type WhileOpenSpec = Static<typeof WhileOpenSpec>
