import type { Trx } from '../../database/database.ts'
import { schoolDaysBack } from '../../domain/calendar/school-days.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import type { FactRow } from '../../domain/facts/assemble.ts'
import type { Freshness } from '../../domain/facts/freshness.ts'
import { type AskedFact, type AskedFacts, askFacts } from '../../facts/facts.ts'
import { both, sayIn } from '../formats/words.ts'
import type { Ground } from './ground.ts'
import type { MondayPage } from './monday-shape.ts'

const failing: AskedFact = ['finalFailingSubjects', { period: 'last' }]
const atRisk: AskedFact = ['failingRiskSubjects', { minMarks: 3, period: 'current', threshold: 2.5 }]
const lowShare = 0.9
const lastDay = { schoolDays: 1 }
const lastWeek = { schoolDays: 5 }
const lastFortnight = { schoolDays: 10 }

type Records = Pick<MondayPage, 'attendance' | 'grades' | 'freshness'>

/** What the journal says: attendance of the last day and week it speaks of, failing pupils by grade, how old the data are. */
export async function recordsOf(trx: Trx, { asking, school }: Ground): Promise<Records> {
  const { asOf } = school
  const now = await askFacts(trx, asking, [failing, atRisk], asOf)
  const dataOn = now.freshness['attendance']?.dataOn
  const attendance =
    dataOn === undefined ? null : await attendanceOf(trx, { asking, school }, Math.min(asOf - 1, dataOn))
  return { attendance, grades: gradesOf(now), freshness: freshnessOf(now.freshness) }
}

async function attendanceOf(
  trx: Trx,
  { asking, school }: Pick<Ground, 'asking' | 'school'>,
  day: Day,
): Promise<MondayPage['attendance']> {
  const [first] = school.present
  if (!first) return null
  const calendar = asking.calendars.ofClass(first)
  const studied = schoolDaysBack(calendar, day, 1)
  if (studied === undefined) return null
  const asked: AskedFact[] = [
    ...[lastDay, lastWeek].flatMap((params): AskedFact[] => [
      ['absentLessons', params],
      ['lessonsHeld', params],
    ]),
    ['classAttendance', lastWeek],
    ['unexplainedLessons', lastFortnight],
  ]
  const facts = await askFacts(trx, asking, asked, studied)
  const shares = new Map(facts.classes.map((row) => [row.id, facts.number(row, 'classAttendance', lastWeek)]))
  const unexplained = facts.students
    .map((row) => facts.number(row, 'unexplainedLessons', lastFortnight) ?? 0)
    .filter((lessons) => lessons > 0)
  return {
    day: isoOf(studied),
    weekFrom: isoOf(schoolDaysBack(calendar, day, 5) ?? studied),
    dayShare: shareOf(facts, lastDay),
    weekShare: shareOf(facts, lastWeek),
    low: school.present.flatMap(({ id, name }) => {
      const share = shares.get(id)
      return typeof share === 'number' && share < lowShare ? [{ className: name, classId: id, share }] : []
    }),
    unknown: school.present.filter(({ id }) => shares.get(id) == null).map(({ name }) => name),
    unexplained: { lessons: unexplained.reduce((sum, lessons) => sum + lessons, 0), pupils: unexplained.length },
  }
}

function shareOf({ students, number }: AskedFacts, params: AskedFact[1]): number | null {
  const known = students.flatMap((row) => {
    const absent = number(row, 'absentLessons', params)
    const held = number(row, 'lessonsHeld', params)
    return absent === null || held === null ? [] : [{ absent, held }]
  })
  const held = known.reduce((sum, each) => sum + each.held, 0)
  return held === 0 ? null : Math.max(0, 1 - known.reduce((sum, each) => sum + each.absent, 0) / held)
}

function gradesOf(facts: AskedFacts): MondayPage['grades'] {
  const count = (rows: readonly FactRow[], fact: AskedFact): number | null => {
    const known = rows.map((row) => facts.number(row, ...fact)).filter((value) => value !== null)
    return known.length === 0 ? null : known.filter((value) => value > 0).length
  }
  return [...Map.groupBy(facts.students, ({ grade }) => grade)]
    .toSorted(([one], [other]) => one - other)
    .map(([grade, rows]) => ({
      grade,
      pupils: rows.length,
      failing: count(rows, failing),
      atRisk: count(rows, atRisk),
    }))
}

const sources = ['marks', 'attendance', 'lessons', 'finalMarks', 'incidents', 'family', 'support', 'roster', 'debts']

function freshnessOf(freshness: Freshness): MondayPage['freshness'] {
  return sources.flatMap((source) => {
    const age = freshness[source]
    if (!age) return []
    const title = both((lang) => sayIn(lang, `source.${source}`))
    return [{ source, title, dataOn: isoOf(age.dataOn), state: age.state }]
  })
}
