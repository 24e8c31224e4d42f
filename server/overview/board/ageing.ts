import { type Because, coversClass } from '../../domain/access/access.ts'
import { hideSmall, shownCount } from '../../domain/access/few.ts'
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
    total: hasNames ? aged.length : shownCount(aged.length),
    buckets: bucketsOf(aged, hasNames),
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

/** Cases by age and, within it, by domain; of a few nobody without names is told, nor of the parts of what is hidden. */
function bucketsOf(aged: readonly { age: number; domain: string }[], hasNames: boolean) {
  const shown = (counts: readonly number[]) => (hasNames ? counts : hideSmall(counts))
  const byAge = caseAges.map(({ age: bucket }) => ({
    bucket,
    own: aged.filter(({ age }) => caseAgeOf(age) === bucket),
  }))
  const counts = shown(byAge.map(({ own }) => own.length))
  return byAge.map(({ bucket, own }, place) => {
    const count = counts[place] ?? null
    const domains = [...Map.groupBy(own, ({ domain }) => domain)].map(([domain, each]) => ({ domain, n: each.length }))
    const parts = shown(domains.map(({ n }) => n))
    return {
      bucket,
      count,
      domains: domains.map(({ domain }, no) => ({ domain, count: count === null ? null : (parts[no] ?? null) })),
    }
  })
}

function reaches(because: Because | undefined, classId: number): boolean {
  return because !== undefined && because.reach !== 'case' && coversClass(because, classId)
}

/** Working days since a day, that day not counted; without a calendar, all days. */
function ageOf({ present, calendars, asOf }: JudgedSchool, openedOn: string): number {
  const [first] = present
  return workingDaysSince(first && calendars.get(first.id)?.production, dayOf(openedOn), asOf)
}
