import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { encodingOf, textOf } from './encoding.ts'
import { baseName, type Probe, type SourceFile, type SourceRow, type SourceTable, unreadable } from './source.ts'

const batchRows = 1_000
/** A longer record is a quote that was opened and never closed. */
const longestRecord = 1_048_576

/** A CSV file: any of the encodings, delimiters and quotes that schools' systems write. Read as a stream. */
export function readCsv(source: SourceFile, probe: Probe): SourceTable[] {
  const encoding = encodingOf(probe)
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(probe.sample))
  const rows = (): AsyncIterable<SourceRow[]> => batches(source, encoding, delimiter)
  return [{ file: source.file, name: baseName(source.file), text: '', rows }]
}

/** The delimiter that cuts most of the first lines into the same number of cells; decimal commas lose to it. */
export function delimiterOf(text: string): string {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim())
    .slice(0, 25)
  const scored = [';', '\t', ','].map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
    return { delimiter, score: usual === 0 ? 0 : counts.filter((count) => count === usual).length, usual }
  })
  const best = scored.toSorted((a, b) => b.score - a.score)[0]
  if (!best || best.score === 0)
    return scored.find(({ delimiter }) => (lines[0] ?? '').includes(delimiter))?.delimiter ?? ';'
  return best.delimiter
}

const lenient = {
  bom: true,
  // Named, for the parser would take the first one it meets for the only one; files put together hold several.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: longestRecord,
}

async function* batches(source: SourceFile, encoding: string, delimiter: string): AsyncGenerator<SourceRow[]> {
  const full: SourceRow[][] = []
  let batch: SourceRow[] = []
  let no = 0
  const parser = parse({
    ...lenient,
    delimiter,
    // Records are taken here, in batches: passing a million of them through a stream one by one costs twice the parsing.
    on_record: (cells: string[]) => {
      no++
      if (!cells.some((cell) => cell !== '')) return null
      batch.push({ no, cells })
      if (batch.length === batchRows) {
        full.push(batch)
        batch = []
      }
      return null
    },
  })
  // A failure is told to whoever writes or finishes; without a listener the event itself would end the process.
  parser.on('error', () => {})
  const input = inputOf(source, encoding)
  try {
    for await (const chunk of input as AsyncIterable<Buffer | string>) {
      await write(parser, chunk)
      while (full.length > 0) yield full.shift() ?? []
    }
    await finish(parser)
    yield* full
    if (batch.length > 0) yield batch
  } catch (error) {
    throw explain(source, error)
  } finally {
    input.destroy()
    parser.destroy()
  }
}

/** UTF-8 goes to the parser as it is: decoding it here would cost as much as parsing. */
function inputOf(source: SourceFile, encoding: string): Readable {
  if (encoding === 'utf-8') return createReadStream(source.path, { highWaterMark: 131_072 })
  return Readable.from(textOf(source.path, encoding))
}

type Parser = ReturnType<typeof parse>

function write(parser: Parser, chunk: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(chunk, (error) => (error ? reject(error) : resolve()))
  })
}

function finish(parser: Parser): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('error', reject)
    parser.once('end', resolve)
    parser.resume()
    parser.end()
  })
}

function explain(source: SourceFile, error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : undefined
  const at = { ru: line ? `строка ${line}: ` : '', en: line ? `line ${line}: ` : '' }
  return unreadable(
    source.file,
    `${at.ru}запись длиннее 1 МБ – скорее всего, кавычка открыта и не закрыта. Исправьте кавычки в файле или выгрузите его заново.`,
    `${at.en}a record of over 1 MB: a quote seems to be opened and never closed. Correct the quotes or export the file anew.`,
    error,
  )
}
