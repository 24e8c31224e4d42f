import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productionCalendar } from '../../server/domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../../server/domain/calendar/school.ts'
import { type FactParams, type FactUse, factKey } from '../../server/domain/conditions/slots.ts'
import type { ProductionYear, SchoolYear } from '../../server/domain/formats/calendar.ts'
import type { Fact, IncidentKinds } from '../../server/domain/formats/catalogue.ts'
import type { FamilyInstruments } from '../../server/domain/formats/family.ts'

const rules = join(import.meta.dirname, '../../rules')
const read = (path: string): unknown => JSON.parse(readFileSync(join(rules, path), 'utf8'))

export const catalogue: readonly Fact[] = (read('catalogue/facts.json') as { facts: Fact[] }).facts
export const production = productionCalendar(
  readdirSync(join(rules, 'calendar'))
    .filter((file) => file.startsWith('ru-'))
    .map((file) => read(`calendar/${file}`) as ProductionYear),
)
const years = ['2025-26-quarters', '2026-27-quarters'].map((id) => read(`calendar/${id}.json`) as SchoolYear)
const made = new Map<number, SchoolCalendar>()

/** The calendar of a grade: quarters, half-years from grade 10. */
export function calendarOf({ grade }: { grade: number }): SchoolCalendar {
  const found = made.get(grade) ?? schoolCalendar({ grade, years, production })
  made.set(grade, found)
  return found
}

export const incidentKinds = (read('catalogue/incident-kinds.json') as IncidentKinds).incidentKinds
export const instruments = (read('catalogue/instruments.json') as FamilyInstruments).familyInstruments
export const kinds = {
  bullying: incidentKinds.filter(({ bullying }) => bullying).map(({ id }) => id),
  planRequired: ['sop', 'tzhs'],
}

export function use(fact: string, params: FactParams = {}): FactUse {
  return { key: factKey(fact, params), fact, params }
}
