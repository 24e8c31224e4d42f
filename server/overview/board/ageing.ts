import { type Because, coversClass } from '../../domain/access/access.ts'
import { workingDaysBetween } from '../../domain/calendar/production.ts'
import { dayOf } from '../../domain/day.ts'
import type { OpenCase } from '../queries/cases.ts'
import type { JudgedSchool } from './judged.ts'

const buckets = [
  { bucket: '0-2', to: 2 },
  { bucket: '3-5', to: 5 },
  { bucket: '6-10', to: 10 },
  { bucket: '11+', to: Number.POSITIVE_INFINITY },
] as const

const mostOldest = 8

/** What of cases a person sees: how far the right to cases reaches, and whether restricted ones are told. */
export type CaseRights = { readonly cases: Because | undefined; readonly restricted: Because | undefined }

/** How long open cases have been open, in working days, by domain; the oldest by name for those who may see the pupils. */
export function ageingOf(school: JudgedSchool, cases: readonly OpenCase[], rights: CaseRights) {
  const aged = cases
    .filter(
      (each) => reaches(rights.cases, each.classId) && (!each.isRestricted || reaches(rights.restricted, each.classId)),
    )
    .map((each) => ({ ...each, age: ageOf(school, each.openedOn) }))
  const hasNames = rights.cases?.reach !== 'counts'
  return {
    total: aged.length,
    buckets: buckets.map(({ bucket, to }, index) => {
      const from = index === 0 ? 0 : (buckets[index - 1]?.to ?? 0) + 1
      const own = aged.filter(({ age }) => age >= from && age <= to)
      const domains = Map.groupBy(own, ({ domain }) => domain)
      return {
        bucket,
        count: own.length,
        domains: [...domains].map(([domain, each]) => ({ domain, count: each.length })),
      }
    }),
    oldest: hasNames
      ? aged.slice(0, mostOldest).map(({ id, classId, domain, openedOn, studentId, student, state, age }) => ({
          id,
          class: school.classes.get(classId)?.name ?? '',
          domain,
          openedOn,
          studentId,
          student,
          state: state ?? '',
          workingDays: age,
        }))
      : [],
  }
}

function reaches(because: Because | undefined, classId: number): boolean {
  return because !== undefined && because.reach !== 'case' && coversClass(because, classId)
}

/** Working days since a day, that day not counted; without a calendar, all days. */
function ageOf({ present, seen, asOf }: JudgedSchool, openedOn: string): number {
  const opened = dayOf(openedOn)
  const [first] = present
  const calendar = first && seen.classes.get(first.id)?.class.calendar.production
  return (calendar && workingDaysBetween(calendar, opened + 1, asOf)) ?? asOf - opened
}
