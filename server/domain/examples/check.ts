import { doubtful, type Finding, type Path, unknownName, wrong } from '../checks/finding.ts'
import { noSuchDay } from '../checks/parameters.ts'
import { listLeaves } from '../checks/trees.ts'
import { parseDay } from '../day.ts'
import { parseTimeline } from '../flags/series.ts'
import type { Examples, FactValue } from '../formats/examples.ts'
import type { Rule } from '../formats/rule.ts'
import { type Case, listCases } from './cases.ts'
import { type Facts, groundOf, isRead, resolveFacts, resolveKey } from './ground.ts'
import { lengthOf } from './timeline.ts'
import { checkFactValue } from './value.ts'

/** Everything wrong with a file of examples that shows without running it: names, values, days, repeats, missing kinds. */
export function checkExamples(rule: Rule, examples: Examples, facts: Facts): Finding[] {
  const cases = listCases(examples)
  return [
    cases.flatMap((each) => checkCase(rule, each, facts)),
    checkRepeats(rule, cases, examples),
    (examples.timelines ?? []).flatMap((timeline, index) => checkTimeline(rule, timeline, ['timelines', index], facts)),
    checkGiven(rule, examples, facts),
    checkKinds(rule, examples, cases),
  ].flat()
}

function checkCase(rule: Rule, each: Case, facts: Facts): Finding[] {
  const { example, path } = each
  if (parseDay(example.asOf) === undefined) return [noSuchDay(example.asOf, [...path, 'asOf'])]
  const numbers = Object.keys(example.parameters ?? {}).filter((name) => !Object.hasOwn(rule.parameters, name))
  const strange = numbers.map((name) =>
    stranger('undefined-parameter', name, Object.keys(rule.parameters), [...path, 'parameters', name]),
  )
  return strange.concat(
    checkValues(rule, example.facts ?? {}, example.asOf, [...path, 'facts'], facts),
    checkExpectation(rule, each),
  )
}

function checkExpectation(rule: Rule, each: Case): Finding[] {
  if (each.outcome === 'flagged' && !rule.levels.some(({ level }) => level === each.level))
    return [
      stranger(
        'unknown-level',
        String(each.level),
        rule.levels.map(({ level }) => String(level)),
        [...each.path, 'level'],
      ),
    ]
  if (each.outcome === 'exempt') {
    const ids = (rule.exemptWhen ?? []).map(({ id }) => id)
    return ids.includes(each.exemption)
      ? []
      : [stranger('unknown-exemption', each.exemption, ids, [...each.path, 'exemption'])]
  }
  if (each.outcome !== 'notFlagged') return []
  const names = listLeaves(rule).flatMap(({ leaf, tree }) => (tree.kind === 'level' ? [leaf.name] : []))
  return each.because.flatMap((name, index) =>
    names.includes(name) ? [] : [stranger('unknown-condition', name, names, [...each.path, 'because', index])],
  )
}

function checkGiven(rule: Rule, examples: Examples, facts: Facts): Finding[] {
  return examples.given ? checkValues(rule, examples.given, rule.effective.from, ['given'], facts) : []
}

function checkValues(rule: Rule, given: Record<string, FactValue>, asOf: string, path: Path, facts: Facts): Finding[] {
  const ground = groundOf(rule, asOf, facts)
  const read = ground.slots.uses.map(({ key }) => key)
  return Object.entries(given).flatMap(([key, value]) => {
    const at = [...path, key]
    const resolved = resolveKey(key, rule, asOf)
    if (!isRead(ground, resolved)) return [stranger('unread-fact', key, read, at)]
    const fact = facts.get(resolved.split('{')[0] ?? '')
    return fact ? checkFactValue(fact, value, at) : []
  })
}

function checkTimeline(
  rule: Rule,
  timeline: NonNullable<Examples['timelines']>[number],
  path: Path,
  facts: Facts,
): Finding[] {
  if (parseDay(timeline.from) === undefined) return [noSuchDay(timeline.from, [...path, 'from'])]
  try {
    const days = parseTimeline(timeline.expect).length
    const ground = groundOf(rule, timeline.from, facts)
    return Object.entries(timeline.facts).flatMap(([key, text]) => {
      const at = [...path, 'facts', key]
      if (!isRead(ground, resolveKey(key, rule, timeline.from)))
        return [
          stranger(
            'unread-fact',
            key,
            ground.slots.uses.map((use) => use.key),
            at,
          ),
        ]
      return lengthOf(text) === days ? [] : [unlike(lengthOf(text), days, at)]
    })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return [unreadable(error.message, path)]
  }
}

function unlike(days: number, expected: number, path: Path): Finding {
  return wrong(
    'series-length',
    path,
    {
      ru: `В ряду ${days} дней, а состояний ${expected}`,
      en: `The series has ${days} days, the states are ${expected}`,
    },
    {
      ru: 'Сделайте ряды одной длины: «3 x 5» это ровно пять дней',
      en: 'Make them of one length: "3 x 5" is exactly five days',
    },
  )
}

function unreadable(reason: string, path: Path): Finding {
  return wrong(
    'series-syntax',
    path,
    { ru: `Ряд не разобрать: ${reason}`, en: `The series cannot be read: ${reason}` },
    { ru: 'Пишите значения через пробел: 0 x 3 5 _', en: 'Write values with spaces between: 0 x 3 5 _' },
  )
}

function checkRepeats(rule: Rule, cases: readonly Case[], examples: Examples): Finding[] {
  const titles = new Set<string>()
  const inputs = new Set<string>()
  return cases.flatMap(({ example, path }) => {
    const values = example.records ?? resolveFacts([examples.given, example.facts], rule, example.asOf)
    const input = JSON.stringify([example.asOf, example.parameters ?? {}, sorted(values)])
    const isRepeat = titles.has(example.title) || inputs.has(input)
    titles.add(example.title)
    inputs.add(input)
    if (!isRepeat) return []
    return [
      wrong(
        'duplicate-example',
        [...path, 'title'],
        { ru: `Такой пример уже есть: «${example.title}»`, en: `There is such an example already: "${example.title}"` },
        {
          ru: 'Удалите повтор или измените заголовок и данные',
          en: 'Remove the repeat, or change the title and the data',
        },
      ),
    ]
  })
}

function sorted(values: object): unknown {
  return Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1))
}

function checkKinds({ clearWhen, status }: Rule, { timelines }: Examples, cases: readonly Case[]): Finding[] {
  if (status !== 'active' && status !== 'trial') return []
  const noRecords = cases.every(({ example }) => !example.records)
  return [
    ...(noRecords ? [missingKind('no-records-example', 'records', 'окна не проверены', 'windows are not tested')] : []),
    ...(clearWhen && !timelines
      ? [missingKind('no-timeline', 'timelines', 'снятие не проверено', 'clearing is not tested')]
      : []),
  ]
}

function missingKind(code: string, key: string, ru: string, en: string): Finding {
  return doubtful(
    code,
    ['rule'],
    { ru: `Нет ни одного примера «${key}»: ${ru}`, en: `There is no example of "${key}": ${en}` },
    { ru: `Добавьте пример с «${key}»`, en: `Add an example with "${key}"` },
  )
}

function stranger(code: string, name: string, among: readonly string[], path: Path): Finding {
  const fix = { ru: `Есть: ${among.join(', ')}`, en: `There are: ${among.join(', ')}` }
  return unknownName(code, path, name, among, { ru: 'В этом правиле', en: 'in this rule:' }, fix)
}
