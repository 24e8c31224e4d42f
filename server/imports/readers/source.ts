import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Refusal, type Said } from '../../refusal.ts'

/** A row as it stands in its file: number as a person sees it (the first row is 1) and the cells, untouched. */
export type SourceRow = { readonly no: number; readonly cells: readonly string[] }

/** One table of a source: a CSV file, a sheet, an HTML table, an array inside JSON. */
export type SourceTable = {
  /** The file as the person named it, inside its folder or archive. */
  readonly file: string
  /** Name of the table: the file without its ending, the sheet, the path inside JSON. */
  readonly name: string
  /** Text around the table: where reports put their period, class and date. */
  readonly text: string
  /** The rows from the first, in batches; may be asked for again. */
  readonly rows: () => AsyncIterable<readonly SourceRow[]>
}

/** A file on the disk and what it is called in what the person gave us. */
export type SourceFile = { readonly file: string; readonly path: string }

/** What one pass over a file tells: its hash, its first bytes, and whether it is whole UTF-8. */
export type Probe = { readonly hash: string; readonly sample: Buffer; readonly isUtf8: boolean; readonly size: number }

const sampleLength = 65_536

export async function probeFile(path: string): Promise<Probe> {
  const hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const sample: Buffer[] = []
  let size = 0
  let isUtf8 = true
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    if (size < sampleLength) sample.push(chunk.subarray(0, sampleLength - size))
    size += chunk.length
    isUtf8 = isUtf8 && decodes(decoder, chunk)
  }
  // A file cut inside a letter is not UTF-8 either.
  isUtf8 = isUtf8 && decodes(decoder)
  return { hash: hash.digest('hex'), sample: Buffer.concat(sample), isUtf8, size }
}

function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/** Name without folders and ending. */
export function baseName(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]+$/, '')
}

/** Rows already in memory, as the batches of a table. */
export function rowsOf(rows: readonly (readonly string[])[]): SourceTable['rows'] {
  return async function* () {
    for (let start = 0; start < rows.length; start += 1_000) {
      yield rows.slice(start, start + 1_000).map((cells, index) => ({ no: start + index + 1, cells }))
    }
  }
}

/** A file that cannot be read as what it is. */
export function unreadable(file: string, ru: string, en: string, cause?: unknown): Refusal {
  return new Refusal('unreadable_file', saidOf(file, ru, en), cause === undefined ? undefined : { cause })
}

/** A file in which no table is to be looked for: left out where others hold some, and said. */
export class NoTable extends Refusal {
  constructor(file: string, ru: string, en: string, code = 'unreadable_file') {
    super(code, saidOf(file, ru, en))
  }
}

export function emptyFile(file: string): NoTable {
  return new NoTable(
    file,
    'в нём пусто. Выгрузите его заново и проверьте, что он открывается.',
    'there is nothing in it. Export it anew and see that it opens.',
    'empty_source',
  )
}

function saidOf(file: string, ru: string, en: string): Said {
  return { ru: `Файл «${file}»: ${ru}`, en: `File "${file}": ${en}` }
}
