import { type Because, coversClass } from '../../domain/access/access.ts'
import { dayOf } from '../../domain/day.ts'
import { caseAgeOf, caseAges, workingDaysSince } from '../../domain/ladder/age.ts'
import type { CaseRow } from '../../escalations/queries/cases.ts'
import type { JudgedSchool } from './judged.ts'

const mostOldest = 8

/** What of cases a person sees: how far the right to cases reaches, and whether restricted ones are told. */
export type CaseRights = { readonly cases: Because | undefined; readonly restricted: Because | undefined }

/** How long open cases have been open, in working days, by domain; the oldest by name for those who may see the pupils. */
export function ageingOf(school: JudgedSchool, cases: readonly CaseRow[], rights: CaseRights) {
  const aged = cases
    .filter(
      (each) => reaches(rights.cases, each.classId) && (!each.isRestricted || reaches(rights.restricted, each.classId)),
    )
    .map((each) => ({ ...each, age: ageOf(school, each.openedOn) }))
  const hasNames = rights.cases?.reach !== 'counts'
  return {
    total: aged.length,
    buckets: caseAges.map(({ age: bucket }) => {
      const own = aged.filter(({ age }) => caseAgeOf(age) === bucket)
      const domains = Map.groupBy(own, ({ domain }) => domain)
      return {
        bucket,
        count: own.length,
        domains: [...domains].map(([domain, each]) => ({ domain, count: each.length })),
      }
    }),
    oldest: hasNames
      ? aged
          .slice(0, mostOldest)
          .map(({ id, classId, domain, openedOn, studentId, studentName: student, state, age }) => ({
            id,
            class: school.classes.get(classId)?.name ?? '',
            domain,
            openedOn,
            studentId,
            student,
            state,
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
  const [first] = present
  return workingDaysSince(first && seen.classes.get(first.id)?.class.calendar.production, dayOf(openedOn), asOf)
}
