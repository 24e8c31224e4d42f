import type { LeafExplanation } from '../../domain/conditions/explanation.ts'
import { isoOf } from '../../domain/day.ts'
import type { ExampleResult } from '../../domain/examples/run.ts'
import type { Problem } from '../../problem.ts'

type Lang = 'ru' | 'en'

const signs: Record<string, string> = {
  lessThan: '<',
  lessThanInclusive: '≤',
  greaterThan: '>',
  greaterThanInclusive: '≥',
  equal: '=',
  notEqual: '≠',
  in: '∈',
  notIn: '∉',
  contains: '∋',
  doesNotContain: '∌',
}

/** A problem as lines: where, what, and how to mend it. `rules/x.json:41:9 levels[0].level: …` */
export function tellProblem({ where, severity, code, message, fix }: Problem, lang: Lang): string[] {
  const place = [where.file, where.line, where.column].filter((part) => part !== undefined).join(':')
  const mark = severity === 'error' ? '✗' : '!'
  const path = where.path ? ` ${where.path}` : ''
  return [`${mark} ${place}${path} [${code}]`, `    ${message[lang]}`, `    → ${fix[lang]}`]
}

export type PlacedResult = ExampleResult & { readonly file: string; readonly line: number }

/** A failed example as lines: what it wanted, what came, every condition with its numbers, how to run it again. */
export function tellFailure(result: PlacedResult, lang: Lang): string[] {
  const { mismatch, title, asOf, rule } = result
  const words =
    lang === 'ru'
      ? { wanted: 'ожидалось', got: 'получено', again: 'повторить' }
      : { wanted: 'expected', got: 'got', again: 'run again' }
  return [
    `${result.status === 'todo' ? '…' : '✗'} ${rule}  ${result.file}:${result.line}`,
    `    ${lang === 'ru' ? `«${title}»` : `"${title}"`} (asOf ${asOf})`,
    `    ${words.wanted}: ${mismatch?.expected[lang] ?? ''}      ${words.got}: ${mismatch?.got[lang] ?? ''}`,
    ...result.leaves.map((leaf) => `      ${tellLeaf(leaf, lang)}`),
    `    ${words.again}: rules test ${rule} --case "${title}"`,
  ]
}

function tellLeaf({ name, state, actual, leaf }: LeafExplanation, lang: Lang): string {
  const mark = state === null ? '?' : state ? '✓' : '✗'
  const { parameter, expected, operator } = leaf
  const since = lang === 'ru' ? 'с' : 'since'
  const source = parameter
    ? `   (${parameter.name} = ${show(expected, lang)}${parameter.since === null ? '' : ` ${since} ${isoOf(parameter.since)}`})`
    : ''
  return `${mark} ${name}  ${show(actual, lang)} ${signs[operator] ?? operator} ${show(expected, lang)}${source}`
}

function show(value: unknown, lang: Lang): string {
  if (value === null || value === undefined) return lang === 'ru' ? 'неизвестно' : 'unknown'
  return typeof value === 'number' ? new Intl.NumberFormat(lang).format(value) : JSON.stringify(value)
}
