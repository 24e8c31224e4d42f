import type { Trx } from '../database/database.ts'
import { isoOf } from '../domain/day.ts'
import type { Call } from '../http/call.ts'
import type { FileAnswer } from '../http/contract.ts'
import { scopeOf } from '../overview/overview.ts'
import { Refusal } from '../refusal.ts'
import { classListOf } from './content/class-list.ts'
import { classListPapers, classListSheets } from './content/class-list-paper.ts'
import { groundFor } from './content/ground.ts'
import { mondayOf } from './content/monday.ts'
import { mondayPaper, rooms } from './content/monday-paper.ts'
import type { MondayPage } from './content/monday-shape.ts'
import { fitted, printed } from './content/paper.ts'
import { snapshotOf } from './content/snapshot.ts'
import { snapshotSheets } from './content/snapshot-book.ts'
import { snapshotPaper } from './content/snapshot-paper.ts'
import type { SnapshotAsked } from './content/snapshot-shape.ts'
import { csvOf } from './formats/csv.ts'
import { dayNumbers, type Lang, sayIn } from './formats/words.ts'
import { xlsxOf } from './formats/xlsx.ts'

type Format = 'pdf' | 'xlsx' | 'csv' | 'json'

const types: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

function fileOf(name: string, format: Format, bytes: Uint8Array | string): FileAnswer {
  return { name: `${name}.${format}`, type: types[format], bytes }
}

export async function mondayPage(trx: Trx, call: Call): Promise<MondayPage> {
  return mondayOf(trx, await groundFor(trx, call), call)
}

/** The Monday page as a file: exactly one A4, or the data behind it. */
export async function mondayFile(trx: Trx, call: Call, format: 'pdf' | 'json', lang: Lang): Promise<FileAnswer> {
  const ground = await groundFor(trx, call)
  const page = await mondayOf(trx, ground, call)
  const name = sayIn(lang, 'monday.file', { on: dayNumbers(isoOf(call.on)) })
  if (format === 'json') return fileOf(name, format, JSON.stringify(page, null, 2))
  const papers = rooms.map((room) => ({ content: mondayPaper(page, lang, room) }))
  return fileOf(name, format, await fitted({ template: 'monday', title: name }, papers, lang, ground.made))
}

/** A paper about a point that the regulation does not have would be empty and look like proof. */
function requirePoint(points: readonly { id: string }[], point: string | null): void {
  if (point === null || points.some(({ id }) => id === point)) return
  throw new Refusal(
    'unknown-point',
    { ru: `Пункта «${point}» в регламенте нет.`, en: `The regulation has no point "${point}".` },
    { status: 400 },
  )
}

/** The dated snapshot for the school's own control, with the hash of its content. */
export async function snapshotFile(
  trx: Trx,
  call: Call,
  asked: SnapshotAsked,
  format: 'pdf' | 'json' | 'xlsx',
  lang: Lang,
): Promise<FileAnswer> {
  const ground = await groundFor(trx, call)
  requirePoint(ground.school.points, asked.point)
  const snapshot = snapshotOf(ground, scopeOf(call), asked)
  const name = sayIn(lang, 'snapshot.file', { on: dayNumbers(isoOf(call.on)) })
  if (format === 'json') return fileOf(name, format, JSON.stringify(snapshot, null, 2))
  if (format === 'xlsx') return fileOf(name, format, await xlsxOf(snapshotSheets(snapshot, lang)))
  const paper = snapshotPaper(snapshot, lang, ground.made.timeZone)
  return fileOf(
    name,
    format,
    await printed({ template: 'snapshot', title: name, fontSize: 8 }, paper, lang, ground.made),
  )
}

/** The list of a class: one A4, a workbook, or a table for other programs. */
export async function classListFile(
  trx: Trx,
  call: Call,
  classId: number,
  format: 'pdf' | 'xlsx' | 'csv',
  lang: Lang,
): Promise<FileAnswer> {
  const ground = await groundFor(trx, call)
  const list = await classListOf(trx, ground, call, classId)
  const name = sayIn(lang, 'classList.file', { class: list.className, on: dayNumbers(isoOf(call.on)) })
  const sheets = classListSheets(list, lang)
  if (format === 'csv') return fileOf(name, format, csvOf(sheets[0]))
  if (format === 'xlsx') return fileOf(name, format, await xlsxOf(sheets))
  const sheet = { template: 'class-list', title: name, isWide: true }
  return fileOf(name, format, await fitted(sheet, classListPapers(list, lang), lang, ground.made))
}
