import { type Finding, type Path, wrong } from '../checks/finding.ts'
import type { Parameter, Rule } from '../formats/rule.ts'
import { canonicalOf } from './canonical.ts'

/**
 * Changes of a rule that reach into the past: a number that was in force, the first day of the rule, logic under the same
 * version. Numbers are changed by adding a value from today or later; logic by raising `version`.
 * @param before the revision in force
 * @param today ISO day: what is dated on it or later may still change
 */
export function checkBackdating(before: Rule, after: Rule, today: string): Finding[] {
  const isNewLogic = (after.version ?? 1) > (before.version ?? 1)
  const numbers = Object.entries(before.parameters).flatMap(([name, parameter]) => {
    const now = Object.hasOwn(after.parameters, name) ? after.parameters[name] : undefined
    if (now) return checkValues(name, parameter, now, today)
    return isNewLogic ? [] : [sameVersion(['parameters'])]
  })
  const changed = !isNewLogic && logicOf(before) !== logicOf(after) ? [sameVersion(['levels'])] : []
  return [...checkFrom(before, after, today), ...numbers, ...changed]
}

function checkFrom(before: Rule, after: Rule, today: string): Finding[] {
  const [was, is] = [before.effective.from, after.effective.from]
  if (was === is || (was >= today && is >= today)) return []
  return [backdated(['effective', 'from'], `${was} → ${is}`)]
}

function checkValues(name: string, before: Parameter, after: Parameter, today: string): Finding[] {
  const past = (parameter: Parameter) => parameter.values.filter(({ from }) => from < today)
  const [was, is] = [past(before), past(after)]
  const length = Math.max(was.length, is.length)
  for (let index = 0; index < length; index++) {
    const [one, other] = [was[index], is[index]]
    if (one?.from === other?.from && one?.value === other?.value) continue
    return [
      backdated(
        ['parameters', name, 'values', Math.min(index, after.values.length - 1)],
        `${tell(one)} → ${tell(other)}`,
      ),
    ]
  }
  return []
}

function tell(dated: { from: string; value: number | null } | undefined): string {
  return dated ? `${dated.value} (${dated.from})` : '–'
}

function logicOf({ levels, clearWhen, exemptWhen }: Rule): string {
  return canonicalOf([levels, clearWhen ?? null, (exemptWhen ?? []).map(({ id, when }) => [id, when])])
}

function backdated(path: Path, change: string): Finding {
  return wrong(
    'back-dated',
    path,
    { ru: `Задним числом менять нельзя: ${change}`, en: `Nothing is changed in the past: ${change}` },
    {
      ru: 'Верните прежнее и добавьте новое значение с сегодняшнего дня или позже',
      en: 'Restore it and add a new value from today or later',
    },
  )
}

function sameVersion(path: Path): Finding {
  return wrong(
    'version-not-raised',
    path,
    { ru: 'Логика изменилась, а версия правила прежняя', en: 'The logic has changed, the version of the rule has not' },
    { ru: 'Увеличьте "version" на единицу', en: 'Raise "version" by one' },
  )
}
