import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { type SourceFile, unreadable } from './source.ts'

const limits = { files: 5_000, bytes: 2 * 1_024 ** 3, ratio: 250, ratioFrom: 64 * 1_024 ** 2 }

type Archive = Awaited<ReturnType<typeof yauzl.openPromise>>
type Entry = { entry: yauzl.Entry; name: string }

/** Unpacks an archive into an empty folder under names of our own, so that no name inside can lead outside of it. */
export async function unpack(source: SourceFile, folder: string): Promise<SourceFile[]> {
  const { archive, entries } = await open(source)
  try {
    const files: SourceFile[] = []
    for (const { entry, name } of entries) {
      const path = join(folder, `${files.length}`)
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(path, { flags: 'wx' }))
      files.push({ file: `${source.file}/${name}`, path })
    }
    return files
  } catch (error) {
    throw damaged(source, error)
  } finally {
    archive.close()
  }
}

/** Refuses an archive that is damaged or would unpack into more than any export can be. */
export async function checkArchive(source: SourceFile): Promise<string[]> {
  const { archive, entries } = await open(source)
  archive.close()
  return entries.map(({ name }) => name)
}

async function open(source: SourceFile): Promise<{ archive: Archive; entries: Entry[] }> {
  const archive = await yauzl
    .openPromise(source.path, { lazyEntries: true, autoClose: false, decodeStrings: false })
    .catch((error: unknown) => {
      throw damaged(source, error)
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
    throw damaged(source, error)
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
      'архив с паролем. Распакуйте его и загрузите папку.',
      'the archive has a password. Unpack it and load the folder.',
    )
  }
  const isBomb =
    entry.uncompressedSize > limits.ratioFrom && entry.uncompressedSize > entry.compressedSize * limits.ratio
  if (isBomb || total > limits.bytes || count > limits.files) {
    throw unreadable(
      source.file,
      'архив разворачивается в слишком большой объём (больше 2 ГБ, 5000 файлов или сжатие сильнее 250 раз). Распакуйте его сами и загрузите папку.',
      'the archive unpacks into too much (over 2 GB, 5,000 files or a ratio of 250). Unpack it yourself and load the folder.',
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

function damaged(source: SourceFile, error: unknown): unknown {
  if (error instanceof Error && error.name === 'Refusal') return error
  return unreadable(
    source.file,
    'архив повреждён. Создайте его заново.',
    'the archive is damaged. Make it anew.',
    error,
  )
}
