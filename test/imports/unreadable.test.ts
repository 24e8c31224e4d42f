import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { withSource } from '../../server/imports/readers/read.ts'
import type { Refusal } from '../../server/refusal.ts'
import { fileOf, folderOf, zip } from './support.ts'

const table = Buffer.from('Код;ФИО;Класс\n1;Иванов Пётр;7Б')

async function refusalOf(path: string): Promise<Refusal> {
  return withSource(path, () => Promise.reject(new Error('it was read'))).catch((error: unknown) => error as Refusal)
}

function book(): Promise<Buffer> {
  const rows = Array.from({ length: 200 }, (_, no) => [{ value: `${no}` }, { value: `Иванов ${no * 7919}` }])
  return writeXlsxFile([[{ value: 'Код' }, { value: 'ФИО' }], ...rows]).toBuffer()
}

/** Turns a few bytes of what is packed, so that the list of files stays whole. */
async function turned(whole: Promise<Buffer> | Buffer, at: number): Promise<Buffer> {
  const bytes = Buffer.from(await whole)
  for (let no = at; no < at + 8; no++) bytes[no] = (bytes[no] ?? 0) ^ 0xff
  return bytes
}

/** The container of Office before 2007, whose directory holds a name. */
function container(name: string): Buffer {
  const bytes = Buffer.alloc(1_024)
  bytes.write('d0cf11e0a1b11ae1', 'hex')
  bytes.writeUInt16LE(9, 30)
  bytes.write('Root Entry', 512, 'utf16le')
  bytes.write(name, 640, 'utf16le')
  return bytes
}

const file = (start: string, rest = '\0'.repeat(200)) => Buffer.from(start + rest, 'latin1')

/** What the file is called, what it is, what is said of it, what to do. */
const files: [name: string, make: () => Buffer | Promise<Buffer>, ru: RegExp, en: RegExp][] = [
  [
    'a.zip',
    () => zip([{ name: 'a.csv', data: table }]).subarray(0, 60),
    /архив повреждён: файл обрывается.*заново/,
    /breaks off/,
  ],
  [
    'a.zip',
    () => turned(zip([{ name: 'a.csv', data: table }]), 40),
    /«a.csv» внутри не распаковывается/,
    /"a.csv" inside/,
  ],
  [
    'a.xlsx',
    async () => (await book()).subarray(0, 900),
    /книга Excel повреждена: файл обрывается/,
    /workbook is damaged/,
  ],
  ['a.xlsx', () => turned(book(), 900), /книга Excel повреждена: «.*» внутри не распаковывается/, /cannot be unpacked/],
  ['a.xlsx', () => container('EncryptedPackage'), /защищена паролем.*снимите пароль/, /take the password off/],
  ['a.xls', () => container('Workbook'), /старый формат Excel.*\.xlsx/, /the old Excel format/],
  ['a.doc', () => container('WordDocument'), /документ Word/, /a Word document/],
  [
    'a.docx',
    () =>
      zip([
        { name: '[Content_Types].xml', data: table },
        { name: 'word/document.xml', data: table },
      ]),
    /документ Word/,
    /Word/,
  ],
  [
    'a.ods',
    () =>
      zip([
        { name: 'mimetype', data: table },
        { name: 'META-INF/manifest.xml', data: table },
      ]),
    /LibreOffice.*\.xlsx/,
    /as \.xlsx/,
  ],
  [
    'a.xlsb',
    () =>
      zip([
        { name: '[Content_Types].xml', data: table },
        { name: 'xl/workbook.bin', data: table },
      ]),
    /\.xlsb/,
    /\.xlsb/,
  ],
  ['a.zip', () => zip([]), /в нём пусто/, /nothing in it/],
  [
    'a.zip',
    () => zip([{ name: 'b.zip', data: zip([{ name: 'a.csv', data: table }]) }]),
    /архив внутри архива/,
    /inside an archive/,
  ],
  ['a.pdf', () => file('%PDF-1.7\n'), /документ PDF.*CSV или XLSX/, /a PDF document/],
  ['grades.csv', () => file('%PDF-1.7\n'), /документ PDF/, /a PDF document/],
  ['setup.exe', () => file('MZ\x90'), /это программа.*Выберите файл выгрузки/, /a program/],
  ['grades.xlsx', () => file('\x89PNG\r\n\x1a\n'), /картинка/, /a picture/],
  ['photo.jpg', () => file('\xff\xd8\xff\xe0'), /картинка/, /a picture/],
  ['a.rar', () => file('Rar!\x1a\x07'), /архив не zip.*Распакуйте/, /another kind than zip/],
  ['a.7z', () => file('7z\xbc\xaf\x27\x1c'), /архив не zip/, /another kind than zip/],
  [
    'grades.csv',
    () => Buffer.from(Array.from({ length: 5_000 }, (_, no) => (no * 7919) % 251)),
    /двоичные данные/,
    /unknown kind/,
  ],
  ['grades.csv', () => Buffer.alloc(0), /в нём пусто.*Выгрузите/, /nothing in it/],
  ['grades.csv', () => Buffer.from('\ufeff \r\n \r\n'), /в нём пусто/, /nothing in it/],
  [
    'export.xls',
    () => Buffer.from('<!DOCTYPE html><html><body><form>Вход</form></body></html>'),
    /страница входа/,
    /page of signing in/,
  ],
  [
    'export.xls',
    () =>
      Buffer.from('<?xml version="1.0"?><Workbook><Worksheet><Table><Row><Cell/></Row></Table></Worksheet></Workbook>'),
    /файл XML.*сохраните его как \.xlsx/,
    /an XML file/,
  ],
  ['marks.json', () => Buffer.from('[]'), /ни одного списка записей/, /no list of records/],
  ['marks.json', () => Buffer.from('{"marks":[{"value":5'), /обрывается/, /breaks off/],
  ['README.md', () => Buffer.from('# Выгрузка'), /текст, а не таблица/, /a text, no table/],
]

describe('a file that is no table', () => {
  it.each(files)('%s: what it is and what to do', async (name, make, ru, en) => {
    const path = await fileOf(name, await make())
    const { said, code } = await refusalOf(path)
    expect(['unreadable_file', 'empty_source']).toContain(code)
    expect(said.ru).toMatch(ru)
    expect(said.en).toMatch(en)
    expect([said.ru, said.en].map((text) => text.includes(name))).toEqual([true, true])
  })

  it('a workbook without a filled cell is empty', async () => {
    const blank = await writeXlsxFile([[{ value: '' }]]).toBuffer()
    expect((await refusalOf(await fileOf('blank.xlsx', blank))).said.ru).toContain('в нём пусто')
  })

  it('an empty folder is told', async () => {
    expect((await refusalOf(await folderOf({}))).said.ru).toContain('в папке нет файлов')
  })

  it('all of several are named', async () => {
    const { said } = await refusalOf(await folderOf({ 'a.pdf': file('%PDF-1.7\n'), 'b.png': file('\x89PNG') }))
    expect(said.ru).toMatch(/«a.pdf».*PDF.*«b.png».*картинка/)
  })
})

describe('beside tables', () => {
  it('what cannot hold one is left out and said, in folders and archives alike', async () => {
    const beside = { 'a.csv': table, 'b.pdf': file('%PDF-1.7\n'), 'c.csv': Buffer.alloc(0), '.DS_Store': file('\0') }
    const packed = zip(Object.entries(beside).map(([name, data]) => ({ name, data })))
    for (const path of [await folderOf(beside), await fileOf('all.zip', packed)]) {
      const { tables, leftOut } = await withSource(path, (set) => Promise.resolve(set))
      expect(tables.map(({ name }) => name)).toEqual(['a'])
      expect(leftOut.map(({ ru }) => ru)).toEqual([
        expect.stringMatching(/b\.pdf».*PDF/),
        expect.stringMatching(/c\.csv».*пусто/),
      ])
    }
  })

  it.each<[string, Buffer, RegExp]>([
    ['b.xlsx', container('EncryptedPackage'), /«b.xlsx».*паролем/],
    ['b.xls', Buffer.from('<html><form>Вход</form></html>'), /«b.xls».*страница входа/],
  ])('what may well hold one stops the load: %s', async (name, data, ru) => {
    expect((await refusalOf(await folderOf({ 'a.csv': table, [name]: data }))).said.ru).toMatch(ru)
  })

  it('a folder of documents in an archive is no document itself', async () => {
    const path = await fileOf(
      'all.zip',
      zip([
        { name: 'a.csv', data: table },
        { name: 'word/справка.pdf', data: file('%PDF-1.7\n') },
      ]),
    )
    expect(await withSource(path, ({ tables }) => Promise.resolve(tables.map(({ name }) => name)))).toEqual(['a'])
  })
})
