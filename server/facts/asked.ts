import type { Trx } from '../database/database.ts'
import type { ProductionCalendar } from '../domain/calendar/production.ts'
import type { SchoolCalendar } from '../domain/calendar/school.ts'
import { type FactParams, factKey } from '../domain/conditions/slots.ts'
import type { Day } from '../domain/day.ts'
import type { FactRow, FactTable } from '../domain/facts/assemble.ts'
import { planFacts, scaleIn } from '../domain/facts/plan.ts'
import type { Fact } from '../domain/formats/catalogue.ts'
import { loadFacts } from './facts.ts'
import type { Kinds } from './sql/scope.ts'

/** A fact by its name, with its params. */
export type AskedFact = readonly [fact: string, params?: FactParams]

export type AskedGround = {
  readonly schoolId: number
  readonly knownAt: Date
  readonly facts: ReadonlyMap<string, Fact>
  readonly calendars: {
    readonly production: ProductionCalendar
    readonly ofClass: (schoolClass: { id: number; grade: number }) => SchoolCalendar
  }
  readonly kinds: Kinds
}

/** Facts as people read them: shares 0–1, means with their digits; null is unknown. */
export type AskedFacts = Pick<FactTable, 'students' | 'classes' | 'freshness'> & {
  readonly number: (row: FactRow, ...asked: AskedFact) => number | null
  readonly text: (row: FactRow, ...asked: AskedFact) => string | null
  readonly holds: (row: FactRow, ...asked: AskedFact) => boolean | null
}

/** Facts that a page or a document names, for every pupil and class of a school as of a day, by the rules' own SQL. */
export async function askFacts(
  trx: Trx,
  { schoolId, knownAt, facts, calendars, kinds }: AskedGround,
  asked: readonly AskedFact[],
  asOf: Day,
): Promise<AskedFacts> {
  const catalogue = [...facts.values()]
  const uses = asked.map(([fact, params = {}]) => ({ key: factKey(fact, params), fact, params }))
  const table = await loadFacts(trx, planFacts(uses, asOf, catalogue), {
    schoolId,
    knownAt: knownAt.toISOString(),
    calendarOf: calendars.ofClass,
    production: calendars.production,
    kinds,
  })
  const slots = new Map(table.keys.map((key, slot) => [key, slot]))
  const scaleOf = scaleIn(catalogue)
  const valueOf = (row: FactRow, fact: string, params: FactParams = {}) => {
    const slot = slots.get(factKey(fact, params))
    if (slot === undefined) throw new RangeError(`Not asked: ${factKey(fact, params)}`)
    return row.values[slot] ?? null
  }
  return {
    students: table.students,
    classes: table.classes,
    freshness: table.freshness,
    number: (row, fact, params) => {
      const value = valueOf(row, fact, params)
      return typeof value === 'number' ? value / scaleOf(fact) : null
    },
    text: (row, fact, params) => {
      const value = valueOf(row, fact, params)
      return typeof value === 'string' ? value : null
    },
    holds: (row, fact, params) => {
      const value = valueOf(row, fact, params)
      return typeof value === 'boolean' ? value : null
    },
  }
}
