import { Buffer } from 'node:buffer'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { withSource } from '../../server/imports/readers/read.ts'
import { encode, fileOf, folderOf, zip } from './support.ts'

type Read = { file: string; name: string; rows: string[][]; numbers: number[] }

function read(path: string): Promise<Read[]> {
  return withSource(path, async ({ tables }) => {
    const all: Read[] = []
    for (const table of tables) {
      const rows: string[][] = []
      const numbers: number[] = []
      for await (const batch of table.rows()) {
        for (const row of batch) {
          rows.push([...row.cells])
          numbers.push(row.no)
        }
      }
      all.push({ file: table.file, name: table.name, rows, numbers })
    }
    return all
  })
}

const table =
  'Код;ФИО;Предмет;Средний балл;Дата\r\n17;Ёлкина Юлия;Русский язык;4,5;01.09.2026\r\n\r\n18;Петров Пётр;Алгебра и начала анализа;3,25;2026-09-02'
const cells = [
  ['Код', 'ФИО', 'Предмет', 'Средний балл', 'Дата'],
  ['17', 'Ёлкина Юлия', 'Русский язык', '4,5', '01.09.2026'],
  ['18', 'Петров Пётр', 'Алгебра и начала анализа', '3,25', '2026-09-02'],
]

describe('CSV', () => {
  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${table}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${table}`, 'utf16le')],
    ['UTF-16 LE', Buffer.from(table, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${table}`, 'utf16le').swap16()],
    ['windows-1251', encode(table, 'windows-1251')],
    ['koi8-r', encode(table, 'koi8-r')],
    ['code page 866', encode(table, 'ibm866')],
  ])('%s', async (_, content) => {
    const [found] = await read(await fileOf('list.csv', content))
    expect(found?.rows).toEqual(cells)
    // Numbers are those a person sees: the empty line counts.
    expect(found?.numbers).toEqual([1, 2, 4])
  })

  it.each([';', ',', '\t'])('delimiter %j, decimal commas in quotes', async (delimiter) => {
    const text = cells
      .map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(delimiter))
      .join('\n')
    expect((await read(await fileOf('list.txt', text)))[0]?.rows).toEqual(cells)
  })

  it('a long file keeps its Cyrillic although its beginning is plain ASCII', async () => {
    const content = Buffer.concat([
      Buffer.from('id;name\n'),
      Buffer.from('1;Smith\n'.repeat(20_000)),
      encode('2;Ёжиков\n', 'windows-1251'),
    ])
    const [found] = await read(await fileOf('list.csv', content))
    expect(found?.rows).toHaveLength(20_002)
    expect(found?.rows.at(-1)).toEqual(['2', 'Ёжиков'])
  })

  it('cells that look like formulas stay text; quotes inside a cell do no harm', async () => {
    const [found] = await read(await fileOf('list.csv', 'a;b;c\n=1+1;@x;МОУ "Школа № 1"\n-5;+7 900;"a ""b"" ; c"\n'))
    expect(found?.rows.slice(1)).toEqual([
      ['=1+1', '@x', 'МОУ "Школа № 1"'],
      ['-5', '+7 900', 'a "b" ; c'],
    ])
  })
})

describe('XLSX', () => {
  it('every sheet, merged cells, days and numbers', async () => {
    const path = join(await folderOf({}), 'book.xlsx')
    const sheet = [
      [{ value: 'Сводная ведомость', columnSpan: 3 }, null, null],
      [{ value: 'ФИО', rowSpan: 2 }, { value: 'Октябрь', columnSpan: 2 }, null],
      [null, { value: 1, type: Number }, { value: 2, type: Number }],
      [
        { value: 'Иванов Иван' },
        { value: 4.5, type: Number },
        { value: new Date(Date.UTC(2026, 8, 1)), type: Date, format: 'dd.mm.yyyy' },
      ],
    ]
    const content = await writeXlsxFile([
      { data: sheet, sheet: '7А' },
      { data: [[{ value: '=1+1', type: String }]] as never, sheet: '7Б' },
    ]).toBuffer()
    await writeFile(path, content)
    const found = await read(path)
    expect(found.map(({ name }) => name)).toEqual(['7А', '7Б'])
    expect(found[0]?.rows.at(-1)).toEqual(['Иванов Иван', '4.5', '2026-09-01'])
    expect(found[1]?.rows).toEqual([['=1+1']])
  })
})

describe('HTML, JSON', () => {
  it('a page saved as .xls: spans are spread, non-breaking spaces stay', async () => {
    const page =
      '<table><tr><th rowspan=2>A</th><th colspan="2">B &amp; C</th></tr><tr><th>1</th><th>2</th></tr><tr><td>x<br>y</td><td>4&nbsp;5</td><td> 3 </td></tr></table>'
    const [found] = await read(await fileOf('report.xls', page))
    expect(found?.rows).toEqual([
      ['A', 'B & C', 'B & C'],
      ['A', '1', '2'],
      ['x y', '4\u00a05', '3'],
    ])
  })

  it('arrays of objects, and objects keyed by ids, with what stands around them', async () => {
    const found = await read(
      await fileOf(
        'data.json',
        JSON.stringify({ title: 'T', students: { '5': { name: 'N', marks: [{ value: 4, type: { id: 1 } }] } } }),
      ),
    )
    const marks = found.find(({ name }) => name === 'students.marks')
    expect(marks?.rows).toEqual([
      ['value', 'type.id', '$.title', 'students.name', 'students.#key'],
      ['4', '1', 'T', 'N', '5'],
    ])
  })
})

describe('archives and folders', () => {
  it('a folder and an archive of it give the same tables; names of Windows in Russian are read', async () => {
    const folder = await folderOf({ '7А/grades.csv': 'a;b\n1;2', 'students.csv': 'c;d\n3;4', '.hidden': 'x' })
    const archive = await fileOf(
      'all.zip',
      zip([
        { name: '7А/grades.csv', data: Buffer.from('a;b\n1;2') },
        { name: encode('ученики.csv', 'ibm866'), data: Buffer.from('c;d\n3;4') },
      ]),
    )
    expect((await read(folder)).map(({ name, rows }) => [name, rows.length])).toEqual([
      ['grades', 2],
      ['students', 2],
    ])
    expect((await read(archive)).map(({ file, rows }) => [file, rows.length])).toEqual([
      ['all.zip/7А/grades.csv', 2],
      ['all.zip/ученики.csv', 2],
    ])
  })

  it.each([
    ['a name that leads outside', zip([{ name: '../../evil.csv', data: Buffer.from('a;b') }])],
    ['a name that leads outside, the Windows way', zip([{ name: '..\\evil.csv', data: Buffer.from('a;b') }])],
    ['an absolute name', zip([{ name: '/etc/evil.csv', data: Buffer.from('a;b') }])],
    ['a bomb', zip([{ name: 'zeros.csv', data: Buffer.alloc(80 * 1_048_576) }])],
    ['a size that lies', zip([{ name: 'a.csv', data: Buffer.from('a;b\n'.repeat(1_000)), size: 10 }])],
    ['a cut archive', zip([{ name: 'a.csv', data: Buffer.from('a;b') }]).subarray(0, 40)],
  ])('%s is refused', async (_, content) => {
    await expect(read(await fileOf('evil.zip', content))).rejects.toMatchObject({ code: 'unreadable_file' })
  })

  it('the old Excel format is named', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(100)])
    await expect(read(await fileOf('old.xls', old))).rejects.toSatisfy((error: { said: { ru: string } }) =>
      error.said.ru.includes('сохраните его как .xlsx'),
    )
  })

  it('no such file', async () => {
    await expect(read('/nowhere/at/all.csv')).rejects.toMatchObject({ code: 'no_such_file' })
  })
})
