import type { Trx } from '../../database/database.ts'
import { checkCalendar } from '../../domain/calendar/check.ts'
import type { OwnDates } from '../../domain/calendar/own.ts'
import type { ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import type { Call } from '../../http/call.ts'
import { notFound } from '../../http/guards.ts'
import type { Problem } from '../../problem.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { type CalendarRow, listCalendars, replaceCalendar } from '../queries.ts'
import { contentsOf, libraryOf } from '../school.ts'
import { type Checked, datesNoted, ownYearOf, sayProblem } from './dates.ts'
import { placeProblem, readCalendarText } from './text.ts'

/** Another calendar of the library for its school year, where the school's calendars stay whole with it. */
export async function chooseYear(trx: Trx, call: Call, id: string): Promise<Checked> {
  const year = call.room.rules.current().schoolYears.find((each) => each.id === id)
  if (!year) throw notFound('Такого календаря в библиотеке нет.', 'The library has no such calendar.')
  return take(trx, call, { schoolYears: [year], production: [], files: [] }, { isOwn: false, isTrial: false })
}

/** The school's own terms and vacations in a year it follows. */
export async function setDates(trx: Trx, call: Call, given: { id: string; dates: OwnDates }): Promise<Checked> {
  const { schoolYears } = libraryOf(call.room.rules.current())
  const followed = contentsOf(await listCalendars(trx, call.who.schoolId), 'schoolYear', schoolYears)
  const year = followed.find(({ id }) => id === given.id)
  if (!year) throw notFound('Школа не следует такому календарю.', 'The school does not follow such a calendar.')
  const own = { schoolYears: [ownYearOf(year, given.dates)], production: [], files: [] }
  return take(trx, call, own, { isOwn: true, isTrial: false })
}

/** A calendar of the school's own: checked whole with those it follows, then kept in the place of its years. */
export async function takeOwn(
  trx: Trx,
  call: Call,
  given: { name: string; text: string; isTrial: boolean },
): Promise<Checked> {
  const read = readCalendarText(given.name, given.text)
  if (read.problems.length > 0) {
    call.unchanged()
    return { isAccepted: false, calendars: [], problems: read.problems.map(sayProblem) }
  }
  return take(trx, call, read, { isOwn: true, isTrial: given.isTrial })
}

type Taken = {
  readonly schoolYears: readonly SchoolYear[]
  readonly production: readonly ProductionYear[]
  readonly files: Parameters<typeof placeProblem>[1]
}

async function take(trx: Trx, call: Call, taken: Taken, how: { isOwn: boolean; isTrial: boolean }): Promise<Checked> {
  const { schoolId } = call.who
  const library = libraryOf(call.room.rules.current())
  const rows = await listCalendars(trx, schoolId)
  const years = contentsOf(rows, 'schoolYear', library.schoolYears)
  const work = contentsOf(rows, 'production', library.production)
  const isTaken = ({ schoolYear }: SchoolYear) => taken.schoolYears.some((each) => each.schoolYear === schoolYear)
  const isTakenWork = ({ year }: ProductionYear) => taken.production.some((each) => each.year === year)
  const problems = checkCalendar({
    production: [...work.filter((each) => !isTakenWork(each)), ...taken.production],
    schoolYears: [...years.filter((each) => !isTaken(each)), ...taken.schoolYears],
  }).map((problem) => placeProblem(problem, taken.files))
  const calendars = [...taken.production, ...taken.schoolYears].map(({ id }) => id)
  const told = problems.filter((problem) => isOf(problem, calendars, taken.files.length > 0)).map(sayProblem)
  const isSound = !problems.some(({ severity }) => severity === 'error')
  if (!isSound || how.isTrial) {
    call.unchanged()
    return { isAccepted: false, calendars, problems: told }
  }
  for (const row of rowsOf(taken, how.isOwn)) await replaceCalendar(trx, schoolId, row)
  const before = datesNoted(years.filter(isTaken), work.filter(isTakenWork))
  call.note({ subject: 'calendar', before, after: datesNoted(taken.schoolYears, taken.production) })
  await refreshDutiesOf(trx, call)
  return { isAccepted: true, calendars, problems: told }
}

/** Warnings of calendars that were followed before are not news here; errors always are. */
function isOf({ severity, where }: Problem, calendars: readonly string[], hasFile: boolean): boolean {
  if (severity === 'error') return true
  return hasFile ? where.line !== undefined : calendars.some((id) => where.file?.startsWith(id))
}

function rowsOf({ production, schoolYears }: Taken, isOwn: boolean): CalendarRow[] {
  return [
    ...production.map((content): CalendarRow => ({ kind: 'production', id: content.id, schoolYear: null, content })),
    ...schoolYears.map(
      (content): CalendarRow => ({
        kind: 'schoolYear',
        id: content.id,
        schoolYear: content.schoolYear,
        content: isOwn ? content : null,
      }),
    ),
  ]
}
