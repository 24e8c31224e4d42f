import type { Rule } from '../formats/rule.ts'
import { doubtful, type Finding, type Path, unknownName, wrong } from './finding.ts'
import { type Box, lies, regionOf } from './regions.ts'
import type { Facts } from './typing.ts'

/** A finding about one of several rules; `index` is its place in the list given. */
export type Blamed = { readonly index: number; readonly finding: Finding }

/**
 * What only shows between rules: one id in force twice, names of rules that do not exist, a rule that another contains.
 * A rule whose own file could not be read (`unread`) is no unknown name: it has its message.
 */
export function checkRules(rules: readonly Rule[], facts: Facts, unread: readonly string[] = []): Blamed[] {
  const ids = [...new Set([...rules.map(({ id }) => id), ...unread])]
  return rules.flatMap((rule, index) => {
    const findings = [
      checkTwin(rules, rule, index),
      checkNamed(rules, rule, ids),
      checkContained(rules, rule, facts),
    ].flat()
    return findings.map((finding) => ({ index, finding }))
  })
}

const runs = ({ status }: Rule) => status === 'active' || status === 'trial'

function checkTwin(rules: readonly Rule[], rule: Rule, index: number): Finding[] {
  const twin = rules.find(
    (other, at) => at < index && other.id === rule.id && runs(other) && runs(rule) && overlap(other, rule),
  )
  if (!twin) return []
  return [
    wrong(
      'duplicate-rule',
      ['id'],
      { ru: `Правило ${rule.id} действует дважды в одно время`, en: `The rule ${rule.id} is in force twice at a time` },
      {
        ru: 'Закройте прежнее датой effective.until или выключите одно из двух',
        en: 'End the former by effective.until, or switch one of them off',
      },
    ),
  ]
}

function overlap(one: Rule, other: Rule): boolean {
  const last = (rule: Rule) => rule.effective.until ?? '9999-12-31'
  return one.effective.from <= last(other) && other.effective.from <= last(one)
}

function checkNamed(rules: readonly Rule[], rule: Rule, ids: readonly string[]): Finding[] {
  const suppressed = (rule.suppresses ?? []).map((id, index): [string, Path] => [id, ['suppresses', index]])
  const grouped = (rule.groups ?? []).map(({ rule: id }, index): [string, Path] => [id, ['groups', index, 'rule']])
  const unknown = [...suppressed, ...grouped].flatMap(([id, path]) =>
    ids.includes(id) ? [] : [noSuchRule(id, ids, path)],
  )
  const circular = suppressed.flatMap(([id, path]) => (isCircular(rules, rule.id, id) ? [mutual(id, path)] : []))
  const misplaced = rule.subject === 'student' && rule.groups ? [notAClass()] : []
  return [...unknown, ...circular, ...misplaced]
}

function isCircular(rules: readonly Rule[], id: string, suppressed: string): boolean {
  if (id === suppressed) return true
  return rules.some((other) => other.id === suppressed && (other.suppresses ?? []).includes(id))
}

function noSuchRule(id: string, ids: readonly string[], path: Path): Finding {
  return unknownName(
    'unknown-rule',
    path,
    id,
    ids,
    { ru: 'Правила', en: 'rule' },
    {
      ru: 'Возьмите код правила из rules/student или rules/class',
      en: 'Take the id of a rule of rules/student or rules/class',
    },
  )
}

function mutual(id: string, path: Path): Finding {
  return wrong(
    'circular-suppression',
    path,
    { ru: `Правило и ${id} скрывали бы друг друга`, en: `The rule and ${id} would hide each other` },
    { ru: 'Оставьте скрытие в одну сторону', en: 'Let only one hide the other' },
  )
}

function notAClass(): Finding {
  return wrong(
    'groups-of-student',
    ['groups'],
    { ru: 'Собирать сигналы под собой может только правило о классе', en: 'Only a class rule gathers flags under it' },
    { ru: 'Перенесите groups в правило о классе', en: 'Move groups to a class rule' },
  )
}

/** A level of this rule that holds only where the same or a higher level of another does: the flag says nothing new. */
function checkContained(rules: readonly Rule[], rule: Rule, facts: Facts): Finding[] {
  const asOf = rule.effective.from
  return rule.levels.flatMap(({ level, conditions }, index) => {
    const inner = runs(rule) ? regionOf(conditions, rule, facts, asOf) : undefined
    const wider = inner && rules.find((other) => isWider(other, rule, level, inner, facts))
    if (!wider) return []
    return [
      doubtful(
        'subsumed-rule',
        ['levels', index, 'conditions'],
        {
          ru: `Когда выполняется это, всегда выполняется и ${wider.id} того же или высшего уровня`,
          en: `Whenever this holds, ${wider.id} holds too, at the same or a higher level`,
        },
        { ru: 'Соедините правила или укажите suppresses', en: 'Join the rules, or use suppresses' },
      ),
    ]
  })
}

function isWider(other: Rule, rule: Rule, level: number, inner: readonly Box[], facts: Facts): boolean {
  if (other.id === rule.id || other.subject !== rule.subject || !runs(other) || !overlap(other, rule)) return false
  if ((other.suppresses ?? []).includes(rule.id) || (rule.suppresses ?? []).includes(other.id)) return false
  return other.levels.some((wide) => {
    const outer = wide.level >= level ? regionOf(wide.conditions, other, facts, rule.effective.from) : undefined
    return outer !== undefined && lies(inner, outer)
  })
}
