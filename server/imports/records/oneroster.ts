import type { Profile } from '../../domain/formats/profile.ts'
import { Refusal } from '../../refusal.ts'
import type { SourceSet } from '../readers/read.ts'
import { baseName, type SourceTable } from '../readers/source.ts'
import { codesOf } from './codes.ts'
import type { Kind, Origin } from './kinds.ts'
import type { Reading } from './list.ts'
import { type OneRoster, type OneRosterRow, readPeople } from './oneroster-people.ts'
import { resultReader } from './oneroster-results.ts'
import type { Streams } from './streams.ts'

/**
 * A OneRoster 1.1 or 1.2 CSV bundle: several files that refer to each other by `sourcedId`. The manifest says which of them
 * are whole (bulk) and which only changes (delta, where `tobedeleted` takes a row away).
 */
export async function oneRosterStreams(profile: Profile, set: SourceSet): Promise<Streams> {
  const files = new Map(set.tables.map((table, index) => [baseName(table.file).toLowerCase(), { table, index }]))
  if (!files.has('users')) {
    throw new Refusal('wrong_profile', {
      ru: `Это не набор OneRoster: нет файла users.csv. Есть: ${[...files.keys()].slice(0, 8).join(', ')}. Укажите папку или архив со всеми файлами набора.`,
      en: `This is no OneRoster bundle: users.csv is missing. It has: ${[...files.keys()].slice(0, 8).join(', ')}. Give the folder or archive with all files of the bundle.`,
    })
  }
  const read = async (name: string): Promise<OneRosterRow[]> => readAll(files.get(name.toLowerCase()))
  const modes = modesOf(await read('manifest'))
  if (modes.get('results') === 'delta') {
    throw new Refusal('delta_results', {
      ru: 'Оценки (results.csv) в режиме delta не загружаются: по ним нельзя узнать, какие оценки дня остались. Выгрузите results в режиме bulk.',
      en: 'Results in delta mode are not loaded: they do not say which marks of a day remain. Export results in bulk mode.',
    })
  }
  const bundle: OneRoster = {
    users: await read('users'),
    enrollments: await read('enrollments'),
    classes: await read('classes'),
    courses: await read('courses'),
    demographics: await read('demographics'),
    roles: await read('roles'),
    sessions: await read('academicSessions'),
  }
  requireColumns(bundle.users, ['sourcedId', 'givenName', 'familyName'])
  const isDelta = [...modes.values()].includes('delta')
  const streams = streamsFrom(readPeople(bundle, codesOf(profile), profile, isDelta))
  const results = files.get('results')
  if (results) {
    const readRow = resultReader(bundle, await read('lineItems'), profile, results.index)
    streams.push({ kind: 'mark', skips: [], batches: () => resultBatches(results.table, readRow) })
  }
  return {
    streams,
    tables: new Map(set.tables.map((table, index) => [index, { file: table.file, header: [] }])),
    unused: [],
    profile: adapt(profile, bundle, isDelta),
  }
}

/** A delta is no roster, and says nothing of what it leaves out. */
function adapt(profile: Profile, bundle: OneRoster, isDelta: boolean): Profile {
  const years = bundle.sessions.filter(({ cells }) => cells['type'] === 'schoolYear' && cells['startDate'])
  const last = years
    .toSorted((a, b) => ((a.cells['startDate'] ?? '') < (b.cells['startDate'] ?? '') ? -1 : 1))
    .at(-1)?.cells
  const covers = isDelta ? { ...profile.covers, roster: 'partial', who: 'nobody' } : profile.covers
  if (!last) return { ...profile, covers }
  const [startsOn = '', endsOn = ''] = [last['startDate'], last['endDate']]
  const first = Number(startsOn.slice(0, 4))
  return {
    ...profile,
    covers,
    schoolYear: { id: `${first}/${String((first + 1) % 100).padStart(2, '0')}`, startsOn, endsOn },
  }
}

function modesOf(manifest: readonly OneRosterRow[]): Map<string, string> {
  const files = manifest.filter(({ cells }) => cells['propertyName']?.startsWith('file.'))
  return new Map(
    files.map(({ cells }) => [(cells['propertyName'] ?? '').slice(5), (cells['value'] ?? '').toLowerCase()]),
  )
}

function requireColumns(rows: readonly OneRosterRow[], columns: readonly string[]): void {
  const has = Object.keys(rows[0]?.cells ?? {})
  const missing = columns.find((column) => !has.includes(column))
  if (rows.length === 0 || missing === undefined) return
  throw new Refusal('missing_column', {
    ru: `В users.csv нет столбца «${missing}» (OneRoster различает заглавные буквы). Есть: ${has.slice(0, 12).join(', ')}.`,
    en: `users.csv has no column "${missing}" (OneRoster tells capitals apart). It has: ${has.slice(0, 12).join(', ')}.`,
  })
}

async function readAll(file: { table: SourceTable; index: number } | undefined): Promise<OneRosterRow[]> {
  if (!file) return []
  const rows: OneRosterRow[] = []
  let header: readonly string[] | undefined
  for await (const batch of file.table.rows()) {
    for (const { no, cells } of batch) {
      if (header) rows.push(rowOf(header, cells, { table: file.index, row: no, cells }))
      else header = cells
    }
  }
  return rows
}

function rowOf(header: readonly string[], cells: readonly string[], origin: Origin): OneRosterRow {
  return { origin, cells: Object.fromEntries(header.map((column, at) => [column, (cells[at] ?? '').trim()])) }
}

async function* resultBatches(table: SourceTable, read: (row: OneRosterRow) => Reading[]): AsyncGenerator<Reading[]> {
  let header: readonly string[] | undefined
  for await (const batch of table.rows()) {
    const readings: Reading[] = []
    for (const { no, cells } of batch) {
      if (header) readings.push(...read(rowOf(header, cells, { table: -1, row: no, cells })))
      else header = cells
    }
    yield readings
  }
}

function streamsFrom(readings: ReadonlyMap<Kind, Reading[]>): Streams['streams'][number][] {
  return [...readings].map(([kind, list]) => ({
    kind,
    skips: [gradeAsClass],
    batches: async function* () {
      yield list
    },
  }))
}

const gradeAsClass = {
  ru: 'У ученика нет класса вида homeroom: классом взята параллель',
  en: 'The pupil has no homeroom class: the grade stands for it',
}
