import { Type } from 'typebox'
import type { ImportResult } from '../imports/imports.ts'
import type { Lang } from './command.ts'
import { type Refreshment, refreshLines, refreshShape } from './refreshment.ts'
import { tableLines, wrapWords } from './table.ts'
import { dayText } from './words/format.ts'
import { wordsOf } from './words/words.ts'

export type ImportAnswer = Omit<ImportResult, 'importId' | 'refusedFile'> & {
  importId: number | null
  refusedFile: string | null
  refresh: Refreshment | null
}

const Text = Type.Object({ ru: Type.String(), en: Type.String() })
const Counts = Type.Object({
  new: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  gone: Type.Integer({ description: 'в выгрузке больше нет; не считаются. No longer in the export; not counted' }),
  refused: Type.Integer(),
})
const Where = Type.Object({ file: Type.Optional(Type.String()), row: Type.Optional(Type.Integer()) })

export const importShape = Type.Object({
  importId: Type.Union([Type.Integer(), Type.Null()], {
    description: 'null – ничего не записано. null: nothing was stored',
  }),
  isDryRun: Type.Boolean(),
  isUnchanged: Type.Boolean({ description: 'всё это уже есть в базе. The database holds all of it already' }),
  profile: Type.String(),
  exportedOn: Type.String(),
  rows: Type.Integer({ description: 'прочитано строк. Rows read' }),
  counts: Type.Record(Type.String(), Counts, { description: 'по видам записей. By kind of record' }),
  warnings: Type.Array(
    Type.Object({ code: Type.String(), severity: Type.String(), where: Where, message: Text, fix: Text }),
  ),
  notes: Type.Array(Type.Object({ code: Type.String(), said: Text, count: Type.Integer() })),
  conflicts: Type.Array(
    Type.Object({
      studentId: Type.Integer(),
      student: Type.String(),
      absentOn: Type.String(),
      lessonNo: Type.Integer({ description: '0 – весь день. 0: the whole day' }),
      person: Type.String({ description: 'что записал человек. What a person had said' }),
      source: Type.String({ description: 'что говорит выгрузка. What the export says' }),
    }),
    { description: 'причины, с которыми выгрузка не согласна. Reasons the export differs from' },
  ),
  missingStudents: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), className: Type.String() }), {
    description: 'есть в школе, нет в полном списке. In the school, not in the full roster',
  }),
  refusedCount: Type.Integer(),
  refused: Type.Array(
    Type.Object({
      file: Type.String(),
      row: Type.Integer(),
      code: Type.String(),
      message: Text,
      fix: Text,
      cells: Type.Array(Type.String()),
    }),
    { description: 'первая тысяча незагруженных строк. The first thousand rows that were not loaded' },
  ),
  refusedFile: Type.Union([Type.String(), Type.Null()], {
    description: 'файл с этими строками. The file of those rows',
  }),
  covers: Type.Object(
    {
      kinds: Type.Array(Type.String()),
      who: Type.String(),
      classIds: Type.Array(Type.Integer()),
      studentIds: Type.Array(Type.Integer()),
      days: Type.Record(Type.String(), Type.Object({ from: Type.String(), to: Type.String() })),
    },
    { description: 'за кого и за какие дни выгрузка отвечает. Whom and which days the export answers for' },
  ),
  refresh: Type.Union([refreshShape, Type.Null()]),
})

export function importLines(answer: ImportAnswer, lang: Lang): string[] {
  const words = wordsOf(lang).importing
  return [
    words.head(answer.profile, dayText(answer.exportedOn, lang), answer.rows),
    '',
    ...countLines(answer, lang),
    ...section(
      words.warnings,
      answer.warnings.map(({ message, fix, where }) => `${where.file ?? ''} · ${message[lang]} ${fix[lang]}`),
    ),
    ...section(
      words.notes,
      answer.notes.map(({ said, count }) => (count > 1 ? `${said[lang]}: ${count}` : said[lang])),
    ),
    ...section(
      words.conflicts,
      answer.conflicts.map((each) => conflictText(each, lang)),
    ),
    ...section(
      words.missing,
      answer.missingStudents.map(({ name, className }) => `${name}, ${className}`),
    ),
    ...endLines(answer, lang),
  ]
}

function countLines({ counts }: ImportAnswer, lang: Lang): string[] {
  const { header, tables } = wordsOf(lang).importing
  const rows = Object.entries(counts)
    .filter(([, count]) => Object.values(count).some((n) => n > 0))
    .map(([table, count]) => {
      const { new: added, changed, unchanged, gone, refused } = count
      return [tables[table] ?? table, ...[added, changed, unchanged, gone, refused].map(String)]
    })
  return rows.length === 0 ? [] : tableLines(header, rows)
}

const shown = 20

/** A heading and its lines, as many as a person reads; the rest is counted. */
function section(
  { title, more }: { title: string; more: (count: number) => string },
  lines: readonly string[],
): string[] {
  if (lines.length === 0) return []
  const told = lines.slice(0, shown).flatMap((line) => {
    const [first = '', ...rest] = wrapWords(line, 96)
    return [`  ${first}`, ...rest.map((text) => `    ${text}`)]
  })
  return ['', title, ...told, ...(lines.length > shown ? [`  ${more(lines.length - shown)}`] : [])]
}

function conflictText(
  { student, absentOn, lessonNo, person, source }: ImportAnswer['conflicts'][number],
  lang: Lang,
): string {
  const words = wordsOf(lang).importing
  const kinds = words.absenceKinds
  return words.conflict(student, dayText(absentOn, lang), lessonNo, kinds[person] ?? person, kinds[source] ?? source)
}

function endLines(answer: ImportAnswer, lang: Lang): string[] {
  const words = wordsOf(lang).importing
  const { refusedCount, refusedFile, isDryRun, isUnchanged, importId, refresh } = answer
  return [
    '',
    ...(refusedCount > 0
      ? [refusedFile === null ? words.refusedCount(refusedCount) : words.refusedTo(refusedCount, refusedFile)]
      : []),
    ...(isUnchanged ? [words.unchanged] : []),
    ...(isDryRun ? [words.dryRun] : importId === null ? [] : [words.stored(importId)]),
    ...(refresh ? refreshLines(refresh, lang) : []),
  ]
}
