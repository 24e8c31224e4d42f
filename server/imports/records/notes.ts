import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { stringify } from 'csv-stringify/sync'
import type { Problem } from '../../problem.ts'
import { Refusal, type Said } from '../../refusal.ts'
import type { Kind, Origin } from './kinds.ts'
import { faultsText, problemOf, type Reason } from './say.ts'

/** One row that is not loaded. */
export type RefusedRow = {
  readonly file: string
  readonly row: number
  /** Everything that is wrong with it, as far as one fault does not hide another; at least one. */
  readonly faults: readonly Reason[]
  readonly cells: readonly string[]
}

/** What is said about a load while it goes: rows refused, oddities, rows left out on purpose. */
export type Notes = {
  readonly refuse: (origin: Origin, faults: readonly Reason[], kind: Kind) => void
  readonly warn: (origin: Origin, reason: Reason) => void
  readonly say: (code: string, said: Said, count?: number) => void
  readonly result: () => {
    problems: Problem[]
    said: { code: string; said: Said; count: number }[]
    refused: RefusedRow[]
    refusedByKind: Map<Kind, number>
    refusedCount: number
  }
  readonly close: (keep: boolean) => string | undefined
}

export type NamedTable = { readonly file: string; readonly header: readonly string[] }

const kept = 1_000

/** Rows refused go to a file as they come: a wrong profile may refuse a million. The file appears with the first of them. */
export function createNotes(tables: ReadonlyMap<number, NamedTable>, refusedFile: string | undefined): Notes {
  const grouped = new Map<string, { origin: Origin; reason: Reason; more: number; severity: Problem['severity'] }>()
  const said = new Map<string, { code: string; said: Said; count: number }>()
  const refused: RefusedRow[] = []
  const refusedByKind = new Map<Kind, number>()
  const output = refusedWriter(refusedFile)
  const fileOf = (origin: Origin): string => tables.get(origin.table)?.file ?? ''
  const group = (origin: Origin, reason: Reason, severity: Problem['severity']): void => {
    const key = `${reason.code}|${fileOf(origin)}|${reason.alike ?? reason.message.ru}`
    const known = grouped.get(key)
    if (known) known.more++
    else if (grouped.size < kept) grouped.set(key, { origin, reason, more: 0, severity })
  }
  return {
    refuse: (origin, faults, kind) => {
      refusedByKind.set(kind, (refusedByKind.get(kind) ?? 0) + 1)
      for (const fault of faults) group(origin, fault, fault.code === 'unknown_code' ? 'warning' : 'error')
      const told = faults.map(({ code, message, fix }) => ({ code, message, fix }))
      const row = { file: fileOf(origin), row: origin.row, faults: told, cells: origin.cells }
      if (refused.length < kept) refused.push(row)
      output.write(row, tables.get(origin.table)?.header ?? [])
    },
    warn: (origin, reason) => group(origin, reason, 'warning'),
    say: (code, words, count = 1) => {
      const known = said.get(words.ru)
      said.set(words.ru, { code, said: words, count: (known?.count ?? 0) + count })
    },
    result: () => ({
      problems: [...grouped.values()].map(({ origin, reason, more, severity }) =>
        problemOf(reason, fileOf(origin), origin.row, more, severity),
      ),
      said: [...said.values()],
      refused,
      refusedByKind,
      refusedCount: [...refusedByKind.values()].reduce((sum, count) => sum + count, 0),
    }),
    close: output.close,
  }
}

type Writer = {
  write: (row: RefusedRow, header: readonly string[]) => void
  close: (keep: boolean) => string | undefined
}

function openRefused(path: string): number {
  try {
    return openSync(path, 'w')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const said = {
      ru: `Некуда записать строки, которые не загружены: ${why}. Укажите другой файл: --refused <файл>. Ничего не загружено.`,
      en: `The rows that are not loaded cannot be written: ${why}. Name another file: --refused <file>. Nothing was loaded.`,
    }
    throw new Refusal('refused_file', said, { cause: error })
  }
}

function refusedWriter(path: string | undefined): Writer {
  let file: number | undefined
  let lastHeader: readonly string[] | undefined
  // Cells that a spreadsheet would run as formulas are defused; a byte order mark lets it see Cyrillic.
  const put = (rows: string[][]): void => {
    if (file !== undefined)
      writeSync(file, stringify(rows, { delimiter: ';', escape_formulas: true, record_delimiter: 'windows' }))
  }
  return {
    write: (row, header) => {
      if (path === undefined) return
      if (file === undefined) {
        file = openRefused(path)
        writeSync(file, '\ufeff')
      }
      if (header !== lastHeader) put([['Файл', 'Строка', 'Причина', 'Reason', ...header]])
      lastHeader = header
      put([[row.file, String(row.row), faultsText(row.faults, 'ru'), faultsText(row.faults, 'en'), ...row.cells]])
    },
    close: (keep) => {
      if (file === undefined || path === undefined) return undefined
      closeSync(file)
      file = undefined
      if (keep) return path
      unlinkSync(path)
      return undefined
    },
  }
}
