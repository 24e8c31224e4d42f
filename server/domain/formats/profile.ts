import { type Static, type TSchema, Type } from 'typebox'
import { absenceKindIds, participantRoles } from './catalogue.ts'

/** Kinds of records that a table of a source may hold. */
export const recordKinds = [
  'class',
  'student',
  'staff',
  'guardian',
  'mark',
  'finalMark',
  'absence',
  'entry',
  'incident',
  'debt',
  'closure',
  'load',
  'meeting',
] as const

const words = Type.Object(
  { ru: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
const strings = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })])
const enumOf = (...values: string[]) => Type.Unsafe<string>({ type: 'string', enum: values })
const codeTable = (to: TSchema, description: string) =>
  Type.Optional(Type.Unsafe<Record<string, string>>(Type.Record(Type.String(), to, { description })))

const columnSchema = Type.Union(
  [
    strings,
    Type.Object(
      {
        header: Type.Optional(strings),
        join: Type.Optional(Type.Array(Type.String(), { description: 'Several columns, put together with spaces.' })),
        value: Type.Optional(Type.String({ description: 'The same text in every row.' })),
        from: Type.Optional(enumOf('table', 'file', 'text')),
        pattern: Type.Optional(Type.String({ description: 'A regular expression; its first group is the value.' })),
        map: Type.Optional(
          Type.Record(Type.String(), Type.String(), { description: 'What stands in the source → what it means.' }),
        ),
      },
      { additionalProperties: false },
    ),
  ],
  { description: 'Where a field comes from: header spellings, or a rule.' },
)

const tableSchema = Type.Object(
  {
    record: enumOf(...recordKinds),
    names: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Names of files, sheets or JSON paths, * for anything; without them the header decides.',
      }),
    ),
    layout: Type.Optional(enumOf('list', 'grid')),
    columns: Type.Record(Type.String(), columnSchema),
    skip: Type.Optional(
      Type.Array(
        Type.Object(
          { column: Type.String(), in: Type.Array(Type.String()), say: words },
          { additionalProperties: false },
        ),
      ),
    ),
    grid: Type.Optional(
      Type.Object(
        {
          heading: enumOf('subject', 'student'),
          headingHeaders: Type.Array(Type.String()),
          period: Type.Array(Type.String(), {
            description: 'Regular expressions over the text around the table: two days, or a month and a year.',
          }),
          final: Type.Optional(
            Type.String({ description: 'Header of a column with final marks; the first group is the period.' }),
          ),
          ignore: Type.Optional(
            Type.Array(Type.String(), { description: 'Headers of columns that are neither days nor finals.' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

const codesSchema = Type.Object(
  {
    absence: codeTable(
      enumOf(...absenceKindIds, 'present', 'ignore'),
      'Absence codes of this source; look-alikes differ between systems, so the table is per source.',
    ),
    reason: codeTable(enumOf(...absenceKindIds), 'Reasons of an absence given beside the code.'),
    mark: codeTable(
      enumOf('point', 'notAttested', 'exempt', 'credit', 'noCredit', 'ignore', '1', '2', '3', '4', '5'),
      'Marks that are not numbers.',
    ),
    role: codeTable(Type.String(), 'Roles of staff and of users.'),
    participation: codeTable(enumOf(...participantRoles), 'Roles of pupils in an incident.'),
    incident: codeTable(Type.String(), 'Kinds of incident → a kind of the catalogue.'),
    severity: codeTable(enumOf('1', '2', '3', '4'), 'Kind of incident → severity where the source gives none.'),
    sex: codeTable(enumOf('f', 'm'), 'Sex.'),
    dayKind: codeTable(enumOf('quarantine', 'remote', 'closed', 'ignore'), 'Kinds of days in a calendar of closures.'),
    finalKind: codeTable(enumOf('preliminary', 'final'), 'Preliminary or final marks.'),
    period: codeTable(Type.String(), 'Names of periods → their id in the school calendar.'),
    schoolingForm: codeTable(enumOf('fullTime', 'home', 'family', 'remote', 'longIllness'), 'Forms of schooling.'),
  },
  { additionalProperties: false },
)

/** A profile: how the files of one source are read. A school may keep an edited copy of a shipped one. */
export const profileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$' }),
    title: words,
    note: Type.Optional(words),
    source: Type.String({ description: 'Whose ids the files carry; profiles of one system share it.' }),
    assembler: Type.Optional(enumOf('oneroster')),
    pupil: enumOf('inside', 'option'),
    dates: Type.Array(enumOf('iso', 'dd.mm.yyyy', 'dd.mm.yy', 'mm/dd/yyyy', 'dd/mm/yyyy'), { minItems: 1 }),
    scale: Type.Object({ id: Type.String(), min: Type.Number(), max: Type.Number() }, { additionalProperties: false }),
    latinLookAlikes: enumOf('fold', 'refuse'),
    exportedOn: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Regular expressions over the text of the files; the first group is the day of the export.',
      }),
    ),
    exportedOnDay: Type.Optional(Type.String({ description: 'The day of an export that never changes.' })),
    schoolYear: Type.Optional(
      Type.Object(
        { id: Type.String(), startsOn: Type.String(), endsOn: Type.String() },
        { additionalProperties: false },
      ),
    ),
    covers: Type.Object(
      {
        roster: enumOf('full', 'partial'),
        who: enumOf('school', 'classes', 'students', 'nobody'),
        days: enumOf('inFile', 'period', 'none'),
        subjects: enumOf('all', 'inFile'),
      },
      {
        additionalProperties: false,
        description:
          'What the new export is the whole word on: records of that scope it no longer holds are withdrawn.',
      },
    ),
    codes: codesSchema,
    tables: Type.Array(tableSchema),
  },
  { additionalProperties: false, title: 'Import profile' },
)

export type Profile = Static<typeof profileSchema>
export type TableProfile = Static<typeof tableSchema>
export type ColumnProfile = Static<typeof columnSchema>
export type CodeTableName = keyof Static<typeof codesSchema>
