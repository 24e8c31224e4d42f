import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { Refusal, type Said } from '../../refusal.ts'
import { type SourceFile, unreadable } from './source.ts'

const limits = { files: 5_000, bytes: 2 * 1_024 ** 3, ratio: 250, ratioFrom: 64 * 1_024 ** 2 }

type Archive = Awaited<ReturnType<typeof yauzl.openPromise>>
type Entry = { entry: yauzl.Entry; name: string }

/** Unpacks an archive into an empty folder under names of our own, so that no name inside can lead outside of it. */
export async function unpack(source: SourceFile, folder: string): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  await eachFile(source, async (name, bytes) => {
    const path = join(folder, `${files.length}`)
    await pipeline(bytes, createWriteStream(path, { flags: 'wx' }))
    files.push({ file: `${source.file}/${name}`, path })
  })
  return files
}

/** Refuses an archive of which a file inside is not what was packed. */
export async function checkWhole(source: SourceFile): Promise<void> {
  await eachFile(source, async (_name, bytes) => {
    for await (const _ of bytes);
  })
}

/** Refuses an archive that is damaged or would unpack into more than any export can be. */
export async function checkArchive(source: SourceFile): Promise<string[]> {
  const { archive, entries } = await open(source)
  archive.close()
  return entries.map(({ name }) => name)
}

/** What an archive is called where it is damaged: a workbook is one too, though nobody thinks so. */
function wordOf({ file }: SourceFile): Said {
  return /\.xls[xm]?$/i.test(file)
    ? { ru: 'книга Excel повреждена', en: 'the workbook is damaged' }
    : { ru: 'архив повреждён', en: 'the archive is damaged' }
}

async function eachFile(
  source: SourceFile,
  take: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const { archive, entries } = await open(source)
  try {
    for (const { entry, name } of entries) {
      try {
        await take(name, checked(await archive.openReadStreamPromise(entry), entry.crc32))
      } catch (error) {
        throw damaged(source, error, {
          ru: `«${name}» внутри не распаковывается`,
          en: `"${name}" inside cannot be unpacked`,
        })
      }
    }
  } finally {
    archive.close()
  }
}

/** The bytes of an entry; fails at their end where they are not those that were packed. */
async function* checked(bytes: AsyncIterable<Buffer>, expected: number): AsyncGenerator<Buffer> {
  let sum = 0
  for await (const chunk of bytes) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== expected) throw new Error(`checksum ${sum} where ${expected} was packed`)
}

async function open(source: SourceFile): Promise<{ archive: Archive; entries: Entry[] }> {
  const archive = await yauzl
    .openPromise(source.path, { lazyEntries: true, autoClose: false, decodeStrings: false })
    .catch((error: unknown) => {
      throw damaged(source, error, {
        ru: 'файл обрывается, он скачан или скопирован не до конца',
        en: 'the file breaks off; it was not downloaded or copied to its end',
      })
    })
  try {
    const entries: Entry[] = []
    let total = 0
    for await (const entry of archive.eachEntry()) {
      const name = nameOf(entry)
      if (name.endsWith('/')) continue
      total += entry.uncompressedSize
      checkEntry(source, entry, name, total, entries.length + 1)
      entries.push({ entry, name })
    }
    return { archive, entries }
  } catch (error) {
    archive.close()
    throw damaged(source, error, { ru: 'его оглавление не читается', en: 'its list of files cannot be read' })
  }
}

function checkEntry(source: SourceFile, entry: yauzl.Entry, name: string, total: number, count: number): void {
  const trick = yauzl.validateFileName(name.replaceAll('\\', '/'))
  if (trick !== null) {
    throw unreadable(
      source.file,
      `имя «${name}» внутри архива ведёт за его пределы. Такой архив не загружается.`,
      `the name "${name}" leads outside the archive. Such an archive is not loaded.`,
    )
  }
  if (entry.isEncrypted()) {
    throw unreadable(
      source.file,
      'архив с паролем. Распакуйте его и загрузите файлы из него.',
      'the archive has a password. Unpack it and load the files inside.',
    )
  }
  const isBomb =
    entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio
  if (isBomb || total > limits.bytes || count > limits.files) {
    throw unreadable(
      source.file,
      'архив разворачивается в слишком большой объём (больше 2 ГБ, 5000 файлов или сжатие сильнее 250 раз). Распакуйте его и загрузите файлы из него по частям.',
      'the archive unpacks into too much (over 2 GB, 5,000 files or a ratio of 250). Unpack it and load the files inside part by part.',
    )
  }
}

/** Names without the UTF-8 flag: Windows in Russian writes them in code page 866. */
function nameOf(entry: yauzl.Entry): string {
  const raw = entry.fileNameRaw
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('ibm866').decode(raw)
  }
}

function damaged(source: SourceFile, error: unknown, why: Said): unknown {
  if (error instanceof Refusal) return error
  const what = wordOf(source)
  return unreadable(
    source.file,
    `${what.ru}: ${why.ru}. Скачайте выгрузку заново.`,
    `${what.en}: ${why.en}. Download the export anew.`,
    error,
  )
}
