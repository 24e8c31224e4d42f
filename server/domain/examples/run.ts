import type { Path } from '../checks/finding.ts'
import type { FactValue } from '../conditions/condition.ts'
import type { LeafExplanation } from '../conditions/explanation.ts'
import type { FactUse } from '../conditions/slots.ts'
import { verdictText } from '../explain/verdict.ts'
import type { Examples } from '../formats/examples.ts'
import type { Records } from '../formats/records.ts'
import type { Rule } from '../formats/rule.ts'
import { type Case, listCases } from './cases.ts'
import { compareCase, type Mismatch } from './expect.ts'
import { type Facts, type Ground, groundOf, listUses, resolveFacts } from './ground.ts'
import { exemptLeaves, type Judged, judgeValues, levelLeaves } from './judge.ts'
import { type Calendar, playTimeline } from './timeline.ts'

/**
 * Facts of the subject of a rule, computed from raw records by the very queries that serve a school: values by canonical
 * key (`unexcusedLessons{schoolDays:5}`), null or absent where unknown. For a class rule the subject is the whole class.
 */
export type ComputeFacts = (
  records: Records,
  asOf: string,
  uses: readonly FactUse[],
  subject: Rule['subject'],
) => Promise<Readonly<Record<string, FactValue | null>>>

export type Means = {
  readonly facts: Facts
  readonly calendar?: Calendar | undefined
  readonly computeFacts?: ComputeFacts | undefined
}

/** How one example went. `notRun`: its means are not at hand (raw records without a database). */
export type ExampleResult = {
  readonly rule: string
  readonly kind: Case['outcome'] | 'timeline'
  readonly title: string
  readonly asOf: string
  readonly path: Path
  readonly status: 'passed' | 'failed' | 'todo' | 'notRun'
  readonly mismatch?: Mismatch
  readonly leaves: readonly LeafExplanation[]
}

/** Runs every example of a rule in the compiled evaluator and in json-rules-engine, and every timeline. */
export async function runExamples(rule: Rule, examples: Examples, means: Means): Promise<ExampleResult[]> {
  const results: ExampleResult[] = []
  for (const each of listCases(examples)) results.push(await runCase(rule, each, examples, means))
  return results.concat(runTimelines(rule, examples, means))
}

async function runCase(rule: Rule, each: Case, examples: Examples, means: Means): Promise<ExampleResult> {
  const { example, path, outcome } = each
  const about = { rule: rule.id, kind: outcome, title: example.title, asOf: example.asOf, path }
  const ground = groundOf(rule, example.asOf, means.facts, example.parameters)
  const values = example.records
    ? await means.computeFacts?.(example.records, example.asOf, listUses(ground), rule.subject)
    : resolveFacts([examples.given, example.facts], ground.rule, example.asOf)
  if (!values) return { ...about, status: 'notRun', leaves: [] }
  const judged = await judgeValues(ground, values)
  const mismatch = compareCase(each, ground, judged) ?? compareText(each, ground, judged, means.facts)
  const leaves = outcome === 'exempt' ? exemptLeaves(judged) : levelLeaves(judged)
  return mismatch
    ? { ...about, status: example.todo ? 'todo' : 'failed', mismatch, leaves }
    : { ...about, status: 'passed', leaves }
}

/** The explanation word for word, where the example gives one. */
function compareText(each: Case, { rule, compiled }: Ground, judged: Judged, facts: Facts): Mismatch | undefined {
  if (each.outcome !== 'flagged' || !each.text) return undefined
  for (const lang of ['ru', 'en'] as const) {
    const expected = each.text[lang]
    if (expected === undefined) continue
    const got = verdictText(rule.explain, judged.explanation, compiled.parameters, (fact) => facts.get(fact), lang)
    if (expected !== got)
      return { expected: { ru: `«${expected}»`, en: `"${expected}"` }, got: { ru: `«${got}»`, en: `"${got}"` } }
  }
  return undefined
}

function runTimelines(rule: Rule, examples: Examples, { facts, calendar }: Means): ExampleResult[] {
  return (examples.timelines ?? []).map((timeline, index) => {
    const about = {
      rule: rule.id,
      kind: 'timeline' as const,
      title: timeline.title,
      asOf: timeline.from,
      path: ['timelines', index],
      leaves: [],
    }
    if (!calendar) return { ...about, status: 'notRun' }
    try {
      const { expected, got, holds } = playTimeline(rule, timeline, examples, facts, calendar)
      if (holds) return { ...about, status: 'passed' }
      return {
        ...about,
        status: timeline.todo ? 'todo' : 'failed',
        mismatch: { expected: { ru: expected, en: expected }, got: { ru: got, en: got } },
      }
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      return {
        ...about,
        status: 'failed',
        mismatch: {
          expected: { ru: timeline.expect, en: timeline.expect },
          got: { ru: error.message, en: error.message },
        },
      }
    }
  })
}
