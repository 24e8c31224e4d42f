import { type Static, Type } from 'typebox'
import { closed, FactId, IsoDay, Message, mapOf, oneOf, PointId, Role, Schema, Unit, Words, when } from './words.ts'

export const sources = [
  'roster',
  'marks',
  'finalMarks',
  'attendance',
  'lessons',
  'incidents',
  'debts',
  'contacts',
  'requests',
  'meetings',
  'escalations',
  'support',
  'consents',
  'family',
  'categories',
  'calendar',
] as const
export const Source = oneOf(sources, 'Откуда данные. Source of the data.')
export type Source = Static<typeof Source>

export const absenceKindIds = [
  'late',
  'absent_unknown',
  'absent_illness',
  'absent_excused',
  'absent_unexcused',
  'exempt',
  'remote',
  'partial',
] as const
export const participantRoles = ['offender', 'victim', 'witness', 'reporter', 'bystander'] as const

const Choice = closed(
  { id: Type.String({ pattern: '^[a-z][A-Za-z0-9_]*$' }), title: Words },
  'Значение списка. One of the list.',
)

export const FactParam = Type.Object(
  {
    title: Words,
    type: oneOf(['integer', 'number', 'choice'], 'Целое, с двумя знаками или слово из списка.'),
    unit: Type.Optional(Unit),
    min: Type.Optional(Type.Number()),
    max: Type.Optional(Type.Number()),
    choices: Type.Optional(Type.Array(Choice, { minItems: 1 })),
    optional: Type.Optional(Type.Boolean({ description: 'Можно не указывать. May be left out.' })),
  },
  {
    additionalProperties: false,
    description: 'Уточнение показателя: окно, порог, период. A window, a threshold, a period.',
    ...when(
      { properties: { type: { const: 'choice' } } },
      { required: ['choices'] },
      { required: ['unit', 'min', 'max'] },
    ),
  },
)
export type FactParam = Static<typeof FactParam>

export const Fact = Type.Object(
  {
    id: FactId,
    subject: oneOf(['student', 'class'], 'О ком показатель. Whom the fact is about.'),
    type: oneOf(['integer', 'number', 'boolean', 'enum', 'set'], 'Вид значения. Type of the value.'),
    unit: Type.Optional(Unit),
    range: Type.Optional(closed({ min: Type.Number(), max: Type.Number() }, 'Возможные значения. Possible values.')),
    scale: Type.Optional(
      Type.Union([Type.Literal(0), Type.Literal(2)], {
        description:
          'Знаков после запятой: 0 или 2. В файлах числа пишут как люди (2.5; 0.30), сравнивают в сотых. Decimals kept.',
      }),
    ),
    rounding: Type.Optional(
      oneOf(
        ['nearest', 'down'],
        'Как округлять до сотых: ближайшее (молчание) или вниз: 0.2966 ещё не 0.30. Rounding.',
      ),
    ),
    values: Type.Optional(
      Type.Array(Choice, { minItems: 1, description: 'Слова списка или множества. Words of an enum or a set.' }),
    ),
    params: mapOf(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), FactParam, 'Окна и уточнения. Windows and details.'),
    source: Source,
    freshness: Type.Array(Source, {
      uniqueItems: true,
      description: 'Устаревание каких источников делает показатель неизвестным. Whose age makes the fact unknown.',
    }),
    pii: oneOf(
      ['normal', 'special', 'restricted'],
      'Персональные данные: обычные; специальные (здоровье, психология); ограниченные (семья, происшествия под грифом).',
    ),
    minimum: Type.Optional(Words),
    title: Words,
    sentence: Message,
    definition: Words,
  },
  {
    additionalProperties: false,
    description:
      'Показатель: одно именованное значение об ученике или классе на день. One named typed value as of a day.',
    allOf: [
      when({ properties: { type: { enum: ['integer', 'number'] } } }, { required: ['unit', 'range', 'scale'] }),
      when({ properties: { type: { enum: ['enum', 'set'] } } }, { required: ['values'] }),
    ],
  },
)
export type Fact = Static<typeof Fact>

export const FactCatalogue = closed({ $schema: Schema, facts: Type.Array(Fact, { minItems: 1 }) }, 'Показатели. Facts.')
export type FactCatalogue = Static<typeof FactCatalogue>

export const IncidentKind = closed({
  id: Type.String({ pattern: '^[a-z][a-z0-9_]*$' }),
  title: Words,
  severity: closed(
    {
      min: Type.Integer({ minimum: 1, maximum: 4 }),
      max: Type.Integer({ minimum: 1, maximum: 4 }),
      usual: Type.Integer({ minimum: 1, maximum: 4 }),
    },
    'Тяжесть 1–4: от и до, обычная. Severity.',
  ),
  emergency: Type.Boolean({
    description: 'Экстренный случай: спросить человека. Asks a person whether it is an emergency.',
  }),
  restricted: Type.Boolean({ description: 'Виден узкому кругу. Seen by few.' }),
  conflict: Type.Boolean({ description: 'Конфликт между учениками. A conflict between pupils.' }),
  bullying: Type.Boolean({ description: 'Сообщение о травле. A report of bullying.' }),
  note: Type.Optional(Words),
})
export type IncidentKind = Static<typeof IncidentKind>
export const IncidentKinds = closed(
  { $schema: Schema, incidentKinds: Type.Array(IncidentKind, { minItems: 1 }) },
  'Виды происшествий. Kinds of incidents.',
)
export type IncidentKinds = Static<typeof IncidentKinds>

export const Channel = closed({
  id: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }),
  title: Words,
  form: oneOf(
    [
      'meeting',
      'parentsMeeting',
      'call',
      'email',
      'journal',
      'messenger',
      'memo',
      'document',
      'protocol',
      'homeVisit',
      'event',
      'publication',
    ],
    'К какой форме регламента относится. Which form of the regulation it is.',
  ),
  from: Type.Optional(IsoDay),
  until: Type.Optional(IsoDay),
  personalData: oneOf(
    ['allowed', 'nameless', 'forbidden'],
    'Персональные данные в канале: можно; только без имён; нельзя. Personal data in this channel.',
  ),
  legality: Words,
})
export type Channel = Static<typeof Channel>
export const Channels = closed(
  { $schema: Schema, channels: Type.Array(Channel, { minItems: 1 }) },
  'Каналы связи с датами.',
)
export type Channels = Static<typeof Channels>

export const AbsenceKind = closed({
  id: oneOf(['present', ...absenceKindIds], 'Вид. Kind.'),
  title: Words,
  short: Words,
  absent: Type.Boolean({ description: 'Считается ли пропуском урока. Counts as a missed lesson.' }),
  counts: oneOf(['none', 'excused', 'unexcused', 'unexplained'], 'Как считается. How it counts.'),
  illness: Type.Boolean(),
  late: Type.Boolean(),
  note: Type.Optional(Words),
})
export type AbsenceKind = Static<typeof AbsenceKind>
export const AbsenceKinds = closed(
  { $schema: Schema, absenceKinds: Type.Array(AbsenceKind, { minItems: 1 }) },
  'Виды отметок о посещении. Kinds of attendance entries.',
)
export type AbsenceKinds = Static<typeof AbsenceKinds>

export { FamilyInstrument, FamilyInstruments } from './family.ts'
export { PointId, Role }
