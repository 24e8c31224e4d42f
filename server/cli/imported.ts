import { Type } from 'typebox'
import type { ImportResult } from '../imports/imports.ts'
import { LoadResult } from '../imports/trials/shapes.ts'
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

export const importShape = Type.Object({
  importId: Type.Union([Type.Integer(), Type.Null()], {
    description: 'null – ничего не записано. null: nothing was stored',
  }),
  ...LoadResult.properties,
  refusedFile: Type.Union([Type.String(), Type.Null()], {
    description: 'файл с этими строками. The file of those rows',
  }),
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
