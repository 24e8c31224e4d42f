import type { Trx } from '../../database/database.ts'
import { confirmRule } from '../../domain/conditions/confirm.ts'
import type { Ruled } from '../../domain/evaluation.ts'
import { explanationOf, type FlagExplanation } from '../../domain/explain/kept.ts'
import { listRecordsBehind, type RecordBehind } from '../../facts/facts.ts'
import { Refusal } from '../../refusal.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { libraryOf, loadCalendars, type SchoolCalendars } from '../../school/school.ts'
import { listOpenFlags } from '../queries.ts'
import { explainOne, kindsAnswered, type RefreshInput } from './evaluate.ts'

type Both = { ru: string; en: string }

/** `withRestricted: false`: the records of restricted incidents and cases are counted, not told. */
type WhyInput = RefreshInput & { withRestricted?: boolean }

/** Why a rule speaks of a pupil or a class, or why it does not, with everything behind the verdict. */
export type Why = {
  rule: string
  revision: string
  effectiveFrom: string
  points: { id: string; title: Both }[]
  outcome: string
  level: number | null
  exemption: Both | null
  since: string | null
  explanation: FlagExplanation
  records: Record<string, RecordBehind[]>
  /** Records of restricted incidents and cases that are not told, by the key of the fact. */
  withheld: Record<string, number>
  confirmedByEngine: boolean
}

/** Judges one subject by one rule as of a day and tells everything behind the verdict. Nothing is written. */
export async function explainWhy(trx: Trx, input: WhyInput, ruleId: string, subjectId: number): Promise<Why> {
  const { school, ruleSet } = input
  const calendars = await loadCalendars(trx, school.id, libraryOf(ruleSet))
  const ruled = await explainOne(trx, input, calendars, ruleId, subjectId)
  if (!ruled) throw notInForce(ruleId)
  const { rule, hash, compiled } = ruled.rule
  const { outcome, level, exemptId } = ruled.verdict
  const isPupil = rule.subject === 'student'
  const open = isPupil ? await listOpenFlags(trx, school.id, { studentId: subjectId, ruleId }) : []
  return {
    rule: ruleId,
    revision: hash,
    effectiveFrom: rule.effective.from,
    points: ruleSet.points
      .filter(({ id }) => rule.serves.some((served) => served === id))
      .map(({ id, title }) => ({ id, title })),
    outcome,
    level,
    exemption: rule.exemptWhen?.find(({ id }) => id === exemptId)?.title ?? null,
    since: open[0]?.openedOn ?? null,
    explanation: explanationOf(rule, compiled, ruled.row, (fact) => ruleSet.facts.get(fact), level),
    ...(isPupil ? await recordsOf(trx, input, calendars, ruled) : { records: {}, withheld: {} }),
    confirmedByEngine: (await confirmRule(compiled, ruled.row.values)) > 0,
  }
}

/** The records behind every number that the rule compared, by the key of its fact. */
async function recordsOf(
  trx: Trx,
  { school, ruleSet, asOf, knownAt, withRestricted = true }: WhyInput,
  calendars: SchoolCalendars,
  { rule, row, verdict }: Ruled,
): Promise<Pick<Why, 'records' | 'withheld'>> {
  const shown = rule.compiled.levels.filter(({ level }) => verdict.level === null || level === verdict.level)
  const leaves = new Map(shown.flatMap(({ compiled }) => compiled.leaves).map((leaf) => [leaf.key, leaf]))
  const input = {
    schoolId: school.id,
    studentId: row.id,
    asOf,
    knownAt: knownAt.toISOString(),
    calendarOf: calendars.ofClass,
    kinds: await kindsAnswered(trx, school.id, ruleSet),
    titleOf: titlesOf(ruleSet),
  }
  const records: Record<string, RecordBehind[]> = {}
  const withheld: Record<string, number> = {}
  for (const [key, leaf] of leaves) {
    const all = await listRecordsBehind(trx, leaf, input)
    const told = withRestricted ? all : await listRecordsBehind(trx, leaf, { ...input, withRestricted })
    records[key] = told
    if (told.length < all.length) withheld[key] = all.length - told.length
  }
  return { records, withheld }
}

/** Titles of what records are called by: kinds of absences and incidents, channels, instruments, categories, rungs. */
function titlesOf({ absenceKinds, incidentKinds, channels, familyInstruments, familyCategories, ladder }: RuleSet) {
  const titled = [
    ...absenceKinds,
    ...incidentKinds,
    ...channels,
    ...familyInstruments,
    ...familyCategories,
    ...(ladder?.states ?? []),
  ]
  const titles = new Map<string, Both>(titled.map(({ id, title }) => [id, title]))
  return (id: string) => titles.get(id)
}

function notInForce(ruleId: string): Refusal {
  return new Refusal('rule-not-in-force', {
    ru: `Правило ${ruleId} в этот день не действует или не касается этого ученика (класса).`,
    en: `The rule ${ruleId} is not in force on that day, or does not concern this pupil (class).`,
  })
}
