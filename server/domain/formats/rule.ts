import { type Static, Type } from 'typebox'
import { Conditions, conditionDefinitions } from './condition.ts'
import {
  closed,
  Domain,
  IsoDay,
  Message,
  mapOf,
  Name,
  oneOf,
  PointId,
  Role,
  RuleId,
  Schema,
  Unit,
  Words,
} from './words.ts'

const Step = Type.Number({ exclusiveMinimum: 0, description: 'Шаг изменения. Step of a change.' })

export const DatedValue = closed(
  {
    from: IsoDay,
    value: Type.Union([Type.Number(), Type.Null()], {
      description: 'Число; null прекращает параметр: правило отвечает «нет данных». null ends the parameter.',
    }),
    reference: Type.Optional(
      Type.String({ description: 'Чем установлено: приказ, протокол. The act behind the number.' }),
    ),
    approvedBy: Type.Optional(Type.String()),
    impact: Type.Optional(Type.String({ description: 'Чего ждали от изменения. What the change was expected to do.' })),
  },
  'Значение с даты. A value in force from a day.',
)

export const Parameter = closed(
  {
    title: Words,
    type: oneOf(['integer', 'number'], 'Целое или с двумя знаками. Whole, or with two decimals.'),
    unit: Unit,
    min: Type.Number({ description: 'Наименьшее разумное значение. The least sensible value.' }),
    max: Type.Number({ description: 'Наибольшее разумное значение. The greatest sensible value.' }),
    step: Step,
    values: Type.Array(DatedValue, { minItems: 1, description: 'По возрастанию дат; задним числом не меняется.' }),
  },
  'Порог или окно: единственное место чисел в правиле. The only place of numbers in a rule.',
)
export type Parameter = Static<typeof Parameter>

export const Duration = closed(
  { n: Type.Integer({ minimum: 0 }), unit: oneOf(['schoolDay', 'day', 'week'], 'Учебный день, день, неделя.') },
  'Срок. A length of time.',
)
export type Duration = Static<typeof Duration>

export const Level = closed(
  {
    level: Type.Integer({
      minimum: 0,
      maximum: 4,
      description:
        '0 к сведению, 1 внимание, 2 работа, 3 служебная записка, 4 коллегиально; экстренный случай объявляет человек.',
    }),
    conditions: Conditions,
  },
  'Уровень и его условия; действует высший из выполненных. The highest level that holds wins.',
)
export type Level = Static<typeof Level>

export const Exemption = closed(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    title: Words,
    when: Conditions,
    expires: Type.Optional(IsoDay),
  },
  'Когда правило ученика не касается, и почему. When and why the rule does not concern a pupil.',
)
export type Exemption = Static<typeof Exemption>

export const Lifecycle = closed(
  {
    evaluate: Type.Optional(Duration),
    raiseAfter: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20, description: 'Сколько проверок подряд (1). Evaluations in a row.' }),
    ),
    holdFor: Type.Optional(Duration),
    cooldown: Type.Optional(Duration),
    dataGrace: Type.Optional(Duration),
  },
  'Когда поднимать и снимать; молчание = обычные сроки (1; 5, 10 и 3 учебных дня). Life of a flag; defaults apply.',
)
export type Lifecycle = Static<typeof Lifecycle>

export const Grouping = closed(
  {
    rule: RuleId,
    by: oneOf(['subject', 'class'], 'По предмету или весь класс. By school subject or the whole class.'),
  },
  'Чьи сигналы учеников собираются под сигналом класса. Individual flags gathered under this class signal.',
)

export const Guard = closed(
  {
    maxFlaggedShare: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    maxNewPerRun: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  'Предел сигналов: сверх него новая редакция ждёт решения человека (без него 15 %). Flag budget.',
)

/** A rule file `rules/student/**` or `rules/class/**`: conditions of json-rules-engine with all that makes them governable. */
export const Rule = Type.Object(
  {
    $schema: Schema,
    id: RuleId,
    title: Words,
    subject: oneOf(['student', 'class'], 'О ком правило: ученик или класс. Whom the rule is about.'),
    domain: Domain,
    status: oneOf(
      ['draft', 'trial', 'active', 'off'],
      'draft: черновик, не считается; trial: считается, но никому не показывается; active: действует; off: выключено.',
    ),
    serves: Type.Array(PointId, {
      minItems: 1,
      uniqueItems: true,
      description: 'Каким пунктам служит. Points it serves.',
    }),
    basis: Words,
    effective: closed({ from: IsoDay, until: Type.Optional(IsoDay) }, 'Когда действует. When it is in force.'),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Растёт при смене логики (1). Grows with the logic.' }),
    ),
    urgent: Type.Optional(Type.Boolean({ description: 'Первым в списке. Tops the list.' })),
    visibleTo: Type.Optional(
      Type.Array(Role, {
        minItems: 1,
        uniqueItems: true,
        description: 'Кому виден сигнал; молчание: по области. Who sees it.',
      }),
    ),
    parameters: mapOf(Name, Parameter, 'Все числа правила. All numbers of the rule.'),
    levels: Type.Array(Level, { minItems: 1 }),
    clearWhen: Type.Optional(Conditions),
    exemptWhen: Type.Optional(Type.Array(Exemption, { minItems: 1 })),
    lifecycle: Type.Optional(Lifecycle),
    suppresses: Type.Optional(
      Type.Array(RuleId, {
        minItems: 1,
        uniqueItems: true,
        description: 'Чьи сигналы того же ученика скрывает. Rules it hides.',
      }),
    ),
    groups: Type.Optional(Type.Array(Grouping, { minItems: 1 })),
    guard: Type.Optional(Guard),
    explain: Message,
    advice: Words,
    falsePositives: Type.Optional(Type.Array(Words, { minItems: 1 })),
  },
  {
    additionalProperties: false,
    title: 'Правило. Rule',
    description: 'Правило: при каких показателях ученику или классу нужно внимание. A rule.',
    $defs: conditionDefinitions,
  },
)
export type Rule = Static<typeof Rule>
