import { openEmbedded } from '../../database/database.ts'
import { migrate } from '../../database/migrate.ts'
import { productionCalendar } from '../../domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../../domain/calendar/school.ts'
import type { FactValue } from '../../domain/conditions/condition.ts'
import { dayOf } from '../../domain/day.ts'
import type { ComputeFacts } from '../../domain/examples/run.ts'
import { computeFactsOfRecords, planFacts, type RecordsOptions, scaleIn } from '../../facts/facts.ts'
import { kindsOf } from '../../flags/flags.ts'
import { editionOf, type RuleSet, type TestReport, testRules } from '../../rules/rules.ts'

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

type Kept = { report: TestReport | undefined; readonly done: Promise<TestReport> }
const kept = new Map<string, Kept>()
const keptLimit = 4

/** Runs every example of a set, once for each edition. */
export function runExamplesOf(ruleSet: RuleSet): Promise<TestReport> {
  return keptOf(ruleSet).done
}

/** The verdicts of the examples where they are known already; where not, they are begun and this answers undefined. */
export function findExamples(ruleSet: RuleSet): TestReport | undefined {
  return keptOf(ruleSet).report
}

function keptOf(ruleSet: RuleSet): Kept {
  const { hash } = editionOf(ruleSet)
  const found = kept.get(hash)
  if (found) return found
  const done = withExampleFacts(ruleSet, (computeFacts) => testRules(ruleSet, { computeFacts }))
  const own: Kept = { report: undefined, done }
  kept.set(hash, own)
  done.then(
    (report) => void (own.report = report),
    () => kept.delete(hash),
  )
  const [oldest] = kept.keys()
  if (kept.size > keptLimit && oldest !== undefined) kept.delete(oldest)
  return own
}
