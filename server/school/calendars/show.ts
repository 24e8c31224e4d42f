import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { checkCalendar } from '../../domain/calendar/check.ts'
import { isoOf } from '../../domain/day.ts'
import type { PeriodEntry, ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import { yearAfter } from '../../domain/roster/roll-over.ts'
import type { Call } from '../../http/call.ts'
import { listClasses } from '../../roster/queries.ts'
import { listBreaks, listCalendars } from '../queries.ts'
import { contentsOf, libraryOf } from '../school.ts'
import { sayProblem } from './dates.ts'
import { placeProblem } from './text.ts'

/** The calendars that the school follows: terms, breaks, days off, what they answer for, what is unsure, and closures. */
export async function showCalendar(trx: Trx, call: Call) {
  const { who, isPast } = call
  const library = libraryOf(call.room.rules.current())
  const rows = await listCalendars(trx, who.schoolId)
  const years = contentsOf(rows, 'schoolYear', library.schoolYears)
  const work = contentsOf(rows, 'production', library.production)
  const own = new Set(rows.filter(({ content }) => content !== null).map(({ id }) => id))
  const problems = checkCalendar({ production: work, schoolYears: years }).map((each) => placeProblem(each, []))
  return {
    canChange: !isPast && access(who, 'settings', 'write') !== undefined,
    years: years.map((year) => yearShown(year, own.has(year.id))).toSorted((a, b) => (a.start < b.start ? 1 : -1)),
    production: work.map((year) => workShown(year, own.has(year.id))).toSorted((a, b) => b.year - a.year),
    library: library.schoolYears
      .map(({ id, schoolYear, title, confirmed }) => ({
        id,
        schoolYear,
        title,
        isConfirmed: confirmed,
        isFollowed: years.some((year) => year.id === id) && !own.has(id),
      }))
      .toSorted((a, b) => (a.schoolYear < b.schoolYear ? 1 : -1)),
    coverage: coverageOf(years, work, isoOf(call.on)),
    problems: problems.map(sayProblem),
    closures: await closuresOf(trx, who.schoolId),
  }
}

function yearShown(year: SchoolYear, isOwn: boolean) {
  const { id, schoolYear, title, confirmed, note, source, start, end, covers } = year
  return {
    id,
    schoolYear,
    title,
    isConfirmed: confirmed,
    isOwn,
    note: note ?? null,
    source,
    start,
    end,
    covers,
    terms: year.terms.map(periodShown),
    attestationPeriods: year.attestationPeriods.map(periodShown),
    breaks: year.breaks.map((it) => ({
      title: it.title,
      start: it.start,
      end: it.end,
      grades: it.grades,
      isConfirmed: it.confirmed,
    })),
    bands: year.bands.map(({ grades, studyWeek, marked, lastDay, note: said }) => ({
      grades,
      studyWeek,
      marked,
      lastDay: lastDay ?? null,
      note: said ?? null,
    })),
  }
}

function periodShown({ id, title, start, end, confirmed, note }: PeriodEntry) {
  return { id, title, start, end, isConfirmed: confirmed, note: note ?? null }
}

function workShown(year: ProductionYear, isOwn: boolean) {
  return {
    id: year.id,
    year: year.year,
    title: year.title,
    isConfirmed: year.confirmed,
    isOwn,
    off: year.nonWorkingWeekdays.map(({ date, reason }) => ({ date, reason })),
    worked: year.workingWeekendDays.map(({ date }) => date),
  }
}

/** Up to which days the calendars answer, and whether the year that follows is among them. */
function coverageOf(years: readonly SchoolYear[], work: readonly ProductionYear[], day: string) {
  const last = (days: readonly string[]) => days.toSorted().at(-1) ?? null
  const present = years.find(({ covers }) => covers.from <= day && day <= covers.to)
  const nextYear = present ? yearAfter(present.schoolYear) : null
  return {
    studyUntil: last(years.map(({ covers }) => covers.to)),
    workUntil: last(work.map(({ year }) => `${year}-12-31`)),
    nextYear,
    isNextLoaded: years.some(({ schoolYear }) => schoolYear === nextYear),
  }
}

async function closuresOf(trx: Trx, schoolId: number) {
  const names = new Map((await listClasses(trx, schoolId)).map(({ id, name }) => [id, name]))
  return (await listBreaks(trx, schoolId))
    .map(({ id, classId, gradeFrom, gradeTo, fromOn, toOn, kind, note }) => ({
      id,
      classId,
      className: classId === null ? null : (names.get(classId) ?? null),
      grades: gradeFrom === null ? null : { from: gradeFrom, to: gradeTo ?? gradeFrom },
      fromOn,
      toOn,
      kind,
      note,
    }))
    .toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : -1))
    .slice(0, 300)
}
