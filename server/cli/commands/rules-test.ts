import { closest } from 'fastest-levenshtein'
import { Type } from 'typebox'
import { isoOf } from '../../domain/day.ts'
import { listCases } from '../../domain/examples/cases.ts'
import type { ComputeFacts } from '../../domain/examples/run.ts'
import type { Examples } from '../../domain/formats/examples.ts'
import { withExampleFacts } from '../../regulation/regulation.ts'
import { type RuleSet, type TestReport, tellFailure, testRules } from '../../rules/rules.ts'
import { common, usage } from '../arguments.ts'
import { type Context, command, type Lang } from '../command.ts'
import { loadRuleSet } from '../library.ts'
import { asOfOption, todayAt } from '../school.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { wordsOf } from '../words/words.ts'

type Text = { ru: string; en: string }
type Told = {
  rule: string
  kind: string
  title: string
  asOf: string
  file: string
  line: number
  status: 'failed' | 'todo' | 'notRun'
  expected: Text | null
  got: Text | null
  told: { ru: string[]; en: string[] }
}
type Answer = Omit<TestReport, 'results'> & { shown: Told[] }

const Text = Type.Object({ ru: Type.String(), en: Type.String() })
const orNull = Type.Union([Text, Type.Null()])

export const rulesTestCommand = command<Answer>({
  name: 'rules test',
  summary: { ru: 'Выполнить примеры правил', en: 'Run the examples of the rules' },
  positionals: [{ name: 'rule', required: false, words: { ru: 'только это правило', en: 'this rule only' } }],
  options: {
    case: {
      type: 'string',
      hint: 'title',
      words: { ru: 'только пример с этим названием', en: 'the example of this title only' },
    },
    todo: { type: 'boolean', words: { ru: 'показать и известные пробелы (todo)', en: 'show known gaps (todo) too' } },
    rules: { type: 'string', hint: 'DIR', words: common('rules') },
    'as-of': { type: 'string', hint: 'D', words: common('asOf') },
  },
  needs: 'nothing',
  shape: Type.Object({
    rules: Type.Integer(),
    examples: Type.Integer(),
    passed: Type.Integer(),
    failed: Type.Integer(),
    todo: Type.Integer({ description: 'известные пробелы: проверку не ломают. Known gaps: they fail nothing' }),
    notRun: Type.Integer(),
    exempt: Type.Integer({ description: 'исключений сработало. Exemptions applied' }),
    shown: Type.Array(
      Type.Object({
        rule: Type.String(),
        kind: Type.String(),
        title: Type.String(),
        asOf: Type.String(),
        file: Type.String(),
        line: Type.Integer(),
        status: Type.String(),
        expected: orNull,
        got: orNull,
        told: Type.Object(
          { ru: Type.Array(Type.String()), en: Type.Array(Type.String()) },
          { description: 'то же строками, с числами условий. The same as lines, with the numbers' },
        ),
      }),
      { description: 'что не прошло. What did not pass' },
    ),
  }),
  run: async (context) => {
    const today = asOfOption(context.options['as-of']) ?? todayAt(context.io.now(), 'UTC')
    const ruleSet = await loadRuleSet(context, isoOf(today))
    const only = onlyOf(context, ruleSet)
    const report = await withExampleFacts(ruleSet, (computeFacts) =>
      testRules(ruleSet, { computeFacts: counted(context, ruleSet, computeFacts) }, only),
    )
    const answer = answerOf(report, context.json || context.options['todo'] === true)
    return { code: report.failed > 0 ? 1 : 0, answer }
  },
  print,
})

function onlyOf({ positionals, options }: Context, { rules }: RuleSet): { rules?: string[]; title?: string } {
  const [wanted] = positionals
  const ids = rules.map(({ rule }) => rule.id)
  if (wanted !== undefined && !ids.includes(wanted))
    throw usage((words) => words.testing.noRule(wanted, closest(wanted.toUpperCase(), ids)))
  const own = wanted === undefined ? rules : rules.filter(({ rule }) => rule.id === wanted)
  const title = options['case']
  if (typeof title !== 'string') return wanted === undefined ? {} : { rules: [wanted] }
  const holding = own.filter(({ examples }) => examples && titlesOf(examples).includes(title))
  if (holding.length === 0) throw usage((words) => words.testing.noCase(title))
  return { rules: holding.map(({ rule }) => rule.id), title }
}

function titlesOf(examples: Examples): string[] {
  return [...listCases(examples).map(({ example }) => example), ...(examples.timelines ?? [])].map(({ title }) => title)
}

/** Computing facts from raw records is what takes long: the progress is told by those examples. */
function counted({ progress }: Context, { rules }: RuleSet, computeFacts: ComputeFacts): ComputeFacts {
  const cases = rules.flatMap(({ examples }) => (examples ? listCases(examples) : []))
  const total = cases.filter(({ example }) => example.records !== undefined).length
  let done = 0
  return async (...given) => {
    const facts = await computeFacts(...given)
    progress(++done, total, { ru: ru.testing.running, en: en.testing.running })
    return facts
  }
}

function answerOf({ results, ...counts }: TestReport, withTodo: boolean): Answer {
  const shown = results.flatMap((result): Told[] => {
    const { rule, kind, title, asOf, file, line, status, mismatch } = result
    if (status === 'passed' || (status === 'todo' && !withTodo)) return []
    const told = { ru: tellFailure(result, 'ru'), en: tellFailure(result, 'en') }
    const { expected = null, got = null } = mismatch ?? {}
    return [{ rule, kind, title, asOf, file, line, status, expected, got, told }]
  })
  return { ...counts, shown }
}

function print({ rules, examples, passed, failed, todo, notRun, exempt, shown }: Answer, lang: Lang): string[] {
  const words = wordsOf(lang).testing
  const rule = new Intl.PluralRules(lang)
  const count = (n: number, forms: Record<string, string>) => `${n} ${forms[rule.select(n)] ?? forms['other'] ?? ''}`
  return [
    ...shown.flatMap(({ told }) => [...told[lang], '']),
    words.total(count(rules, words.rules), count(examples, words.examples), passed, failed, todo, exempt),
    ...(notRun > 0 ? [words.notRun(notRun)] : []),
  ]
}
