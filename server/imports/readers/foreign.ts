import { open } from 'node:fs/promises'
import type { Said } from '../../refusal.ts'
import type { Probe, SourceFile } from './source.ts'
import { NoTable, unreadable } from './source.ts'

type Form = {
  readonly what: Said
  readonly fix: Said
  /** What the person means to load may well be inside: without it the load would be half of what was meant. */
  readonly mayHold?: true
}

const exportIt: Said = {
  ru: 'Выгрузите те же данные в CSV или XLSX.',
  en: 'Export the same data as CSV or XLSX.',
}
const chooseIt: Said = {
  ru: 'Выберите файл выгрузки: CSV, XLSX, отчёт .xls из журнала или архив zip.',
  en: 'Choose the export: CSV, XLSX, a report .xls of the journal or a zip archive.',
}
const packAsZip: Said = {
  ru: 'Распакуйте его и загрузите файлы из него или сложите их в zip.',
  en: 'Unpack it and load the files inside, or put them into a zip.',
}
const saveAsXlsx: Said = {
  ru: 'Откройте файл и сохраните его как .xlsx.',
  en: 'Open the file and save it as .xlsx.',
}

const picture: Form = {
  what: { ru: 'это картинка, таблица с неё не читается.', en: 'this is a picture; no table can be read from it.' },
  fix: exportIt,
}
const media: Form = { what: { ru: 'это звук или видео.', en: 'this is sound or video.' }, fix: chooseIt }
const program: Form = { what: { ru: 'это программа.', en: 'this is a program.' }, fix: chooseIt }
const otherArchive: Form = {
  what: { ru: 'это архив не zip, а другого вида.', en: 'this is an archive of another kind than zip.' },
  fix: packAsZip,
  mayHold: true,
}
const word: Form = {
  what: { ru: 'это документ Word, а не таблица.', en: 'this is a Word document, no table.' },
  fix: {
    ru: 'Выгрузите те же данные в CSV или XLSX либо перенесите таблицу в Excel.',
    en: 'Export the same data as CSV or XLSX, or move the table to Excel.',
  },
}
const slides: Form = { what: { ru: 'это презентация.', en: 'this is a presentation.' }, fix: chooseIt }

/** First bytes (as Latin letters) that no text begins with. */
const signatures: readonly (readonly [start: string, form: Form])[] = [
  [
    '%PDF-',
    {
      what: {
        ru: 'это документ PDF, таблицы из него не читаются.',
        en: 'this is a PDF document; no tables are read from it.',
      },
      fix: exportIt,
    },
  ],
  ['{\\rtf', word],
  ['\x89PNG', picture],
  ['\xff\xd8\xff', picture],
  ['GIF87a', picture],
  ['GIF89a', picture],
  ['II*\0', picture],
  ['MM\0*', picture],
  ['\x7fELF', program],
  ['Rar!\x1a', otherArchive],
  ['7z\xbc\xaf', otherArchive],
  ['\x1f\x8b', otherArchive],
  ['SQLite format 3\0', { what: { ru: 'это база данных SQLite.', en: 'this is an SQLite database.' }, fix: exportIt }],
]

/** What a file is that is no table, archive, page or text: by its first bytes, whatever its name. Undefined where it may be read. */
export async function foreignOf(source: SourceFile, probe: Probe): Promise<Error | undefined> {
  const start = probe.sample.toString('latin1', 0, 4_096)
  if (start.startsWith('\xd0\xcf\x11\xe0')) return told(source, await oldOffice(source, probe))
  const form = signatures.find(([each]) => start.startsWith(each))?.[1] ?? byStructure(start)
  return form && told(source, form)
}

/** Formats whose first letters alone a text might begin with. */
function byStructure(start: string): Form | undefined {
  if (start.startsWith('MZ') && start.includes('\0')) return program
  if (start.startsWith('BM') && start.includes('\0')) return picture
  if (start.startsWith('RIFF') && start.includes('\0')) return start.startsWith('WEBP', 8) ? picture : media
  if (start.startsWith('ftyp', 4)) return /^(hei|mif|avi)/.test(start.slice(8)) ? picture : media
  return start.startsWith('ID3') && start.includes('\0') ? media : undefined
}

/** A file in the container of Office before 2007, which also holds today's workbooks under a password. */
async function oldOffice(source: SourceFile, probe: Probe): Promise<Form> {
  const names = await entriesOf(source, probe.sample)
  if (names.includes('EncryptedPackage'))
    return {
      what: { ru: 'книга защищена паролем и не читается.', en: 'the workbook has a password and cannot be read.' },
      fix: {
        ru: 'Откройте её в Excel, снимите пароль (Файл – Сведения – Защита книги) и сохраните заново.',
        en: 'Open it in Excel, take the password off (File – Info – Protect Workbook) and save it anew.',
      },
      mayHold: true,
    }
  if (names.includes('WordDocument')) return word
  if (names.includes('PowerPoint Document')) return slides
  return {
    what: { ru: 'старый формат Excel (до 2007 года).', en: 'the old Excel format (before 2007).' },
    fix: saveAsXlsx,
    mayHold: true,
  }
}

/** The names in the first sectors of the directory: where it begins is said in the head of the file. */
async function entriesOf({ path }: SourceFile, sample: Buffer): Promise<string> {
  if (sample.length < 512) return ''
  const sector = 2 ** Math.min(sample.readUInt16LE(30), 12)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, (sample.readUInt32LE(48) + 1) * sector)
    return buffer.toString('utf16le', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Packages that are zip archives but no bundle of files, by what they hold. Undefined for workbooks and plain archives. */
export function foreignPackage(source: SourceFile, names: readonly string[]): Error | undefined {
  // Documents of Office say so; a folder of files may be called anything.
  const isOffice = names.includes('[Content_Types].xml')
  const has = (start: string): boolean => isOffice && names.some((name) => name.startsWith(start))
  if (has('xl/workbook.bin'))
    return told(source, {
      what: { ru: 'это двоичная книга Excel (.xlsb).', en: 'this is a binary workbook (.xlsb).' },
      fix: saveAsXlsx,
      mayHold: true,
    })
  if (has('word/')) return told(source, word)
  if (has('ppt/')) return told(source, slides)
  if (names.includes('mimetype') && names.some((name) => name.startsWith('META-INF/')))
    return told(source, {
      what: {
        ru: 'это документ LibreOffice (.ods, .odt).',
        en: 'this is a LibreOffice document (.ods, .odt).',
      },
      fix: { ru: 'Сохраните таблицу как .xlsx.', en: 'Save the table as .xlsx.' },
      mayHold: true,
    })
  return undefined
}

/** A file of bytes that no signature names. */
export function unknownBytes(source: SourceFile): Error {
  return told(source, {
    what: {
      ru: 'это не текст и не таблица: внутри двоичные данные неизвестного вида.',
      en: 'this is neither text nor a table: it holds bytes of an unknown kind.',
    },
    fix: chooseIt,
  })
}

export function xmlFile(source: SourceFile): Error {
  return told(source, {
    what: { ru: 'это файл XML, таблицы из него не читаются.', en: 'this is an XML file; no tables are read from it.' },
    fix: saveAsXlsx,
    mayHold: true,
  })
}

export function plainText(source: SourceFile): Error {
  return told(source, { what: { ru: 'это текст, а не таблица.', en: 'this is a text, no table.' }, fix: chooseIt })
}

/** An archive inside an archive is how bombs are made, and never how a school exports. */
export function archiveInside(source: SourceFile): Error {
  return told(source, {
    what: {
      ru: 'это архив внутри архива, он не читается.',
      en: 'this is an archive inside an archive; it is not read.',
    },
    fix: packAsZip,
    mayHold: true,
  })
}

function told(source: SourceFile, { what, fix, mayHold }: Form): Error {
  const [ru, en] = [`${what.ru} ${fix.ru}`, `${what.en} ${fix.en}`]
  return mayHold ? unreadable(source.file, ru, en) : new NoTable(source.file, ru, en)
}
