import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  lastPeriod,
  listPeriods,
  listTerms,
  periodOf,
  periodOn,
  schoolYearOf,
  termOf,
  weeksOf,
} from '../../../server/domain/calendar/periods.ts'
import { productionCalendar } from '../../../server/domain/calendar/production.ts'
import { schoolCalendar } from '../../../server/domain/calendar/school.ts'
import {
  addSchoolDays,
  coverageOf,
  isStudyDay,
  isVacation,
  listStudyDays,
  schoolDaysBack,
  schoolDaysBetween,
  schoolWindow,
  vacationDaysBetween,
} from '../../../server/domain/calendar/school-days.ts'
import type { Closure, SchoolYear } from '../../../server/domain/formats/calendar.ts'
import {
  dayOf,
  illustrativeCalendar,
  illustrativeYear,
  isoOf,
  productionWithoutLateDecree,
  shippedProduction,
  shippedSchoolYears,
  sourceCalendars,
  weekdayOf,
  yearOfSource,
} from './given.ts'

const shipped = productionCalendar(shippedProduction())
const yearsOf = (...ids: string[]) => shippedSchoolYears().filter(({ id }) => ids.includes(id))
const grade = (grade: number, closures: Closure[] = [], years = yearsOf('2025-26-quarters', '2026-27-quarters')) =>
  schoolCalendar({ grade, years, production: shipped, closures })
const iso = (day: number | undefined) => (day === undefined ? undefined : isoOf(day))
const seventh = grade(7)

describe('school days of the published orders', () => {
  const production = productionCalendar(productionWithoutLateDecree())
  it.each(sourceCalendars.map((source) => [source.id, source] as const))(
    '%s: every figure comes out again',
    (_, source) => {
      const file = yearOfSource(source)
      const whole = (grade: number) =>
        schoolDaysBetween(
          schoolCalendar({ grade, years: [file], production }),
          dayOf(file.covers.from),
          dayOf(file.covers.to),
        )
      expect(whole(7)).toBe(source.schoolDays5)
      if (source.schoolDays5Grade1 !== null) expect(whole(1)).toBe(source.schoolDays5Grade1)
      const calendar = schoolCalendar({ grade: 7, years: [file], production })
      for (const { start, end, schoolDays5 } of [...source.terms, ...(source.attestationPeriods ?? [])])
        expect(schoolDaysBetween(calendar, dayOf(start), dayOf(end))).toBe(schoolDays5)
    },
  )

  it.each([
    ['2025-26-quarters', 168, 163],
    ['2025-26-hybrid', 164, 164],
    ['2025-26-modules', 158, 158],
    ['2025-26-trimesters', 158, 158],
    ['2026-27-quarters', 167, 162],
  ])('%s as shipped, with the decree on 2027: %i, first grade %i', (id, days, first) => {
    const whole = (number: number) => {
      const calendar = grade(number, [], yearsOf(id))
      const range = coverageOf(calendar)
      return range && schoolDaysBetween(calendar, range.from, range.to)
    }
    expect([whole(7), whole(1)]).toEqual([days, first])
  })
})

describe('a day at school', () => {
  it.each([
    ['2026-09-01', true, false, 'the first day'],
    ['2026-09-05', false, false, 'a Saturday of a five-day week'],
    ['2026-10-24', false, false, 'a weekend between the quarter and the vacation'],
    ['2026-10-26', false, true, 'the first day of the vacation'],
    ['2026-10-31', false, true, 'a Saturday inside it: paused too'],
    ['2026-11-04', false, false, 'a holiday between the vacation and the quarter is a day off, no vacation'],
    ['2026-11-05', true, false, 'the first day after'],
    ['2027-02-20', false, false, 'a working Saturday of staff is no study day'],
    ['2027-02-22', false, false, 'a moved day off'],
    ['2027-05-26', true, false, 'the last day'],
    ['2027-07-15', false, true, 'summer'],
  ])('%s: study %s, vacation %s (%s)', (day, study, vacation) => {
    expect(isStudyDay(seventh, dayOf(day))).toBe(study)
    expect(isVacation(seventh, dayOf(day))).toBe(vacation)
  })

  it('keeps the two flags apart: staff work in pupils’ vacations', () => {
    expect(isVacation(seventh, dayOf('2026-10-28'))).toBe(true)
    expect(shipped.kinds[dayOf('2026-10-28') - shipped.from]).toBe(1)
  })

  it('knows nothing outside the loaded school years', () => {
    for (const day of ['2025-08-31', '2027-09-01', '1970-01-01']) {
      expect(isStudyDay(seventh, dayOf(day))).toBeUndefined()
      expect(isVacation(seventh, dayOf(day))).toBeUndefined()
      expect(periodOf(seventh, dayOf(day))).toBeUndefined()
    }
    expect(coverageOf(seventh)).toEqual({ from: dayOf('2025-09-01'), to: dayOf('2027-08-31') })
    expect(schoolDaysBetween(seventh, dayOf('2025-08-31'), dayOf('2025-09-05'))).toBeUndefined()
    expect(vacationDaysBetween(seventh, dayOf('2027-08-30'), dayOf('2027-09-02'))).toBeUndefined()
  })

  it('says nothing of a school day whose production year is not loaded, and still knows the vacation', () => {
    const production = productionCalendar(shippedProduction().filter(({ year }) => year === 2026))
    const calendar = schoolCalendar({ grade: 7, years: yearsOf('2026-27-quarters'), production })
    expect(isStudyDay(calendar, dayOf('2026-11-23'))).toBe(true)
    expect(isStudyDay(calendar, dayOf('2027-01-18'))).toBeUndefined()
    expect(isVacation(calendar, dayOf('2027-01-18'))).toBe(false)
    expect(isVacation(calendar, dayOf('2027-01-04'))).toBe(true)
    expect(isStudyDay(calendar, dayOf('2027-01-04'))).toBe(false)
    expect(schoolDaysBetween(calendar, dayOf('2026-12-28'), dayOf('2027-01-20'))).toBeUndefined()
    expect(schoolDaysBack(calendar, dayOf('2027-01-20'), 5)).toBeUndefined()
    expect(schoolWindow(calendar, dayOf('2027-01-20'), 5)).toBeUndefined()
    expect(iso(schoolDaysBack(calendar, dayOf('2026-11-23'), 5))).toBe('2026-11-17')
  })

  it('gives the first grade its February week and nobody else', () => {
    expect(isVacation(grade(1), dayOf('2027-02-16'))).toBe(true)
    expect(isVacation(grade(2), dayOf('2027-02-16'))).toBe(false)
  })

  it('studies on Saturdays of a six-day week, holidays apart, and on days the school names', () => {
    const year = illustrativeYear()
    const bands = year.bands.map((band) => ({ ...band, studyWeek: 6 as const }))
    const six = schoolCalendar({ grade: 9, years: [{ ...year, bands }], production: shipped })
    expect(isStudyDay(six, dayOf('2026-11-21'))).toBe(true)
    expect(isStudyDay(six, dayOf('2026-11-22'))).toBe(false)
    expect(isStudyDay(six, dayOf('2027-05-01'))).toBe(false)
    expect([isStudyDay(six, dayOf('2027-02-20')), isStudyDay(six, dayOf('2027-02-22'))]).toEqual([true, true])
    expect(isStudyDay(six, dayOf('2027-02-23'))).toBe(false)
    const named = [{ date: '2026-11-21', grades: { from: 5, to: 9 }, reason: 'Рабочая суббота' }]
    const calendar = (grade: number) =>
      schoolCalendar({ grade, years: [{ ...year, extraStudyDays: named }], production: shipped })
    expect(isStudyDay(calendar(7), dayOf('2026-11-21'))).toBe(true)
    expect(isStudyDay(calendar(4), dayOf('2026-11-21'))).toBe(false)
  })

  it('follows the exam timetable of a grade once it is known', () => {
    const year = illustrativeYear()
    const known = (grade: number): SchoolYear => ({
      ...year,
      bands: [
        { grades: { from: 1, to: 8 }, studyWeek: 5, attestedBy: 'quarter', marked: true },
        {
          grades: { from: 9, to: 9 },
          studyWeek: 5,
          attestedBy: 'quarter',
          marked: true,
          lastDay: grade === 9 ? '2027-05-28' : '2027-05-21',
          exams: { start: '2027-06-01', end: '2027-06-25' },
        },
      ],
    })
    const later = schoolCalendar({ grade: 9, years: [known(9)], production: shipped })
    expect([isStudyDay(later, dayOf('2027-05-28')), isVacation(later, dayOf('2027-05-28'))]).toEqual([true, false])
    expect(isVacation(later, dayOf('2027-05-30'))).toBe(true)
    expect([isStudyDay(later, dayOf('2027-06-10')), isVacation(later, dayOf('2027-06-10'))]).toEqual([false, false])
    expect(isVacation(later, dayOf('2027-06-26'))).toBe(true)
    expect(iso(periodOf(later, dayOf('2027-05-28'))?.to)).toBe('2027-05-28')
    const earlier = schoolCalendar({ grade: 9, years: [known(0)], production: shipped })
    expect([isStudyDay(earlier, dayOf('2027-05-24')), isVacation(earlier, dayOf('2027-05-24'))]).toEqual([false, false])
    expect(iso(schoolYearOf(earlier, dayOf('2027-05-24'))?.end)).toBe('2027-05-21')
    expect(isVacation(schoolCalendar({ grade: 8, years: [known(9)], production: shipped }), dayOf('2027-06-10'))).toBe(
      true,
    )
  })

  it('refuses two school years for the same days and has nothing for a grade without a band', () => {
    expect(() => grade(7, [], yearsOf('2025-26-quarters', '2025-26-modules'))).toThrow(RangeError)
    const none = grade(12)
    expect(coverageOf(none)).toBeUndefined()
    expect(isStudyDay(none, dayOf('2026-11-23'))).toBeUndefined()
  })
})

describe('closures', () => {
  const from = '2026-11-16'
  const to = '2026-11-22'
  it('quarantine and a closed school are no study days and pause; remote lessons are lessons and pause', () => {
    for (const kind of ['quarantine', 'closed'] as const) {
      const calendar = grade(7, [{ from, to, kind }])
      expect([isStudyDay(calendar, dayOf(from)), isVacation(calendar, dayOf(from))]).toEqual([false, true])
      expect(isVacation(calendar, dayOf(to))).toBe(true)
      expect(isStudyDay(calendar, dayOf('2026-11-23'))).toBe(true)
    }
    const remote = grade(7, [{ from, to, kind: 'remote' }])
    expect([isStudyDay(remote, dayOf(from)), isVacation(remote, dayOf(from))]).toEqual([true, true])
  })

  it('touch the grades they name', () => {
    const closures: Closure[] = [{ from, to, kind: 'quarantine', grades: { from: 5, to: 6 } }]
    expect(isVacation(grade(5, closures), dayOf(from))).toBe(true)
    expect(isVacation(grade(7, closures), dayOf(from))).toBe(false)
  })

  it('lengthen a window of school days by as many days', () => {
    const quarantined = grade(7, [{ from, to, kind: 'quarantine' }])
    expect(iso(schoolDaysBack(seventh, dayOf('2026-11-27'), 10))).toBe('2026-11-16')
    expect(iso(schoolDaysBack(quarantined, dayOf('2026-11-27'), 10))).toBe('2026-11-09')
  })
})

describe('windows of school days', () => {
  it.each([
    ['2026-11-23', 1, '2026-11-23'],
    ['2026-11-23', 5, '2026-11-17'],
    ['2026-11-22', 5, '2026-11-16'],
    ['2026-11-05', 2, '2026-10-23'],
    ['2026-11-11', 10, '2026-10-19'],
    ['2026-10-30', 5, '2026-10-19'],
    ['2026-09-04', 5, '2026-05-26'],
    ['2027-01-12', 20, '2026-12-07'],
  ])('as of %s the last %i begin on %s', (asOf, n, first) => {
    expect(iso(schoolDaysBack(seventh, dayOf(asOf), n))).toBe(first)
  })

  it('counts across a vacation as if it were not there', () => {
    expect(schoolDaysBetween(seventh, dayOf('2026-10-23'), dayOf('2026-11-05'))).toBe(2)
    expect(schoolDaysBetween(seventh, dayOf('2026-10-24'), dayOf('2026-11-04'))).toBe(0)
    expect(vacationDaysBetween(seventh, dayOf('2026-10-23'), dayOf('2026-11-05'))).toBe(9)
    expect(listStudyDays(seventh, dayOf('2026-10-22'), dayOf('2026-11-06'))?.map(isoOf)).toEqual([
      '2026-10-22',
      '2026-10-23',
      '2026-11-05',
      '2026-11-06',
    ])
  })

  it('a young calendar has a shorter window, and says so', () => {
    const early = dayOf('2025-09-03')
    expect(schoolDaysBack(seventh, early, 5)).toBeUndefined()
    expect(schoolWindow(seventh, early, 5)).toEqual({ from: dayOf('2025-09-01'), to: early, days: 3 })
    expect(schoolWindow(seventh, dayOf('2026-09-03'), 5, dayOf('2026-09-01'))).toEqual({
      from: dayOf('2026-09-01'),
      to: dayOf('2026-09-03'),
      days: 3,
    })
    expect(schoolWindow(seventh, dayOf('2026-11-23'), 5)).toEqual({
      from: dayOf('2026-11-17'),
      to: dayOf('2026-11-23'),
      days: 5,
    })
    expect(schoolWindow(seventh, dayOf('2028-01-01'), 5)).toBeUndefined()
  })

  it('reads the fortnight slots of the worked example', () => {
    const calendar = illustrativeCalendar()
    const slots = Array.from({ length: 20 }, (_, index) => dayOf('2026-08-31') + 14 * index)
    const days = slots.map((from) => schoolDaysBetween(calendar, Math.max(from, dayOf('2026-09-01')), from + 13))
    expect([slots[0], slots[4], slots[6], slots[19]].map(iso)).toEqual([
      '2026-08-31',
      '2026-10-26',
      '2026-11-23',
      '2027-05-24',
    ])
    expect([days[4], days[19]]).toEqual([4, 3])
    expect(days.every((count) => (count ?? 0) >= 3)).toBe(true)
    expect(schoolDaysBetween(calendar, dayOf('2027-06-07'), dayOf('2027-06-20'))).toBe(0)
  })

  it('steps forward too', () => {
    expect(iso(addSchoolDays(seventh, dayOf('2026-10-22'), 3))).toBe('2026-11-06')
    expect(iso(addSchoolDays(seventh, dayOf('2026-11-05'), -1))).toBe('2026-10-23')
    expect(iso(addSchoolDays(seventh, dayOf('2026-11-04'), 0))).toBe('2026-11-04')
    expect(addSchoolDays(seventh, dayOf('2027-05-26'), 1)).toBeUndefined()
  })
})

describe('periods', () => {
  it('of final marks: quarters up to grade 9, half-years in 10 and 11', () => {
    expect([1, 5, 9, 10, 11].map((number) => periodOf(grade(number), dayOf('2026-11-23'))?.id)).toEqual([
      'q2',
      'q2',
      'q2',
      'h1',
      'h1',
    ])
    expect(lastPeriod(seventh, dayOf('2026-11-23'))).toMatchObject({ id: 'q1', schoolYear: '2026/27' })
    expect(lastPeriod(grade(11), dayOf('2026-11-23'))).toMatchObject({ id: 'h2', schoolYear: '2025/26' })
    expect(lastPeriod(seventh, dayOf('2025-10-24'))).toBeUndefined()
  })

  it('none in a break between quarters, the half-year in the autumn break', () => {
    expect(periodOf(seventh, dayOf('2026-10-28'))).toBeUndefined()
    expect(periodOn(seventh, dayOf('2026-10-28'))?.id).toBe(periodOn(seventh, dayOf('2026-10-20'))?.id)
    expect(periodOn(seventh, dayOf('2026-11-23'))?.id).not.toBe(periodOn(seventh, dayOf('2026-10-20'))?.id)
    expect(termOf(seventh, dayOf('2026-10-28'))).toBeUndefined()
    expect(periodOf(grade(10), dayOf('2026-10-28'))?.id).toBe('h1')
    expect(termOf(grade(10), dayOf('2026-11-23'))?.id).toBe('q2')
  })

  it('trimesters over modules, and quarters as windows of the points for every grade', () => {
    const modules = grade(7, [], yearsOf('2025-26-modules'))
    expect(periodOf(modules, dayOf('2025-11-10'))?.id).toBe('t1')
    expect(termOf(modules, dayOf('2025-11-10'))?.id).toBe('m2')
    expect(schoolYearOf(modules, dayOf('2025-11-10'))?.slices.map(({ id }) => id)).toEqual(['t1', 't2', 't3'])
    expect(schoolYearOf(grade(10), dayOf('2026-11-23'))?.slices.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4'])
    expect(listTerms(seventh)).toHaveLength(8)
    expect(listPeriods(grade(10))).toHaveLength(4)
  })

  it('the first grade is not marked', () => {
    expect([1, 2, 11].map((number) => schoolYearOf(grade(number), dayOf('2026-11-23'))?.marked)).toEqual([
      false,
      true,
      true,
    ])
  })

  it('the school year holds its summer', () => {
    expect(schoolYearOf(seventh, dayOf('2026-07-15'))?.schoolYear).toBe('2025/26')
    expect(schoolYearOf(seventh, dayOf('2026-09-01'))?.schoolYear).toBe('2026/27')
    expect(schoolYearOf(seventh, dayOf('2027-09-01'))).toBeUndefined()
  })

  it('weeks say how many days were studied', () => {
    const weeks = weeksOf(seventh, dayOf('2026-10-21'), dayOf('2026-11-09'))
    expect(weeks.map(({ from, studyDays, vacationDays }) => [isoOf(from), studyDays, vacationDays])).toEqual([
      ['2026-10-19', 5, 0],
      ['2026-10-26', 0, 7],
      ['2026-11-02', 2, 2],
      ['2026-11-09', 5, 0],
    ])
    expect(weeksOf(seventh, dayOf('2027-08-30'), dayOf('2027-08-31'))[0]?.studyDays).toBeUndefined()
  })
})

const gradeNumber = fc.integer({ min: 1, max: 11 })
const calendars = Array.from({ length: 12 }, (_, number) => grade(number))
const anyDay = fc.integer({ min: dayOf('2025-11-10'), max: dayOf('2027-05-01') })
const runs = { numRuns: 2000 }

describe('properties of school days', () => {
  it('a window of n school days holds n, begins with one, and one day less holds fewer', () => {
    fc.assert(
      fc.property(gradeNumber, anyDay, fc.integer({ min: 1, max: 40 }), (number, asOf, n) => {
        const calendar = calendars[number] ?? seventh
        const first = schoolDaysBack(calendar, asOf, n) ?? Number.NaN
        expect(schoolDaysBetween(calendar, first, asOf)).toBe(n)
        expect(isStudyDay(calendar, first)).toBe(true)
        expect(schoolDaysBetween(calendar, first + 1, asOf)).toBe(n - 1)
        expect(schoolWindow(calendar, asOf, n)).toEqual({ from: first, to: asOf, days: n })
      }),
      runs,
    )
  })

  it('counts add up and match the days one by one', () => {
    fc.assert(
      fc.property(gradeNumber, anyDay, fc.nat(60), fc.nat(60), (number, from, a, b) => {
        const calendar = calendars[number] ?? seventh
        const count = (x: number, y: number) => schoolDaysBetween(calendar, x, y) ?? Number.NaN
        expect(count(from, from + a) + count(from + a + 1, from + a + b)).toBe(count(from, from + a + b))
        const days = Array.from({ length: a + 1 }, (_, index) => from + index)
        expect(count(from, from + a)).toBe(days.filter((day) => isStudyDay(calendar, day)).length)
        expect(listStudyDays(calendar, from, from + a)).toEqual(days.filter((day) => isStudyDay(calendar, day)))
        expect(vacationDaysBetween(calendar, from, from + a)).toBe(
          days.filter((day) => isVacation(calendar, day)).length,
        )
      }),
      runs,
    )
  })

  it('a study day is a weekday in a term, worked by staff, and no vacation', () => {
    fc.assert(
      fc.property(gradeNumber, anyDay, (number, day) => {
        const calendar = calendars[number] ?? seventh
        if (!isStudyDay(calendar, day)) return
        expect(weekdayOf(day)).toBeLessThanOrEqual(5)
        expect(isVacation(calendar, day)).toBe(false)
        expect(termOf(calendar, day)).toBeDefined()
        expect(periodOf(calendar, day)).toBeDefined()
      }),
      runs,
    )
  })

  it('a closure only takes days away', () => {
    const closure = fc.record({
      start: anyDay,
      length: fc.nat(20),
      kind: fc.constantFrom('quarantine' as const, 'closed' as const, 'remote' as const),
    })
    fc.assert(
      fc.property(gradeNumber, fc.array(closure, { maxLength: 4 }), anyDay, (number, given, day) => {
        const closures = given.map(({ start, length, kind }) => ({
          from: isoOf(start),
          to: isoOf(start + length),
          kind,
        }))
        const closed = grade(number, closures)
        const open = calendars[number] ?? seventh
        if (isStudyDay(closed, day)) expect(isStudyDay(open, day)).toBe(true)
        if (isVacation(open, day)) expect(isVacation(closed, day)).toBe(true)
        const hit = given.some(({ start, length }) => start <= day && day <= start + length)
        if (!hit) expect(isVacation(closed, day)).toBe(isVacation(open, day))
        else expect(isVacation(closed, day)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('forth and back returns', () => {
    fc.assert(
      fc.property(gradeNumber, anyDay, fc.integer({ min: 1, max: 30 }), (number, day, n) => {
        const calendar = calendars[number] ?? seventh
        const after = addSchoolDays(calendar, day, n)
        if (after === undefined) return
        expect(schoolDaysBetween(calendar, day + 1, after)).toBe(n)
        if (isStudyDay(calendar, day)) expect(addSchoolDays(calendar, after, -n)).toBe(day)
      }),
      runs,
    )
  })
})
