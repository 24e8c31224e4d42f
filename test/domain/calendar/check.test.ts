import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { checkCalendar } from '../../../server/domain/calendar/check.ts'
import { type CalendarCode, calendarCodes } from '../../../server/domain/calendar/problem.ts'
import { ProductionYear, SchoolYear } from '../../../server/domain/formats/calendar.ts'
import { shippedProduction, shippedSchoolYears } from './given.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
const production = shippedProduction()
const [year2026, year2027] = [production[2], production[3]]
const quarters = shippedSchoolYears().find(({ id }) => id === '2026-27-quarters')
if (!year2026 || !year2027 || !quarters) throw new Error('the shipped calendars are not there')

const check = (schoolYears: SchoolYear[], years: ProductionYear[] = production) =>
  checkCalendar({ production: years, schoolYears }).map(
    ({ severity, code, where }) => `${severity} ${code} ${where.path}`,
  )
const school = (change: (year: SchoolYear) => void) => {
  const year = structuredClone(quarters)
  change(year)
  return check([year]).filter((line) => !line.includes('unconfirmed') && !line.includes('exams-unknown'))
}
const worked = (change: (year: ProductionYear) => void) => {
  const year = structuredClone(year2026)
  change(year)
  return check([], [year])
}

describe('the shipped calendars', () => {
  it.each([...production, ...shippedSchoolYears()].map((file) => [file.id, file] as const))(
    '%s follows the format',
    (_, file) => {
      const validate = ajv.compile('year' in file ? ProductionYear : SchoolYear)
      expect(validate(file) ? [] : validate.errors).toEqual([])
      expect(file.$schema).toBe(`../schema/${'year' in file ? 'production-year' : 'school-year'}.schema.json`)
    },
  )

  it('refuse a key the format does not know', () => {
    expect(ajv.compile(SchoolYear)({ ...quarters, beaks: [] })).toBe(false)
    expect(ajv.compile(ProductionYear)({ ...year2026, decre: null })).toBe(false)
  })

  it.each(shippedSchoolYears().map((year) => [year.id, year] as const))('%s holds no error', (_, year) => {
    expect(check([year]).filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('say what is taken without confirmation', () => {
    expect(check([quarters])).toEqual([
      'warning unconfirmed /confirmed',
      'warning exams-unknown /bands/2/exams',
      'warning exams-unknown /bands/4/exams',
      'warning unconfirmed /confirmed',
    ])
    const [first] = checkCalendar({ production, schoolYears: [] })
    expect(first).toMatchObject({
      calendar: 'ru-2027',
      message: { ru: expect.stringContaining('с официальным текстом не сверены') },
    })
  })

  it('two years of one school stand side by side', () => {
    const years = shippedSchoolYears().filter(({ id }) => id.endsWith('quarters'))
    expect(years).toHaveLength(2)
    expect(check(years).filter((line) => line.startsWith('error'))).toEqual([])
  })
})

const edit = {
  term: (year: SchoolYear, index: number) => {
    const term = year.terms[index]
    if (!term) throw new Error('no such term')
    return term
  },
  vacation: (year: SchoolYear, id: string) => {
    const found = year.breaks.find((entry) => entry.id === id)
    if (!found) throw new Error('no such vacation')
    return found
  },
}

describe('a broken school year', () => {
  const cases: [CalendarCode, (year: SchoolYear) => void, string[]][] = [
    ['not-a-day', (year) => void (edit.term(year, 1).end = '2026-11-31'), ['error not-a-day /terms/1/end']],
    ['end-before-start', (year) => void (edit.term(year, 1).end = '2026-11-01'), ['error end-before-start /terms/1']],
    ['duplicate-id', (year) => void (edit.term(year, 1).id = 'q1'), ['error duplicate-id /terms/1']],
    ['periods-overlap', (year) => void (edit.term(year, 0).end = '2026-11-06'), ['error periods-overlap /terms/1']],
    [
      'breaks-overlap',
      (year) => void year.breaks.push({ ...edit.vacation(year, 'grade1'), id: 'again', grades: { from: 1, to: 4 } }),
      ['error breaks-overlap /breaks/5'],
    ],
    [
      'breaks-overlap',
      (year) => {
        // Between the two stands a vacation of other grades.
        const { start } = edit.vacation(year, 'autumn')
        edit.vacation(year, 'autumn').grades = { from: 2, to: 11 }
        year.breaks.push({ ...edit.vacation(year, 'autumn'), id: 'first', start, grades: { from: 1, to: 1 } })
        year.breaks.push({ ...edit.vacation(year, 'autumn'), id: 'again', start })
      },
      ['error breaks-overlap /breaks/6'],
    ],
    [
      'outside-year',
      (year) => {
        year.start = '2026-08-28'
        edit.term(year, 0).start = '2026-08-28'
      },
      ['error outside-year /start'],
    ],
    [
      'end-before-start',
      (year) => void (edit.vacation(year, 'grade1').grades = { from: 4, to: 1 }),
      ['error end-before-start /breaks/2'],
    ],
    [
      'break-crosses-term',
      (year) => void (edit.vacation(year, 'autumn').end = '2026-11-05'),
      ['error break-crosses-term /breaks/0'],
    ],
    [
      'break-short',
      (year) => {
        edit.vacation(year, 'grade1').end = '2027-02-20'
      },
      ['error break-short /breaks/2'],
    ],
    ['gap', (year) => void (edit.vacation(year, 'autumn').end = '2026-11-02'), ['warning gap /terms']],
    [
      'outside-year',
      (year) => {
        edit.term(year, 3).end = '2027-05-31'
        year.breaks = year.breaks.filter(({ id }) => id !== 'summer')
      },
      ['error outside-year /terms/3', 'warning year-not-reached /end'],
    ],
    [
      'outside-year',
      (year) => void (edit.vacation(year, 'summer').end = '2027-09-01'),
      ['error outside-year /breaks/4'],
    ],
    [
      'year-not-reached',
      (year) => {
        edit.term(year, 3).end = '2027-05-21'
      },
      ['warning year-not-reached /end', 'warning gap /terms'],
    ],
    ['periods-missing', (year) => void (year.judgedBy = 'module'), ['error periods-missing /judgedBy']],
    ['band-missing', (year) => void year.bands.shift(), ['warning band-missing /bands']],
    [
      'band-twice',
      (year) => void year.bands.push({ grades: { from: 8, to: 8 }, studyWeek: 6, attestedBy: 'quarter', marked: true }),
      ['error band-twice /bands'],
    ],
  ]
  it.each(cases)('%s', (_, change, expected) => {
    expect(school(change)).toEqual(expected)
  })

  it('names the days of a gap', () => {
    const year = structuredClone(quarters)
    edit.vacation(year, 'autumn').end = '2026-11-02'
    const gap = checkCalendar({ production, schoolYears: [year] }).find(({ code }) => code === 'gap')
    expect(gap?.message.ru).toContain('03.11.2026')
    expect(gap?.message.ru).not.toContain('04.11.2026')
  })

  it('a vacation of exactly a week passes, one within a term too', () => {
    expect(school((year) => void (edit.vacation(year, 'grade1').end = '2027-02-21'))).toEqual([])
  })

  it('production-missing: the working days must reach the end of what the year covers', () => {
    expect(check([quarters], [year2026])).toContain('error production-missing /covers')
    expect(check([quarters], [year2027])).toContain('error production-missing /covers')
    expect(check([quarters], [year2026, year2027])).not.toContain('error production-missing /covers')
  })

  it('calendars-overlap: two files for the same days', () => {
    const doubled = shippedSchoolYears().filter(({ schoolYear }) => schoolYear === '2025/26')
    expect(check(doubled.slice(0, 2))).toContain('error calendars-overlap /')
    expect(check([], [year2026, year2026])).toContain('error calendars-overlap /')
  })
})

describe('a broken production year', () => {
  const cases: [CalendarCode, (year: ProductionYear) => void, string][] = [
    [
      'date-outside-year',
      (year) => void year.nonWorkingWeekdays.push({ date: '2025-01-01', kind: 'public_holiday', reason: '?' }),
      'error date-outside-year /nonWorkingWeekdays/14',
    ],
    [
      'duplicate-date',
      (year) => void year.nonWorkingWeekdays.push({ date: '2026-06-12', kind: 'public_holiday', reason: '?' }),
      'error duplicate-date /nonWorkingWeekdays/14',
    ],
    [
      'not-a-weekday',
      (year) => void year.nonWorkingWeekdays.push({ date: '2026-06-13', kind: 'public_holiday', reason: '?' }),
      'error not-a-weekday /nonWorkingWeekdays/14',
    ],
    [
      'not-a-weekend',
      (year) => void year.workingWeekendDays.push({ date: '2026-06-15', reason: '?' }),
      'error not-a-weekend /workingWeekendDays/0',
    ],
    [
      'shortened-off',
      (year) => void year.shortenedDays.push({ date: '2026-06-13', reason: '?' }),
      'error shortened-off /shortenedDays/4',
    ],
    [
      'transfer-unmatched',
      (year) => void delete year.nonWorkingWeekdays.find(({ date }) => date === '2026-12-31')?.movedFrom,
      'error transfer-unmatched /',
    ],
    ['totals-differ', (year) => void year.nonWorkingWeekdays.pop(), 'error totals-differ /totals'],
    ['unconfirmed', (year) => void (year.confirmed = false), 'warning unconfirmed /confirmed'],
  ]
  it.each(cases)('%s', (_, change, expected) => {
    expect(worked(change)).toContain(expected)
  })

  it('starts from a year without a word against it', () => {
    expect(year2026.nonWorkingWeekdays).toHaveLength(14)
    expect(worked(() => undefined)).toEqual([])
  })
})

it('every problem speaks both languages and tells what to do', () => {
  const broken = structuredClone(quarters)
  broken.bands.shift()
  broken.judgedBy = 'module'
  for (const { message, fix, code } of checkCalendar({ production, schoolYears: [broken] })) {
    expect(calendarCodes).toContain(code)
    for (const text of [message.ru, fix.ru]) expect(text).toMatch(/[а-яё]{3}/i)
    for (const text of [message.en, fix.en]) expect(text.length).toBeGreaterThan(5)
  }
})
