import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative, sep } from 'node:path'
import { Refusal, type Said } from '../../refusal.ts'
import { readCsv } from './csv.ts'
import { encodingOf } from './encoding.ts'
import { archiveInside, foreignOf, foreignPackage, plainText, unknownBytes, xmlFile } from './foreign.ts'
import { readHtml } from './html.ts'
import { readJson } from './json.ts'
import { emptyFile, NoTable, type Probe, probeFile, type SourceFile, type SourceTable } from './source.ts'
import { readXlsx } from './xlsx.ts'
import { checkArchive, unpack } from './zip.ts'

/** What was read: the tables, the files with their hashes, and the hash of them all. */
export type SourceSet = {
  readonly tables: readonly SourceTable[]
  readonly files: readonly { readonly file: string; readonly hash: string; readonly size: number }[]
  readonly hash: string
  /** What was left out beside the tables, and why. */
  readonly leftOut: readonly Said[]
}

/** What is being read: folders to remove, and files that hold no table. */
type Reading = { readonly folders: string[]; readonly leftOut: NoTable[] }

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
    .filter((entry) => entry.isFile() && !isHidden(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((each) => ({ file: relative(path, each).replaceAll(sep, '/'), path: each }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

/** What a system of the machine keeps for itself beside a person's files. */
function isHidden(file: string): boolean {
  return /^[.~]/.test(file.split(/[\\/]/).at(-1) ?? '')
}

async function readSet(sources: readonly SourceFile[], folders: string[]): Promise<SourceSet> {
  const tables: SourceTable[] = []
  const files: { file: string; hash: string; size: number }[] = []
  const reading: Reading = { folders, leftOut: [] }
  for (const source of sources) {
    const probe = await probeFile(source.path)
    files.push({ file: source.file, hash: probe.hash, size: probe.size })
    tables.push(...(await readOrLeaveOut(reading, () => readFileOf(source, probe, reading))))
  }
  if (tables.length === 0) throw nothingToLoad(reading.leftOut)
  const hash = createHash('sha256')
    .update(files.map((file) => `${file.file}:${file.hash}`).join('\n'))
    .digest('hex')
  return { tables, files, hash, leftOut: reading.leftOut.map(({ said }) => said) }
}

const mostTold = 5

function nothingToLoad(leftOut: readonly NoTable[]): Refusal {
  const [first] = leftOut
  if (!first)
    return new Refusal('empty_source', {
      ru: 'Загружать нечего: в папке нет файлов. Проверьте, ту ли папку вы назвали.',
      en: 'There is nothing to load: the folder holds no files. Check that it is the right one.',
    })
  const told = leftOut.slice(0, mostTold)
  return new Refusal(first.code, {
    ru: told.map(({ said }) => said.ru).join(' '),
    en: told.map(({ said }) => said.en).join(' '),
  })
}

async function readOrLeaveOut(
  { leftOut }: Reading,
  read: () => Promise<readonly SourceTable[]>,
): Promise<readonly SourceTable[]> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof NoTable)) throw error
    leftOut.push(error)
    return []
  }
}

/** By what the file holds, not by its name: an `.xls` may be a page, a `.csv` a workbook. */
async function readFileOf(
  source: SourceFile,
  probe: Probe,
  reading: Reading,
  isInside = false,
): Promise<readonly SourceTable[]> {
  const { sample } = probe
  if (isArchive(sample)) return readPacked(source, reading, isInside)
  const foreign = await foreignOf(source, probe)
  if (foreign) throw foreign
  const start = new TextDecoder(encodingOf(probe)).decode(sample.subarray(0, 4_096)).trimStart()
  if (start === '' && probe.size <= sample.length) throw emptyFile(source.file)
  if (isXml(start)) throw xmlFile(source)
  if (/^<(!doctype|html|head|body|div|table|meta|\?xml|!--)/i.test(start)) return readHtml(source, probe)
  const isNamedText = /\.(csv|txt|tsv)$/i.test(source.file)
  if (/^[[{]/.test(start) && !isNamedText) return readJson(source, probe)
  if (isBinary(probe, isNamedText)) throw unknownBytes(source)
  if (/\.md$/i.test(source.file)) throw plainText(source)
  return readCsv(source, probe)
}

/** Data as XML, as Excel 2003 saves a workbook; pages of journals may begin alike. */
function isXml(start: string): boolean {
  return start.startsWith('<?xml') && (/<workbook\b/i.test(start) || !/<(html|body|table)\b/i.test(start))
}

const archiveStarts: ReadonlySet<string> = new Set(['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'])

function isArchive(sample: Buffer): boolean {
  return archiveStarts.has(sample.toString('latin1', 0, 4))
}

const mostControls = 0.05

/** A table has no bytes of control but line ends and tabs; one or two slip into the text of an old system. */
function isBinary(probe: Probe, isNamedText: boolean): boolean {
  if (encodingOf(probe).startsWith('utf-16')) return false
  const start = probe.sample.subarray(0, 4_096)
  const controls = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length
  return controls > start.length * mostControls || (!isNamedText && start.includes(0))
}

async function readPacked(source: SourceFile, reading: Reading, isInside: boolean): Promise<readonly SourceTable[]> {
  const names = await checkArchive(source)
  const foreign = foreignPackage(source, names)
  if (foreign) throw foreign
  if (names.length === 0) throw emptyFile(source.file)
  if (names.includes('[Content_Types].xml')) {
    if (names.some((name) => name.startsWith('xl/'))) return readXlsx(source)
    throw unknownBytes(source)
  }
  if (isInside) throw archiveInside(source)
  const folder = await mkdtemp(join(tmpdir(), 'reglament-'))
  reading.folders.push(folder)
  const tables: SourceTable[] = []
  for (const inner of (await unpack(source, folder)).filter(({ file }) => !isHidden(file))) {
    const probe = await probeFile(inner.path)
    tables.push(...(await readOrLeaveOut(reading, () => readFileOf(inner, probe, reading, true))))
  }
  return tables
}
