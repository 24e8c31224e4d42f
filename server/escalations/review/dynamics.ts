import type { Trx } from '../../database/database.ts'
import type { SchoolCalendar } from '../../domain/calendar/school.ts'
import { schoolDaysBetween, schoolWindow } from '../../domain/calendar/school-days.ts'
import { resolveParameters } from '../../domain/conditions/parameters.ts'
import { type Day, dayOf, isoOf } from '../../domain/day.ts'
import { messageText } from '../../domain/explain/message.ts'
import type { Ladder } from '../../domain/formats/ladder.ts'
import { type CriterionTerms, type Dynamics, type Measured, suggestDynamics } from '../../domain/ladder/dynamics.ts'
import type { CaseRow } from '../queries/cases.ts'
import {
  measureAttendance,
  measureConduct,
  measureFamily,
  measureLearning,
  measureSupport,
  type Windowed,
} from '../queries/measures.ts'
import type { Domain } from '../table.ts'

export type CaseDynamics = {
  suggestion: Dynamics | null
  measured: Measured
  /** The criterion in words, with the numbers in force. */
  criterion: { ru: string; en: string }
}
export type DynamicsGround = {
  schoolId: number
  on: Day
  knownAt: Date
  ladder: Ladder
  calendarOf: (schoolClass: { id: number; grade: number }) => SchoolCalendar
}

/** Days of learning looked back at before a case was opened. */
const formerDays = 30

/** What the records say of each case since it was opened, held against the criterion of its domain; by id of the case. */
export async function dynamicsOf(
  trx: Trx,
  ground: DynamicsGround,
  cases: readonly CaseRow[],
): Promise<Map<number, CaseDynamics>> {
  const told = new Map<number, CaseDynamics>()
  for (const [domain, own] of Map.groupBy(cases, ({ domain }) => domain)) {
    const criterion = ground.ladder.improvement.find((each) => each.domain === domain)
    if (!criterion) continue
    const terms = termsOf(criterion.parameters, ground.on)
    const words = {
      ru: messageText(criterion.improved.ru, textsOf(terms), 'ru'),
      en: messageText(criterion.improved.en, textsOf(terms), 'en'),
    }
    for (const [id, measured] of await measure(trx, domain, own, terms, ground))
      told.set(id, { suggestion: suggestDynamics(measured, terms), measured, criterion: words })
  }
  return told
}

function termsOf(parameters: Ladder['improvement'][number]['parameters'], on: Day): CriterionTerms {
  const resolved = resolveParameters(parameters, on)
  return Object.fromEntries(
    Object.entries(resolved).map(([name, { value }]) => [name, typeof value === 'number' ? value : undefined]),
  )
}

function textsOf(terms: CriterionTerms): Record<string, number | null> {
  return Object.fromEntries(Object.entries(terms).map(([name, value]) => [name, value ?? null]))
}

async function measure(
  trx: Trx,
  domain: Domain,
  cases: readonly CaseRow[],
  terms: CriterionTerms,
  ground: DynamicsGround,
): Promise<[number, Measured][]> {
  const { schoolId, on, knownAt } = ground
  const windowed = cases.map((each) => windowOf(each, terms, ground))
  const given = { schoolId, on: isoOf(on), knownAt: knownAt.toISOString(), cases: windowed }
  const days = new Map(cases.map((each) => [each.id, daysOpen(each, ground)]))
  const each = <Row extends { id: number }>(
    rows: readonly Row[],
    make: (row: Row | undefined, daysOpen: number) => Measured,
  ) =>
    cases.map(({ id }): [number, Measured] => [
      id,
      make(
        rows.find((row) => row.id === id),
        days.get(id) ?? 0,
      ),
    ])
  if (domain === 'academic') return each(await measureLearning(trx, given), learningOf)
  if (domain === 'attendance')
    return each(await measureAttendance(trx, given), (row, daysOpen) => ({
      domain,
      before: row?.before ?? 0,
      now: row?.now ?? 0,
      daysOpen,
    }))
  if (domain === 'conduct') return each(await measureConduct(trx, given, terms['from_severity']), conductOf)
  if (domain === 'family') return each(await measureFamily(trx, given), familyOf)
  return each(await measureSupport(trx, given), supportOf)
}

type Row<F extends (...given: never[]) => Promise<unknown[]>> = Awaited<ReturnType<F>>[number] | undefined

function learningOf(row: Row<typeof measureLearning>, daysOpen: number): Measured {
  const { before = null, now = null, newTwos = 0, recentTwos = 0 } = row ?? {}
  return { domain: 'academic', before, now, newTwos, recentTwos, daysOpen }
}

function conductOf(row: Row<typeof measureConduct>, daysOpen: number): Measured {
  const { before = 0, since = 0, recent = 0 } = row ?? {}
  return { domain: 'conduct', before, since, recent, daysOpen }
}

function familyOf(row: Row<typeof measureFamily>, daysOpen: number): Measured {
  const { reached = 0, indexBefore = null, indexNow = null } = row ?? {}
  return { domain: 'family', reached, indexBefore, indexNow, daysOpen }
}

function supportOf(row: Row<typeof measureSupport>): Measured {
  const { judged = 0, negative = 0, lastNegative = false, planned = 0, attended = 0 } = row ?? {}
  return { domain: 'support', judged, negative, lastNegative, planned, attended }
}

/** The term of each criterion that says how long the recent window is. */
const spans: Readonly<Record<Domain, string>> = {
  academic: 'quiet_days',
  attendance: 'window_days',
  conduct: 'quiet_days',
  family: 'silent_days',
  support: 'quiet_days',
}

/** School days for learning and attendance, plain days elsewhere. */
function daysOpen({ domain, openedOn, classId, grade }: CaseRow, { on, calendarOf }: DynamicsGround): number {
  const opened = dayOf(openedOn)
  if (domain !== 'academic' && domain !== 'attendance') return on - opened
  return schoolDaysBetween(calendarOf({ id: classId, grade }), opened + 1, on) ?? on - opened
}

function windowOf(one: CaseRow, terms: CriterionTerms, { on, calendarOf }: DynamicsGround): Windowed {
  const opened = dayOf(one.openedOn)
  const calendar = calendarOf({ id: one.classId, grade: one.grade })
  const back = (day: Day, n: number) => schoolWindow(calendar, day, n)?.from ?? day - n
  const bySchoolDays = one.domain === 'academic' || one.domain === 'attendance'
  const length = terms[spans[one.domain]] ?? 14
  const recentFrom = bySchoolDays ? back(on, length) : on - length + 1
  // As long before as since, so that counts can be compared; marks over a month, a mean needs several.
  const formerFrom =
    one.domain === 'academic'
      ? opened - formerDays
      : one.domain === 'attendance'
        ? back(opened, length)
        : opened - Math.max(on - opened, length)
  return {
    id: one.id,
    studentId: one.studentId,
    classId: one.classId,
    openedOn: one.openedOn,
    formerFrom: isoOf(formerFrom),
    recentFrom: isoOf(recentFrom),
  }
}
