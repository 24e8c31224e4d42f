import { listCases } from '../../domain/examples/cases.ts'
import { comparisonText } from '../../domain/explain/leaf.ts'
import type { LoadedRule, RuleSet, TestReport } from '../../rules/rules.ts'

/** The examples of a rule with their verdicts; `running` where they are still being run. */
export function tellExamples({ rule, examples }: LoadedRule, { facts }: RuleSet, tests: TestReport | undefined) {
  if (!examples) return []
  if (!tests)
    return listCases(examples).map(({ outcome, example }) => ({
      kind: outcome as string,
      title: example.title,
      asOf: example.asOf,
      verdict: 'running',
      got: null,
      conditions: [],
    }))
  const catalogue = (fact: string) => facts.get(fact)
  return tests.results
    .filter((result) => result.rule === rule.id)
    .map(({ kind, title, asOf, status, mismatch, leaves }) => ({
      kind: kind as string,
      title,
      asOf,
      verdict: status as string,
      got: mismatch?.got ?? null,
      conditions: leaves.map((leaf) => ({
        holds: leaf.state,
        text: { ru: comparisonText(leaf, catalogue, 'ru'), en: comparisonText(leaf, catalogue, 'en') },
      })),
    }))
}
