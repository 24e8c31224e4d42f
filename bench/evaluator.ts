/**
 * How fast conditions are judged: 30 rules of 4 conditions over 5,000 pupils. The compiled evaluator with its full
 * explanation against json-rules-engine, which explains too; without explanation against json-logic-engine (compiled) and
 * @gorules/zen-engine; and against the same conditions written by hand in JavaScript, which is the limit.
 * Ratios of one run, all contenders taking turns after a warm-up, the median of several rounds; every contender must
 * come to the same verdicts. `--short`: fewer pupils and rounds. Exit 1 where a target is missed.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type ZenDecision, ZenEngine } from '@gorules/zen-engine'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { compile } from '../server/domain/conditions/compile.ts'
import {
  type Condition,
  childrenOf,
  type FactValue,
  type Leaf,
  type Operator,
} from '../server/domain/conditions/condition.ts'
import { createSlots, rowOf } from '../server/domain/conditions/slots.ts'

type Pupil = Record<string, FactValue>
type Contender = { readonly name: string; readonly judge: (verdicts: Uint8Array) => void | Promise<void> }

const short = process.argv.includes('--short')
const pupilCount = short ? 1_000 : 5_000
const rounds = short ? 5 : 7
const ruleCount = 30
const factCount = 40

/** A small generator of numbers that are the same in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const random = createRandom(20_261_123)
const forms = ['school', 'home', 'family', 'evening']

// Every fourth fact is a mean in hundredths, every tenth a word, the others are counts.
const isWord = (fact: number) => fact % 10 === 9
const isMean = (fact: number) => fact % 4 === 0
const scaleOf = (fact: string) => (isMean(Number(fact.slice(1))) ? 100 : 1)

function createPupil(): Pupil {
  const valueOf = (fact: number) =>
    isWord(fact) ? (forms[random(4)] ?? '') : isMean(fact) ? (200 + random(301)) / 100 : random(20)
  return Object.fromEntries(Array.from({ length: factCount }, (_, fact) => [`f${fact}`, valueOf(fact)]))
}

function createLeaf(name: string): Leaf {
  const fact = random(factCount)
  const ordering: Operator[] = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']
  if (isWord(fact)) return { name, fact: `f${fact}`, operator: random(2) ? 'in' : 'notIn', value: ['home', 'family'] }
  const value = isMean(fact) ? (250 + random(200)) / 100 : 5 + random(10)
  return { name, fact: `f${fact}`, operator: ordering[random(4)] ?? 'lessThan', value }
}

/** Rules shaped as the shipped ones are: two conditions that must hold and two of which one must. */
function createRule(): Condition {
  const [one, two, three, four] = [createLeaf('a'), createLeaf('b'), createLeaf('c'), createLeaf('d')]
  const shapes: Condition[] = [
    { all: [one, two, { any: [three, four] }] },
    { any: [{ all: [one, two] }, { all: [three, four] }] },
    { all: [one, two, three, { not: four }] },
  ]
  return shapes[random(3)] ?? { all: [one, two, three, four] }
}

const rules = Array.from({ length: ruleCount }, createRule)
const pupils = Array.from({ length: pupilCount }, createPupil)
const slots = createSlots()
const compiled = rules.map((rule) => compile(rule, { parameters: {}, scaleOf, slots }))
const rows = pupils.map((pupil) => rowOf(slots, pupil, scaleOf))

/** Keeps explanations alive for a moment, so that the optimiser cannot leave them out. */
export const kept: unknown[] = []

function byCompiledExplained(verdicts: Uint8Array): void {
  let at = 0
  for (const row of rows)
    for (const { explain } of compiled) {
      const explanation = explain(row)
      kept[at % 16] = explanation
      verdicts[at++] = explanation.state ? 1 : 0
    }
}

function byCompiled(verdicts: Uint8Array): void {
  let at = 0
  for (const row of rows) for (const { decide } of compiled) verdicts[at++] = decide(row) ? 1 : 0
}

function createRulesEngine(): Contender['judge'] {
  const engine = new Engine()
  for (const [index, rule] of rules.entries())
    engine.addRule({
      name: String(index),
      conditions: structuredClone(rule) as RuleProperties['conditions'],
      event: { type: 'holds' },
    })
  return async (verdicts) => {
    for (const [index, pupil] of pupils.entries()) {
      const { results } = await engine.run(pupil)
      for (const { name } of results) verdicts[index * ruleCount + Number(name)] = 1
    }
  }
}

const signs: Partial<Record<Operator, string>> = {
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

function logicOf(node: Condition): unknown {
  if ('fact' in node) {
    const sign = signs[node.operator]
    if (sign) return { [sign]: [{ var: node.fact }, node.value] }
    const membership = { in: [{ var: node.fact }, node.value] }
    return node.operator === 'in' ? membership : { '!': membership }
  }
  const [first, ...others] = childrenOf(node).map(logicOf)
  if ('not' in node) return { '!': first }
  return { ['all' in node ? 'and' : 'or']: [first, ...others] }
}

function createLogicEngine(): Contender['judge'] {
  const engine = new LogicEngine()
  const functions = rules.map((rule) => engine.build(logicOf(rule)) as (pupil: Pupil) => boolean)
  return (verdicts) => {
    let at = 0
    for (const pupil of pupils) for (const judge of functions) verdicts[at++] = judge(pupil) ? 1 : 0
  }
}

/** The conditions as an expression: of zen's language, or of JavaScript over a row of numbers in fixed point. */
function textOf(node: Condition, leaf: (leaf: Leaf) => string, words: readonly [string, string, string]): string {
  if ('fact' in node) return leaf(node)
  const parts = childrenOf(node).map((child) => textOf(child, leaf, words))
  if ('not' in node) return `${words[2]}(${parts.join('')})`
  return `(${parts.join('all' in node ? words[0] : words[1])})`
}

function zenLeaf({ fact, operator, value }: Leaf): string {
  return `${fact} ${signs[operator] ?? (operator === 'in' ? 'in' : 'not in')} ${JSON.stringify(value).replaceAll('"', "'")}`
}

function createZen(): Contender['judge'] {
  const expressions = rules.map((rule, index) => ({
    id: `e${index}`,
    key: `r${index}`,
    value: textOf(rule, zenLeaf, [' and ', ' or ', 'not ']),
  }))
  const position = { x: 0, y: 0 }
  const decision: ZenDecision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'rules', type: 'expressionNode', name: 'rules', position, content: { expressions } },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: '1', type: 'edge', sourceId: 'in', targetId: 'rules' },
      { id: '2', type: 'edge', sourceId: 'rules', targetId: 'out' },
    ],
  })
  const judgeOne = async (verdicts: Uint8Array, index: number) => {
    const { result } = await decision.evaluate(pupils[index])
    for (let rule = 0; rule < ruleCount; rule++) verdicts[index * ruleCount + rule] = result[`r${rule}`] ? 1 : 0
  }
  // It works on threads of its own: a hundred at a time lets it use them.
  return async (verdicts) => {
    for (let from = 0; from < pupils.length; from += 100)
      await Promise.all(
        Array.from({ length: Math.min(100, pupils.length - from) }, (_, ahead) => judgeOne(verdicts, from + ahead)),
      )
  }
}

function createByHand(): Contender['judge'] {
  const leafText = ({ fact, operator, value }: Leaf) => {
    const cell = `row[${slots.byKey.get(fact)}]`
    const sign = signs[operator]
    if (sign) return `${cell} ${sign} ${Math.round(Number(value) * scaleOf(fact))}`
    const equal = (value as string[]).map((word) => `${cell} === '${word}'`).join(' || ')
    return operator === 'in' ? `(${equal})` : `!(${equal})`
  }
  const functions = rules.map(
    (rule) =>
      // oxlint-disable-next-line typescript/no-implied-eval -- the text is made here, of numbers and fixed words
      new Function('row', `return ${textOf(rule, leafText, [' && ', ' || ', '!'])}`) as (row: unknown) => boolean,
  )
  return (verdicts) => {
    let at = 0
    for (const row of rows) for (const judge of functions) verdicts[at++] = judge(row) ? 1 : 0
  }
}

const contenders = {
  explained: { name: 'compiled, with full explanation', judge: byCompiledExplained },
  rulesEngine: { name: 'json-rules-engine 7.3.1', judge: createRulesEngine() },
  decided: { name: 'compiled, verdict alone', judge: byCompiled },
  logicEngine: { name: 'json-logic-engine 5.0.7, compiled', judge: createLogicEngine() },
  zen: { name: '@gorules/zen-engine 0.52.1', judge: createZen() },
  byHand: { name: 'JavaScript by hand', judge: createByHand() },
} satisfies Record<string, Contender>

type Name = keyof typeof contenders

// Nobody pays for the rubbish of the one before.
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

async function timeOne(contender: Contender, verdicts: Uint8Array): Promise<number> {
  collectGarbage()
  const start = process.hrtime.bigint()
  await contender.judge(verdicts)
  return Number(process.hrtime.bigint() - start) / 1e6
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Runs the contenders in turns; the answer holds medians in milliseconds and whether each target is met. */
export async function benchEvaluator() {
  const names = Object.keys(contenders) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  const expected = new Uint8Array(pupilCount * ruleCount)
  byCompiled(expected)
  for (let round = -2; round < rounds; round++)
    for (const name of names) {
      const verdicts = new Uint8Array(expected.length)
      const time = await timeOne(contenders[name], verdicts)
      if (round >= 0) times[name].push(time)
      const differs = verdicts.findIndex((verdict, at) => verdict !== expected[at])
      if (differs >= 0)
        throw new Error(`${contenders[name].name} differs on ${JSON.stringify(rules[differs % ruleCount])}`)
    }
  const median = Object.fromEntries(names.map((name) => [name, medianOf(times[name])])) as Record<Name, number>
  // A ratio is taken within a round, so that a busy moment of the machine weighs on both sides.
  const ratioOf = (slow: Name, fast: Name) =>
    medianOf(times[slow].map((time, round) => time / (times[fast][round] ?? Number.NaN)))
  const targets = [
    {
      what: 'with explanation, times faster than json-rules-engine',
      ratio: ratioOf('rulesEngine', 'explained'),
      atLeast: 40,
    },
    {
      what: 'verdict alone, times faster than json-logic-engine compiled',
      ratio: ratioOf('logicEngine', 'decided'),
      atLeast: 1,
    },
    { what: 'verdict alone, times faster than @gorules/zen-engine', ratio: ratioOf('zen', 'decided'), atLeast: 1 },
  ]
  const limit = ratioOf('decided', 'byHand')
  const held = expected.reduce((sum, verdict) => sum + verdict, 0) / expected.length
  return {
    bench: 'evaluator',
    pupilCount,
    ruleCount,
    rounds,
    median,
    targets,
    limit,
    held,
    isMet: targets.every(({ ratio, atLeast }) => ratio >= atLeast),
  }
}

if (import.meta.main) {
  const report = await benchEvaluator()
  console.log(
    `${ruleCount} rules × 4 conditions × ${pupilCount} pupils, median of ${rounds} rounds; ${(report.held * 100).toFixed(0)} % hold`,
  )
  for (const [name, time] of Object.entries(report.median))
    console.log(
      `  ${contenders[name as Name].name.padEnd(36)} ${time.toFixed(1).padStart(9)} ms  ${((time * 1e6) / (pupilCount * ruleCount)).toFixed(0).padStart(7)} ns per rule`,
    )
  for (const { what, ratio, atLeast } of report.targets)
    console.log(`  ${ratio >= atLeast ? '✓' : '✗'} ${what}: ${ratio.toFixed(1)} (at least ${atLeast})`)
  console.log(`  the limit: ${report.limit.toFixed(1)} times the time of JavaScript by hand`)
  console.log(JSON.stringify(report))
  process.exitCode = report.isMet ? 0 : 1
}
