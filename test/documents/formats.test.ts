import readXlsx from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { csvOf } from '../../server/documents/formats/csv.ts'
import type { Sheet } from '../../server/documents/formats/table.ts'
import { clipped, dayShort, dayText, initials, rateText, shortName } from '../../server/documents/formats/words.ts'
import { xlsxOf } from '../../server/documents/formats/xlsx.ts'

const sheet: Sheet = {
  name: 'Сроки: класс 7Б [осень] и ещё очень длинное название',
  columns: [
    { title: 'Что', width: 30 },
    { title: 'Когда', width: 12 },
    { title: 'Сколько', width: 10 },
  ],
  rows: [
    ['=HYPERLINK("http://example.org")', { day: '2026-11-23' }, 3],
    ['-2+3; "кавычки"', null, 0],
    ['@SUM(A1)', { day: '2026-09-01' }, null],
  ],
}

describe('a day on paper', () => {
  it('has its year where it is of another school year than the day of the paper', () => {
    expect(dayShort('2025-11-14', 'ru', '2026-11-30')).toBe('пт, 14.11.25')
    expect(dayText('2025-11-14', 'ru', '2026-11-30')).toBe('14 ноября 2025 г.')
    expect(dayShort('2026-11-14', 'ru', '2027-02-01')).toBe('сб, 14.11')
  })
})

describe('a CSV file', () => {
  const lines = csvOf(sheet).split('\n')

  it('begins with a byte order mark and is parted by semicolons', () => {
    expect(lines[0]).toBe('\uFEFFЧто;Когда;Сколько')
  })

  it('leaves nothing that a spreadsheet would run', () => {
    const cells = lines.slice(1).map((line) => line.replace(/^"/, ''))
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
    expect(lines[1]).toContain('2026-11-23;3')
  })
})

describe('a workbook', () => {
  it('keeps days as days, numbers as numbers and formulas as text', async () => {
    const [found] = await readXlsx(Buffer.from(await xlsxOf([sheet])))
    expect(found?.sheet).toBe('Сроки класс 7Б осень и ещё очен')
    const [, first, second] = found?.data ?? []
    expect(first).toEqual(['=HYPERLINK("http://example.org")', new Date('2026-11-23T00:00:00Z'), 3])
    expect(second).toEqual(['-2+3; "кавычки"', null, 0])
  })
})

describe('words of documents', () => {
  it('tell no share of fewer than five', () => {
    expect([rateText(3, 4, 'ru'), rateText(0, 0, 'ru'), rateText(4, 5, 'en')]).toEqual([
      '3 из 4',
      '–',
      '80\u00A0% (4 of 5)',
    ])
  })

  it('shorten names and texts at their places', () => {
    expect(shortName('Иванов Пётр Сергеевич')).toBe('Иванов П.')
    expect(initials('Иванов Пётр Сергеевич')).toBe('Иванов П. С.')
    expect(clipped('один два три четыре', 12)).toBe('один два…')
    expect(clipped('коротко', 12)).toBe('коротко')
  })
})
