import { openEmbedded } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { productionCalendar } from '../domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../domain/calendar/school.ts'
import type { FactValue } from '../domain/conditions/condition.ts'
import { dayOf } from '../domain/day.ts'
import type { ComputeFacts } from '../domain/examples/run.ts'
import { computeFactsOfRecords, planFacts, type RecordsOptions, scaleIn } from '../facts/facts.ts'
import { kindsOf } from '../flags/keeping/evaluate.ts'
import type { RuleSet } from '../rules/rules.ts'

/**
 * Does the work with a way to compute facts of raw records: an embedded database in memory, made at the first such example
 * and gone with the work. So the examples of rules need no school.
 */
export async function withExampleFacts<T>(
  ruleSet: RuleSet,
  work: (computeFacts: ComputeFacts) => Promise<T>,
): Promise<T> {
  const made: { database?: Awaited<ReturnType<typeof openEmbedded>> } = {}
  const open = async () => {
    if (made.database) return made.database.db
    made.database = await openEmbedded({ memory: true })
    await migrate(made.database.db)
    return made.database.db
  }
  const catalogue = [...ruleSet.facts.values()]
  const scaleOf = scaleIn(catalogue)
  const options = groundOf(ruleSet)
  try {
    return await work(async (records, asOf, uses, subject) => {
      const table = await computeFactsOfRecords(await open(), records, planFacts(uses, dayOf(asOf), catalogue), options)
      const [row] = subject === 'student' ? table.students : table.classes
      const natural = (value: FactValue | null | undefined, fact: string): FactValue | null =>
        typeof value === 'number' ? value / scaleOf(fact) : (value ?? null)
      return Object.fromEntries(uses.map(({ key, fact }, slot) => [key, natural(row?.values[slot], fact)]))
    })
  } finally {
    await made.database?.close()
  }
}

/** The shipped calendars by quarters: those on which the timelines of examples are played. */
function groundOf(ruleSet: RuleSet): RecordsOptions {
  const production = productionCalendar(ruleSet.productionYears)
  const years = ruleSet.schoolYears.filter(({ id }) => id.endsWith('-quarters'))
  const made = new Map<number, SchoolCalendar>()
  const calendarOf = ({ grade }: { grade: number }): SchoolCalendar => {
    const calendar = made.get(grade) ?? schoolCalendar({ grade, years, production })
    made.set(grade, calendar)
    return calendar
  }
  const { incidentKinds, familyInstruments: instruments } = ruleSet
  return { calendarOf, production, kinds: kindsOf(ruleSet), incidentKinds, instruments }
}
