import { schoolYearOf } from '../calendar/periods.ts'
import type { SchoolCalendar } from '../calendar/school.ts'
import type { DayRange } from '../calendar/span.ts'
import { type FactParams, factKey } from '../conditions/slots.ts'
import type { Day } from '../day.ts'
import { type Which, windowOf } from './window.ts'

type Edge = DayRange | 'no_calendar' | 'no_period'

/** Classes that follow one calendar: their windows are the same days. */
export type BandOfClasses = {
  readonly calendar: SchoolCalendar | undefined
  readonly classIds: readonly number[]
  readonly studyWeek: number
  readonly studyDays: readonly Day[]
  readonly window: (params: FactParams, which: Which) => DayRange | undefined
  readonly edge: (params: FactParams, which: Which) => Edge
}

/** The longest window a fact may ask for, in days: study days further back are never needed. */
const reach = 800

/** The bands of the classes of a school. */
export function bandsOf(
  classes: readonly { id: number; grade: number }[],
  calendarOf: (schoolClass: { id: number; grade: number }) => SchoolCalendar | undefined,
  asOf: Day,
): BandOfClasses[] {
  const byCalendar = new Map<SchoolCalendar | undefined, number[]>()
  for (const schoolClass of classes) {
    const calendar = calendarOf(schoolClass)
    byCalendar.set(calendar, [...(byCalendar.get(calendar) ?? []), schoolClass.id])
  }
  return [...byCalendar].map(([calendar, classIds]) => bandOf(calendar, classIds, asOf))
}

function bandOf(calendar: SchoolCalendar | undefined, classIds: readonly number[], asOf: Day): BandOfClasses {
  const known = new Map<string, Edge>()
  const edge = (params: FactParams, which: Which): Edge => {
    const key = factKey(which, params)
    const found = known.get(key) ?? windowOf(params, which, calendar, asOf)
    known.set(key, found)
    return found
  }
  const window = (params: FactParams, which: Which): DayRange | undefined => {
    const found = edge(params, which)
    return typeof found === 'string' ? undefined : found
  }
  const studyWeek = (calendar && schoolYearOf(calendar, asOf)?.studyWeek) ?? 5
  const studyDays = calendar?.studyDays.filter((day) => day <= asOf && day > asOf - reach) ?? []
  return { calendar, classIds, studyWeek, studyDays, window, edge }
}
