import { hideFew, shownCount } from '../../domain/access/few.ts'
import { compileRule } from '../../domain/conditions/rule.ts'
import { createSlots } from '../../domain/conditions/slots.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import { type RuleReading, readRule } from '../../domain/explain/rule-reading.ts'
import type { Rule } from '../../domain/formats/rule.ts'
import { scaleIn } from '../../facts/facts.ts'
import { type LoadedRule, listPoints, type RuleSet } from '../../rules/rules.ts'
import type { FiredCell, RaisedCount } from '../queries.ts'

/** A rule read aloud with the numbers in force on a day. Throws where it names what the catalogue does not know. */
export function readOn(rule: Rule, ruleSet: RuleSet, on: Day): RuleReading {
  const compiled = compileRule(rule, on, scaleIn([...ruleSet.facts.values()]), createSlots())
  return readRule(compiled, (fact) => ruleSet.facts.get(fact), rule.lifecycle)
}

/** A line of the list of rules. */
export function lineOf({ rule, examples }: LoadedRule, raised: RaisedCount | undefined) {
  const { id, title, subject, domain, status, serves, levels } = rule
  const count = (n: number) => (subject === 'student' ? shownCount(n) : n)
  return {
    id,
    title,
    subject,
    domain,
    status,
    serves,
    levels: levels.map(({ level }) => level),
    examples: examples ? countExamples(examples) : 0,
    open: count(raised?.open ?? 0),
    raised: count(raised?.raised ?? 0),
  }
}

function countExamples(examples: NonNullable<LoadedRule['examples']>): number {
  const { flagged, notFlagged, unknown, exempt = [], timelines = [] } = examples
  return [flagged, notFlagged, unknown, exempt, timelines].reduce((all, { length }) => all + length, 0)
}

/** The words and numbers of a rule, without where it fired and what was before. */
export function tellRule({ rule }: LoadedRule, ruleSet: RuleSet, on: Day) {
  const reading = readOn(rule, ruleSet, on)
  const titleOf = (id: string) => ruleSet.rules.find((each) => each.rule.id === id)?.rule.title ?? { ru: id, en: id }
  const titled = (ids: readonly string[]) => ids.map((id) => ({ id, title: titleOf(id) }))
  const exemptTitles = new Map(rule.exemptWhen?.map(({ id, title }) => [id, title]))
  return {
    points: pointsOf(rule, ruleSet),
    basis: rule.basis,
    effective: { from: rule.effective.from, until: rule.effective.until ?? null },
    version: rule.version ?? 1,
    visibleTo: rule.visibleTo ?? null,
    advice: rule.advice,
    levelsRead: reading.levels.map((level) => ({ ...level, example: null })),
    clear: reading.clear,
    exempt: reading.exempt.map(({ id, sentence }) => ({ id, sentence, title: exemptTitles.get(id) ?? sentence })),
    life: [...reading.life],
    parameters: parametersOf(rule, on),
    facts: factsOf(reading, ruleSet),
    falsePositives: rule.falsePositives ?? [],
    suppresses: titled(rule.suppresses ?? []),
    suppressedBy: titled(ruleSet.rules.filter((it) => it.rule.suppresses?.includes(rule.id)).map((it) => it.rule.id)),
    groups: (rule.groups ?? []).map((group) => ({ id: group.rule, by: group.by, title: titleOf(group.rule) })),
  }
}

function pointsOf({ id, serves }: Rule, ruleSet: RuleSet) {
  const stale = new Map(
    listPoints(ruleSet).map(({ point, rules }) => [point, rules.find((rule) => rule.id === id)?.isStale]),
  )
  return ruleSet.points
    .filter((point) => serves.includes(point.id))
    .map((point) => ({ id: point.id, title: point.title, text: point.text, isStale: stale.get(point.id) ?? false }))
}

function parametersOf({ parameters }: Rule, on: Day) {
  const today = isoOf(on)
  return Object.entries(parameters).map(([name, { title, unit, min, max, step, values }]) => {
    const inForce = values.findLast(({ from }) => from <= today)
    return {
      name,
      title,
      unit,
      min,
      max,
      step,
      current: inForce?.value ?? null,
      values: values.map((dated) => ({
        from: dated.from,
        value: dated.value,
        reference: dated.reference ?? null,
        approvedBy: dated.approvedBy ?? null,
        isInForce: dated === inForce,
      })),
    }
  })
}

function factsOf(reading: RuleReading, { facts }: RuleSet) {
  const trees = [...reading.levels, reading.clear, ...reading.exempt].flatMap(({ parts }) => parts?.ru ?? [])
  const names = new Set(trees.flatMap(listFacts))
  return [...names]
    .flatMap((name) => facts.get(name) ?? [])
    .map(({ id, title, definition, source }) => ({ id, title, definition, source }))
}

function listFacts(tree: RuleReading['levels'][number]['parts']['ru']): string[] {
  return tree.kind === 'one' ? [tree.fact] : tree.parts.flatMap(listFacts)
}

/** Where a rule fired, in numbers: pupils in cells of fewer than five are hidden, classes are not. */
export function tellFired(
  { subject }: Rule,
  raised: RaisedCount | undefined,
  byClass: readonly { name: string; grade: number; n: number }[],
  byMonth: readonly FiredCell[],
) {
  const grades = [...Map.groupBy(byClass, ({ grade }) => grade)].map(([grade, cells]) => ({
    name: String(grade),
    n: cells.reduce((all, { n }) => all + n, 0),
  }))
  const shown = (cells: readonly FiredCell[]) =>
    (subject === 'student' ? hideFew(cells) : cells).map(({ name, n }) => ({ name, n }))
  // Grade by grade: a class must not be known from the number of its grade.
  const classes = [...Map.groupBy(byClass, ({ grade }) => grade).values()].flatMap(shown)
  return {
    byClass: classes,
    byGrade: shown(grades),
    byMonth: shown(byMonth),
    firstOn: raised?.firstOn ?? null,
    lastOn: raised?.lastOn ?? null,
  }
}
