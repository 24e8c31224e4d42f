import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { closest } from 'fastest-levenshtein'
import { type Static, type TSchema, Type } from 'typebox'
import { Refusal, type Said } from '../refusal.ts'
import { kindNames } from './records/kinds.ts'

const words = Type.Object(
  { ru: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
const strings = Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })])
const enumOf = (...values: string[]) => Type.Unsafe<string>({ type: 'string', enum: values })
const codeTable = (to: TSchema, description: string) =>
  Type.Optional(Type.Unsafe<Record<string, string>>(Type.Record(Type.String(), to, { description })))
const absenceKinds = [
  'late',
  'absent_unknown',
  'absent_illness',
  'absent_excused',
  'absent_unexcused',
  'exempt',
  'remote',
  'partial',
]

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
    record: enumOf(...kindNames),
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
      enumOf(...absenceKinds, 'present', 'ignore'),
      'Absence codes of this source; look-alikes differ between systems, so the table is per source.',
    ),
    reason: codeTable(enumOf(...absenceKinds), 'Reasons of an absence given beside the code.'),
    mark: codeTable(
      enumOf('point', 'notAttested', 'exempt', 'credit', 'noCredit', 'ignore', '1', '2', '3', '4', '5'),
      'Marks that are not numbers.',
    ),
    role: codeTable(Type.String(), 'Roles of staff and of users.'),
    participation: codeTable(
      enumOf('offender', 'victim', 'witness', 'reporter', 'bystander'),
      'Roles of pupils in an incident.',
    ),
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
export type ProfileSummary = { id: string; title: Said; note: Said | undefined; pupil: string }

const shipped = join(import.meta.dirname, '../../rules/catalogue/profiles')
const checkShape = new Ajv({ allErrors: true, strict: false }).compile(profileSchema)

/** A shipped profile by its id, or a school's own by the path of its file. */
export async function readProfile(idOrPath: string, folder: string = shipped): Promise<Profile> {
  if (/\.json$/i.test(idOrPath)) return parseProfile(idOrPath)
  const ids = await listIds(folder)
  if (ids.includes(idOrPath)) return parseProfile(join(folder, `${idOrPath}.json`))
  const near = ids.length > 0 ? closest(idOrPath, ids) : ''
  throw new Refusal('unknown_profile', {
    ru: `Профиля «${idOrPath}» нет. Ближайший: ${near}. Все профили: ${ids.join(', ')}.`,
    en: `There is no profile "${idOrPath}". The nearest: ${near}. All profiles: ${ids.join(', ')}.`,
  })
}

export async function listProfiles(folder: string = shipped): Promise<ProfileSummary[]> {
  const profiles = await Promise.all((await listIds(folder)).map((id) => readProfile(id, folder)))
  return profiles.map(({ id, title, note, pupil }) => ({ id, title, note, pupil }))
}

async function listIds(folder: string): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .toSorted()
}

async function parseProfile(path: string): Promise<Profile> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) throw wrong(path, 'файла нет', 'there is no such file')
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw wrong(path, `это не JSON (${String(error)})`, `not JSON (${String(error)})`)
  }
  if (checkShape(content)) return content as Profile
  const faults = (checkShape.errors ?? [])
    .map((fault) => `${fault.instancePath || '/'}: ${fault.message ?? ''}`)
    .slice(0, 8)
  throw wrong(path, faults.join('; '), faults.join('; '))
}

function wrong(path: string, ru: string, en: string): Refusal {
  return new Refusal('wrong_profile_file', {
    ru: `Профиль «${basename(path)}» не годится: ${ru}. Исправьте файл.`,
    en: `The profile "${basename(path)}" is not valid: ${en}. Correct the file.`,
  })
}
