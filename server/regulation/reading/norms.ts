import { schoolYearOf } from '../../domain/calendar/periods.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import { dutyCalendar } from '../../domain/duties/calendar.ts'
import { type Spec, specsOf } from '../../domain/duties/spec.ts'
import { windowsOf } from '../../domain/duties/windows.ts'
import type { DutyCalendar } from '../../domain/duties/world.ts'
import { readNorm } from '../../domain/explain/norm.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import type { SchoolCalendars } from '../../school/school.ts'

/** The grade whose calendar stands for the school's where a norm is told with dates. */
const usualGrade = 7

/** The school year of a day as most classes live it; undefined where no calendar answers for the day. */
export function calendarOn(calendars: SchoolCalendars, on: Day): DutyCalendar | undefined {
  const school = calendars.ofGrade(usualGrade)
  const year = schoolYearOf(school, on)
  return year && dutyCalendar(calendars.version, calendars.production, school, year)
}

/** The norms of a point in force on a day, read aloud, each with its windows of the school year. */
export function normsOf(point: RegulationPoint, calendar: DutyCalendar | undefined, on: Day) {
  const inForce = specsOf(point).filter(
    ({ effective }) => isoOf(on) >= effective.from && isoOf(on) <= (effective.to ?? '9999'),
  )
  return inForce.map((spec) => ({
    id: spec.id,
    title: spec.title ?? null,
    asks: readNorm(spec),
    source: spec.source,
    basis: spec.basis,
    scope: spec.scope,
    windows: calendar ? windowsShown(spec, calendar) : [],
    parts: partsShown(spec, point),
    triggers: triggersShown(spec, point),
  }))
}

/** Windows have dates where the norm names them; a largest gap has none of its own. */
function windowsShown(spec: Spec, calendar: DutyCalendar): { from: string; to: string }[] {
  if (spec.kind !== 'window') return []
  return windowsOf(spec, calendar, calendar.year.startsOn).map(({ from, to }) => ({ from: isoOf(from), to: isoOf(to) }))
}

function partsShown(spec: Spec, point: RegulationPoint) {
  const titles = new Map(point.evidence.map(({ id, title }) => [id, title]))
  const evidenceOf = (ids: readonly string[]) => ids.flatMap((id) => titles.get(id) ?? [])
  if (spec.components) return spec.components.map(({ title, evidence }) => ({ title, evidence: evidenceOf(evidence) }))
  return [{ title: spec.title ?? point.title, evidence: evidenceOf(spec.evidence ?? []) }]
}

function triggersShown(spec: Spec, point: RegulationPoint) {
  if (spec.kind !== 'deadline' && spec.kind !== 'whileOpen') return []
  return point.triggers.filter(({ id }) => spec.triggers.includes(id)).map(({ title }) => title)
}
