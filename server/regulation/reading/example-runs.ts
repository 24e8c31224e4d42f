import type { LeafExplanation } from '../../domain/conditions/explanation.ts'
import { listCases } from '../../domain/examples/cases.ts'
import { comparisonText } from '../../domain/explain/leaf.ts'
import type { FactCatalogue } from '../../domain/explain/words.ts'
import { parseTimeline } from '../../domain/flags/series.ts'
import type { Timeline } from '../../domain/formats/examples.ts'
import type { Rule } from '../../domain/formats/rule.ts'
import type { LoadedRule, RuleSet, TestReport } from '../../rules/rules.ts'

/** The examples of a rule with their verdicts; `running` where they are still being run. */
export function tellExamples(loaded: LoadedRule, { facts }: RuleSet, tests: TestReport | undefined) {
  const { rule, examples } = loaded
  if (!examples) return []
  if (!tests)
    return listCases(examples).map(({ outcome, example }) => ({
      kind: outcome as string,
      title: example.title,
      asOf: example.asOf,
      verdict: 'running',
      got: null,
      conditions: [],
      course: [],
    }))
  const catalogue = (fact: string) => facts.get(fact)
  return tests.results
    .filter((result) => result.rule === rule.id)
    .map(({ kind, title, asOf, status, mismatch, leaves, path }) => ({
      kind: kind as string,
      title,
      asOf,
      verdict: status as string,
      got: mismatch?.got ?? null,
      conditions: leaves.map((leaf) => ({ holds: leaf.state, text: wordsOf(leaf, rule, catalogue) })),
      course: kind === 'timeline' ? courseOf(examples.timelines?.[Number(path[1])], facts) : [],
    }))
}

/** A condition with its numbers; its threshold under the title people know it by. */
function wordsOf(told: LeafExplanation, { parameters }: Rule, catalogue: FactCatalogue) {
  const { parameter } = told.leaf
  const text = (lang: 'ru' | 'en') => {
    const title = parameter ? parameters[parameter.name]?.title[lang] : undefined
    const name = title === undefined ? parameter?.name : lang === 'ru' ? `«${title}»` : `"${title}"`
    const titled = parameter && name !== undefined ? { ...parameter, name } : parameter
    return comparisonText({ ...told, leaf: { ...told.leaf, parameter: titled } }, catalogue, lang)
  }
  return { ru: text('ru'), en: text('en') }
}

const states: Readonly<Record<string, { ru: string; en: string }>> = {
  '-': { ru: 'сигнала нет', en: 'no flag' },
  p: { ru: 'ожидание', en: 'waiting' },
  F: { ru: 'сигнал', en: 'a flag' },
  '?': { ru: 'не оценено', en: 'not judged' },
  e: { ru: 'исключение', en: 'exempt' },
}

/** A timeline as it should go: the facts day by day, then the states, equal days together. */
function courseOf(timeline: Timeline | undefined, facts: RuleSet['facts']) {
  if (!timeline) return []
  const values = Object.entries(timeline.facts).map(([key, text]) => {
    const title = facts.get(key.split('{')[0] ?? key)?.title ?? { ru: key, en: key }
    const days = text.trim().split(/\s+/).join(' ')
    return { ru: `${title.ru}: ${days}`, en: `${title.en}: ${days}` }
  })
  return [...values, ...runsOf(parseTimeline(timeline.expect))]
}

function runsOf(marks: readonly string[]) {
  const runs: { mark: string; from: number; to: number }[] = []
  for (const [index, mark] of marks.entries()) {
    const last = runs.at(-1)
    if (last?.mark === mark) last.to = index + 1
    else runs.push({ mark, from: index + 1, to: index + 1 })
  }
  return runs.map(({ mark, from, to }) => {
    const state = states[mark] ?? { ru: mark, en: mark }
    return from === to
      ? { ru: `день ${from}: ${state.ru}`, en: `day ${from}: ${state.en}` }
      : { ru: `дни ${from}–${to}: ${state.ru}`, en: `days ${from}–${to}: ${state.en}` }
  })
}
