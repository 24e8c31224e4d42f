import { parseDay } from '../day.ts'
import type { Rule } from '../formats/rule.ts'
import type { Domain, Role } from '../formats/words.ts'
import { doubtful, type Finding, type Path, wrong } from './finding.ts'
import { noSuchDay } from './parameters.ts'
import { listLeaves } from './trees.ts'
import type { Facts } from './typing.ts'

const escalating = ['I.1', 'I.3', 'II.1', 'II.3', 'II.4', 'II.10', 'II.11', 'II.12']
const collegial = ['I.1', 'II.1', 'II.10', 'II.11', 'II.12']
const always: readonly Role[] = ['classTeacher', 'deputy', 'academicDeputy', 'principal']

/** Who sees the flags of a rule that does not say: those who run the class; for family and support the specialists too. */
export function visibleTo(rule: Pick<Rule, 'visibleTo' | 'domain'>): readonly Role[] {
  if (rule.visibleTo) return rule.visibleTo
  const close: readonly Domain[] = ['family', 'support']
  return close.includes(rule.domain) ? [...always, 'psychologist', 'socialEducator'] : always
}

/** What a rule owes to people: its days, the reaction its level asks for, what may be seen by whom. */
export function checkGovernance(rule: Rule, facts: Facts, today: string): Finding[] {
  return [
    checkDays(rule),
    checkReaction(rule),
    checkPrivacy(rule, facts),
    checkExpiry(rule, today),
    checkWords(rule),
  ].flat()
}

function checkDays({ effective, exemptWhen }: Rule): Finding[] {
  const days: [string | undefined, Path][] = [
    [effective.from, ['effective', 'from']],
    [effective.until, ['effective', 'until']],
    ...(exemptWhen ?? []).map(({ expires }, index): [string | undefined, Path] => [
      expires,
      ['exemptWhen', index, 'expires'],
    ]),
  ]
  return days.flatMap(([day, path]) => (day === undefined || parseDay(day) !== undefined ? [] : [noSuchDay(day, path)]))
}

function checkReaction({ levels, serves, subject }: Rule): Finding[] {
  if (subject === 'class') return []
  return levels.flatMap(({ level }, index) => {
    const wanted = level === 4 ? collegial : escalating
    if (level < 3 || serves.some((point) => wanted.includes(point))) return []
    const make = level === 4 ? wrong : doubtful
    return [
      make(
        'level-needs-escalation',
        ['levels', index, 'level'],
        {
          ru: `Уровень ${level} зовёт к следующей ступени, но ни один пункт правила её не требует`,
          en: `Level ${level} calls for the next rung, but no point of the rule asks for it`,
        },
        { ru: `Добавьте в serves один из: ${wanted.join(', ')}`, en: `Add to serves one of: ${wanted.join(', ')}` },
      ),
    ]
  })
}

function checkPrivacy(rule: Rule, facts: Facts): Finding[] {
  if (!visibleTo(rule).includes('subjectTeacher')) return []
  return listLeaves(rule).flatMap(({ leaf, path }) => {
    const fact = facts.get(leaf.fact)
    if (!fact || fact.pii === 'normal') return []
    return [
      wrong(
        'private-fact',
        [...path, 'fact'],
        {
          ru: `«${fact.id}» предметникам не показывают, а правило им видно`,
          en: `"${fact.id}" is not for subject teachers, the rule is shown to them`,
        },
        {
          ru: 'Уберите subjectTeacher из visibleTo или возьмите другой показатель',
          en: 'Take subjectTeacher out of visibleTo, or another fact',
        },
      ),
    ]
  })
}

function checkExpiry({ exemptWhen, effective, status }: Rule, today: string): Finding[] {
  const expired = (exemptWhen ?? []).flatMap(({ id, expires }, index) =>
    expires !== undefined && expires < today
      ? [over(`«${id}»`, `"${id}"`, expires, ['exemptWhen', index, 'expires'])]
      : [],
  )
  const { until } = effective
  if (status !== 'active' || until === undefined || until >= today) return expired
  return [...expired, over('правила', 'of the rule', until, ['effective', 'until'])]
}

function over(ru: string, en: string, day: string, path: Path): Finding {
  return doubtful(
    'expired-exception',
    path,
    { ru: `Срок ${ru} истёк ${day}`, en: `The term ${en} ended on ${day}` },
    { ru: 'Продлите срок или удалите', en: 'Prolong it or remove it' },
  )
}

function checkWords(rule: Rule): Finding[] {
  const texts: [string, Path][] = [
    [rule.title.ru, ['title', 'ru']],
    [rule.basis.ru, ['basis', 'ru']],
    [rule.advice.ru, ['advice', 'ru']],
    [rule.explain.ru, ['explain', 'ru']],
    ...Object.entries(rule.parameters).map(([name, { title }]): [string, Path] => [
      title.ru,
      ['parameters', name, 'title', 'ru'],
    ]),
  ]
  return texts.flatMap(([text, path]) => {
    if (/[а-яё]/iu.test(text)) return []
    return [
      wrong(
        'missing-word',
        path,
        { ru: 'Здесь нет русских слов', en: 'There are no Russian words here' },
        { ru: 'Напишите по-русски', en: 'Write it in Russian' },
      ),
    ]
  })
}
