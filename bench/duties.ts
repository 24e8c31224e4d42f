import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { schoolYearOf } from '../server/domain/calendar/periods.ts'
import { productionCalendar } from '../server/domain/calendar/production.ts'
import { schoolCalendar } from '../server/domain/calendar/school.ts'
import { type Day, dayOf } from '../server/domain/day.ts'
import { dutyCalendar } from '../server/domain/duties/calendar.ts'
import { headlinesOf } from '../server/domain/duties/headlines.ts'
import { judgeAll } from '../server/domain/duties/judge.ts'
import { type Spec, specsOf } from '../server/domain/duties/spec.ts'
import type { DutyCalendar, Interaction, Trigger, World } from '../server/domain/duties/world.ts'
import { zoneClock } from '../server/domain/duties/zone.ts'
import type { ProductionYear, SchoolYear } from '../server/domain/formats/calendar.ts'
import type { RegulationFile } from '../server/domain/formats/regulation.ts'

// How long does it take to judge every duty of a school's whole year: 60 classes of 25 pupils, the 30 points as shipped, 400
// interactions and 60 triggers a class? Beside it a bare loop that only walks the judged duties and compares their dates,
// the least that any judge must do. Times are recorded, never asserted: a figure depends on the machine.
const isShort = process.argv.includes('--short')
const classCount = isShort ? 6 : 60
const runs = isShort ? 1 : 5
const asOf = dayOf('2026-06-30')
const knownAt = Date.parse('2026-06-30T12:00:00Z')

const read = (path: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '..', 'rules', path), 'utf8'))
const specs = ['I', 'II', 'III'].flatMap((section) =>
  (read(`regulation/${section}.json`) as RegulationFile).points.flatMap(specsOf),
)
const world = worldOf(specs, calendarOf())
const judged = judgeAll(world, asOf, knownAt)
const judging = best(() => judgeAll(world, asOf, knownAt).length)
const bare = best(() => {
  let late = 0
  for (const duty of judged) if (asOf > duty.graceUntil && (duty.satisfiedOn ?? asOf) > duty.graceUntil) late += 1
  return late
})
const year = { from: dayOf('2025-09-01'), to: asOf }
const rating = best(() => headlinesOf(judged, year, asOf).points.normative.length)

const points = new Set(specs.map(({ point }) => point)).size
console.log(`${classCount} classes × ${points} points (${specs.length} norms), a whole year as of 2026-06-30`)
console.log(`${judged.length} duties, ${world.interactions.length} interactions, ${world.triggers.length} triggers`)
console.log(
  `judge everything      ${judging.toFixed(0).padStart(6)} ms   ${((judging / judged.length) * 1000).toFixed(1)} µs a duty`,
)
console.log(`headlines of the year ${rating.toFixed(0).padStart(6)} ms`)
console.log(
  `bare loop over duties ${bare.toFixed(2).padStart(6)} ms   the judge is ${(judging / bare).toFixed(0)} times that`,
)

function best(work: () => number): number {
  let least = Number.POSITIVE_INFINITY
  let sum = 0
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now()
    sum += work()
    least = Math.min(least, performance.now() - from)
  }
  if (!Number.isFinite(sum)) throw new Error('The benchmark judged nothing')
  return least
}

function calendarOf(): DutyCalendar {
  const production = productionCalendar(['2025', '2026'].map((it) => read(`calendar/ru-${it}.json`) as ProductionYear))
  const school = schoolCalendar({ grade: 7, years: [read('calendar/2025-26-quarters.json') as SchoolYear], production })
  const span = schoolYearOf(school, dayOf('2025-09-01'))
  if (!span) throw new Error('The calendar of 2025/26 does not cover its own first day')
  return dutyCalendar('bench', production, school, span)
}

function worldOf(norms: readonly Spec[], calendar: DutyCalendar): World {
  const classes = Array.from({ length: classCount }, (_, index) => index + 1)
  const opened = dayOf('2025-08-15')
  const pupils = classes.flatMap((classId) =>
    Array.from({ length: 25 }, (_, index) => ({ classId, studentId: classId * 100 + index })),
  )
  return {
    specs: norms,
    classes: classes.map((id) => ({ id, openedOn: opened, calendar })),
    assignments: classes.map((classId) => ({ classId, staffId: classId, role: 'main', fromOn: opened })),
    enrolments: pupils.map((it) => ({ ...it, fromOn: opened })),
    memberships: pupils
      .filter((_, index) => index % 12 === 0)
      .flatMap(({ studentId }) => ['sen', 'support'].map((population) => ({ studentId, population, fromOn: opened }))),
    triggers: classes.flatMap((classId) => triggersOf(classId, norms)),
    blocks: [],
    interactions: classes.flatMap((classId) => interactionsOf(classId, norms)),
    waivers: [],
    trackingFrom: opened,
    zone: zoneClock('Europe/Moscow'),
  }
}

/** Days spread over the school year, the same in every run. */
function dayAt(index: number, step: number): Day {
  return dayOf('2025-09-01') + ((index * step) % 265)
}

function triggersOf(classId: number, norms: readonly Spec[]): Trigger[] {
  const causes = [
    ...new Set(norms.flatMap((spec) => (spec.kind === 'deadline' || spec.kind === 'whileOpen' ? spec.triggers : []))),
  ]
  return Array.from({ length: 60 }, (_, index) => {
    const id = classId * 1000 + index
    const openedOn = dayAt(index, 53)
    return {
      id,
      cause: causes[index % causes.length] ?? '',
      ref: String(id),
      classId,
      studentId: classId * 100 + (index % 25),
      openedOn,
      openedAt: openedOn * 86_400_000 + 36_000_000,
      eventOn: openedOn + 10,
      plannedEndOn: openedOn + 28,
    }
  })
}

function interactionsOf(classId: number, norms: readonly Spec[]): Interaction[] {
  const kinds = [
    ...new Set(norms.flatMap((spec) => spec.components?.flatMap(({ evidence }) => evidence) ?? spec.evidence ?? [])),
  ]
  return Array.from({ length: 400 }, (_, index) => {
    const occurredOn = dayAt(index, 37)
    return {
      id: classId * 1000 + index,
      classId,
      studentIds: index % 3 === 0 ? [] : [classId * 100 + (index % 25)],
      form: 'meeting',
      evidence: [kinds[index % kinds.length] ?? ''],
      points: [],
      occurredOn,
      recordedAt: occurredOn * 86_400_000,
      authorId: classId,
      ...(index % 2 === 0 && { triggerId: classId * 1000 + (index % 60) }),
    }
  })
}
