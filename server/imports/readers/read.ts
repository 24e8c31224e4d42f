import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative, sep } from 'node:path'
import { Refusal } from '../../refusal.ts'
import { readCsv } from './csv.ts'
import { encodingOf } from './encoding.ts'
import { readHtml } from './html.ts'
import { readJson } from './json.ts'
import { type Probe, probeFile, type SourceFile, type SourceTable, unreadable } from './source.ts'
import { readXlsx } from './xlsx.ts'
import { checkArchive, unpack } from './zip.ts'

/** What was read: the tables, the files with their hashes, and the hash of them all. */
export type SourceSet = {
  readonly tables: readonly SourceTable[]
  readonly files: readonly { readonly file: string; readonly hash: string; readonly size: number }[]
  readonly hash: string
}

/** What is to be read: the path of a file, archive or folder, or files that came under names of their own. */
export type SourceGiven = string | readonly SourceFile[]

/** Opens what is given, does the work with its tables, and leaves nothing unpacked behind. */
export async function withSource<T>(given: SourceGiven, work: (set: SourceSet) => Promise<T>): Promise<T> {
  const folders: string[] = []
  try {
    return await work(await readSet(typeof given === 'string' ? await listFiles(given) : given, folders))
  } finally {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  }
}

async function listFiles(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found) {
    throw new Refusal('no_such_file', {
      ru: `Нет файла или папки «${path}». Проверьте путь.`,
      en: `There is no file or folder "${path}". Check the path.`,
    })
  }
  if (!found.isDirectory()) return [{ file: basename(path), path }]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/^[.~]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((each) => ({ file: relative(path, each).replaceAll(sep, '/'), path: each }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

async function readSet(sources: readonly SourceFile[], folders: string[]): Promise<SourceSet> {
  const tables: SourceTable[] = []
  const files: { file: string; hash: string; size: number }[] = []
  for (const source of sources) {
    const probe = await probeFile(source.path)
    files.push({ file: source.file, hash: probe.hash, size: probe.size })
    tables.push(...(await readFileOf(source, probe, folders)))
  }
  if (files.every(({ size }) => size === 0)) {
    throw new Refusal('empty_source', {
      ru: 'Загружать нечего: файлы пусты. Выгрузите их заново.',
      en: 'There is nothing to load: the files are empty. Export them anew.',
    })
  }
  const hash = createHash('sha256')
    .update(files.map((file) => `${file.file}:${file.hash}`).join('\n'))
    .digest('hex')
  return { tables, files, hash }
}

/** By what the file holds, not by its name: an `.xls` may be a page, a `.csv` a workbook. */
async function readFileOf(source: SourceFile, probe: Probe, folders: string[]): Promise<readonly SourceTable[]> {
  const { sample } = probe
  if (probe.size === 0) return []
  if (sample.length > 3 && sample.readUInt16BE(0) === 0x504b) return readPacked(source, folders)
  if (sample.length > 3 && sample.readUInt32BE(0) === 0xd0cf11e0) {
    throw unreadable(
      source.file,
      'старый формат Excel. Откройте файл и сохраните его как .xlsx.',
      'the old Excel format. Open the file and save it as .xlsx.',
    )
  }
  const start = new TextDecoder(encodingOf(probe)).decode(sample.subarray(0, 4_096)).trimStart()
  if (/^<(!doctype|html|head|body|div|table|meta|\?xml|!--)/i.test(start)) return readHtml(source, probe)
  if (/^[[{]/.test(start) && !/\.(csv|txt|tsv)$/i.test(source.file)) return readJson(source, probe)
  if (sample.subarray(0, 1_024).includes(0) && !encodingOf(probe).startsWith('utf-16')) {
    return /\.(csv|txt|tsv)$/i.test(source.file) ? readCsv(source, probe) : []
  }
  return /\.(md|pdf|docx?|png|jpe?g)$/i.test(source.file) ? [] : readCsv(source, probe)
}

async function readPacked(source: SourceFile, folders: string[]): Promise<readonly SourceTable[]> {
  const names = await checkArchive(source)
  if (names.includes('[Content_Types].xml')) {
    return names.some((name) => name.startsWith('xl/')) ? readXlsx(source) : []
  }
  const folder = await mkdtemp(join(tmpdir(), 'reglament-'))
  folders.push(folder)
  const tables: SourceTable[] = []
  for (const inner of await unpack(source, folder)) {
    const probe = await probeFile(inner.path)
    const isArchive = probe.sample.length > 3 && probe.sample.readUInt16BE(0) === 0x504b && /\.zip$/i.test(inner.file)
    // An archive inside an archive is how bombs are made, and never how a school exports.
    if (!isArchive) tables.push(...(await readFileOf(inner, probe, folders)))
  }
  return tables
}
