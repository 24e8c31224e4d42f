import { createHash } from 'node:crypto'
import type { Db, Trx } from '../database/database.ts'
import { enterSchool } from '../database/school.ts'
import { type ProductionCalendar, productionCalendar } from '../domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../domain/calendar/school.ts'
import type { Closure, ProductionYear, SchoolYear } from '../domain/formats/calendar.ts'
import { Refusal } from '../refusal.ts'
import { type CalendarRow, insertCalendars, insertSchool, listBreaks, listCalendars } from './queries.ts'

export { chooseYear, setDates, takeOwn } from './calendars/change.ts'
export { closeSchool, reopenSchool } from './calendars/closures.ts'
export { checkDates, datesNoted } from './calendars/dates.ts'
export { CheckedShown, Dates } from './calendars/shapes.ts'
export { showCalendar } from './calendars/show.ts'
export { placeProblem, readCalendarText } from './calendars/text.ts'
export { type Answers, answerTo, hardship, loadAnswers, planRequiredOf } from './settings/answers.ts'
export { chooseChannels, showChannels, usedChannels } from './settings/channels.ts'
export { answerSetting, showSettings } from './settings/show.ts'

/** Calendars that a school may follow: those of the rule files, or the school's own. */
export type CalendarLibrary = { production: ProductionYear[]; schoolYears: SchoolYear[] }

/** The calendars among the rule files. */
export function libraryOf(files: {
  productionYears: readonly ProductionYear[]
  schoolYears: readonly SchoolYear[]
}): CalendarLibrary {
  return { production: [...files.productionYears], schoolYears: [...files.schoolYears] }
}

/** The calendars of one school, by grade and by class; closures of a class are in the class's own. */
export type SchoolCalendars = {
  production: ProductionCalendar
  schoolYears: SchoolYear[]
  ofGrade: (grade: number) => SchoolCalendar
  ofClass: (schoolClass: { id: number; grade: number }) => SchoolCalendar
  /** Changes whenever a day of any calendar may have changed. */
  version: string
}

export type NewSchool = { name: string; timeZone: string; trackingFrom?: string; demoSeed?: number; calendar?: string }

/**
 * Makes a school that follows the calendars given: an id of the library, the school's own, or the usual ones. Own school years
 * without working days go with those of the library.
 */
export function initSchool(
  db: Db,
  school: NewSchool,
  library: CalendarLibrary,
  own?: CalendarLibrary,
): Promise<number> {
  return db.transaction().execute((trx) => createSchool(trx, school, library, own))
}

/** As `initSchool`, in the transaction given, which from then on sees the new school alone. */
export async function createSchool(
  trx: Trx,
  school: NewSchool,
  library: CalendarLibrary,
  own?: CalendarLibrary,
): Promise<number> {
  const rows = own ? ownRows(own, library) : libraryRows(library, school.calendar)
  const years = own ? own.schoolYears : library.schoolYears.filter(({ id }) => rows.some((row) => row.id === id))
  const trackingFrom = school.trackingFrom ?? years.map(({ start }) => start).toSorted()[0] ?? '1970-01-01'
  const id = await insertSchool(trx, { ...school, trackingFrom })
  await enterSchool(trx, id)
  await insertCalendars(trx, id, rows)
  return id
}

/** One calendar of each school year: of the scheme that the id names, quarters where nothing is named. */
function libraryRows(library: CalendarLibrary, wanted: string | undefined): CalendarRow[] {
  const named = library.schoolYears.findLast(({ id }) =>
    wanted === undefined ? id.endsWith('-quarters') : id === wanted,
  )
  if (!named) throw unknownCalendar(wanted ?? '', library)
  const scheme = named.id.replace(/^\d{4}-\d{2}-/, '')
  const years = library.schoolYears.filter(({ id, schoolYear }) =>
    schoolYear === named.schoolYear ? id === named.id : id.endsWith(`-${scheme}`),
  )
  return [
    ...shippedDays(library),
    ...years.map(({ id, schoolYear }): CalendarRow => ({ kind: 'schoolYear', id, schoolYear, content: null })),
  ]
}

function shippedDays({ production }: CalendarLibrary): CalendarRow[] {
  return production.map(({ id }) => ({ kind: 'production', id, schoolYear: null, content: null }))
}

function ownRows({ production, schoolYears }: CalendarLibrary, library: CalendarLibrary): CalendarRow[] {
  const days = production.map(
    (content): CalendarRow => ({ kind: 'production', id: content.id, schoolYear: null, content }),
  )
  const years = schoolYears.map(
    (content): CalendarRow => ({ kind: 'schoolYear', id: content.id, schoolYear: content.schoolYear, content }),
  )
  return [...(days.length > 0 ? days : shippedDays(library)), ...years]
}

/** The calendars that the school follows, with its closures. */
export async function loadCalendars(trx: Trx, schoolId: number, library: CalendarLibrary): Promise<SchoolCalendars> {
  const rows = await listCalendars(trx, schoolId)
  const breaks = await listBreaks(trx, schoolId)
  const productionYears = contentsOf(rows, 'production', library.production)
  const schoolYears = contentsOf(rows, 'schoolYear', library.schoolYears)
  const production = productionCalendar(productionYears)
  const closuresOf = (classId: number | null): Closure[] =>
    breaks.filter((row) => row.classId === null || row.classId === classId).map(closureOf)
  const build = (grade: number, classId: number | null) =>
    schoolCalendar({ grade, years: schoolYears, production, closures: closuresOf(classId) })
  const ofGrade = remembered((grade: number) => build(grade, null))
  const closed = new Set(breaks.map((row) => row.classId))
  const ofClosed = remembered((key: string) => {
    const [grade, id] = key.split('|').map(Number)
    return build(grade ?? 0, id ?? null)
  })
  return {
    production,
    schoolYears,
    ofGrade,
    ofClass: ({ id, grade }) => (closed.has(id) ? ofClosed(`${grade}|${id}`) : ofGrade(grade)),
    version: createHash('sha256')
      .update(JSON.stringify([productionYears, schoolYears, breaks]))
      .digest('hex'),
  }
}

/** The calendars that rows stand for: the school's own content, or that of the library. */
export function contentsOf<T extends { id: string }>(
  rows: CalendarRow[],
  kind: CalendarRow['kind'],
  shipped: T[],
): T[] {
  return rows
    .filter((row) => row.kind === kind)
    .map((row) => (row.content as T | null) ?? shipped.find(({ id }) => id === row.id))
    .filter((content) => content !== undefined)
}

function closureOf(row: Awaited<ReturnType<typeof listBreaks>>[number]): Closure {
  const grades = row.gradeFrom === null ? {} : { grades: { from: row.gradeFrom, to: row.gradeTo ?? row.gradeFrom } }
  return { from: row.fromOn, to: row.toOn, kind: row.kind, ...grades }
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

function unknownCalendar(wanted: string, library: CalendarLibrary): Refusal {
  const ids = library.schoolYears.map(({ id }) => id).join(', ')
  return new Refusal('unknown-calendar', {
    ru: `Календаря «${wanted}» нет. Есть: ${ids}. Или укажите файл со своим календарём.`,
    en: `There is no calendar "${wanted}". There are: ${ids}. Or name a file with your own.`,
  })
}
