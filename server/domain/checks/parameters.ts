import { parseDay } from '../day.ts'
import type { Parameter, Rule } from '../formats/rule.ts'
import { type Finding, type Path, wrong } from './finding.ts'
import { outside } from './params.ts'
import { listLeaves, parameterOf } from './trees.ts'

/** The parameters of a rule in themselves: bounds, dates in order, a value in force from the first day, each one used. */
export function checkParameters(rule: Rule): Finding[] {
  const used = listUsedParameters(rule)
  return Object.entries(rule.parameters).flatMap(([name, parameter]) => {
    const path = ['parameters', name]
    const numbers = parameter.values.flatMap((dated, index) =>
      checkNumber(name, parameter, dated.value, ['parameters', name, 'values', index, 'value']),
    )
    const use = used.has(name) ? [] : [unused(name, path)]
    return use.concat(checkBounds(parameter, path), checkDates(rule, name, parameter, path), numbers)
  })
}

/** Names of the parameters that conditions read, as thresholds or as windows. */
export function listUsedParameters(rule: Rule): Set<string> {
  const leaves = listLeaves(rule).map(({ leaf }) => leaf)
  const values = leaves.flatMap((leaf): unknown[] => Object.values(leaf.params ?? {}).concat(leaf.value as string))
  return new Set(values.flatMap((value) => parameterOf(value) ?? []))
}

function unused(name: string, path: Path): Finding {
  return wrong(
    'unused-parameter',
    path,
    { ru: `Параметр «${name}» ни в одном условии не используется`, en: `No condition uses the parameter "${name}"` },
    { ru: 'Удалите его или сошлитесь на него в условии', en: 'Remove it or refer to it in a condition' },
  )
}

function checkBounds({ min, max }: Parameter, path: Path): Finding[] {
  if (min < max) return []
  return [
    wrong(
      'parameter-range',
      [...path, 'min'],
      { ru: `min (${min}) не меньше max (${max})`, en: `min (${min}) is not below max (${max})` },
      { ru: 'Поставьте min меньше max', en: 'Put min below max' },
    ),
  ]
}

function checkNumber(name: string, { type, min, max }: Parameter, value: number | null, path: Path): Finding[] {
  if (value === null) return []
  if (type === 'integer' && !Number.isInteger(value))
    return [
      wrong(
        'not-whole',
        path,
        {
          ru: `Параметр «${name}» целый, а значение ${value}`,
          en: `The parameter "${name}" is whole, the value is ${value}`,
        },
        { ru: 'Поставьте целое число или смените type на number', en: 'Put a whole number, or set type to number' },
      ),
    ]
  return value < min || value > max ? [outside('parameter-range', path, value, name, min, max)] : []
}

function checkDates(rule: Rule, name: string, { values }: Parameter, path: Path): Finding[] {
  const found = values.flatMap(({ from }, index) => {
    const at = [...path, 'values', index, 'from']
    if (parseDay(from) === undefined) return [noSuchDay(from, at)]
    const before = values[index - 1]
    return before && before.from >= from ? [outOfOrder(before.from, from, at)] : []
  })
  const first = values[0]
  if (found.length > 0 || !first || first.from <= rule.effective.from) return found
  return [
    wrong(
      'parameter-not-begun',
      [...path, 'values', 0, 'from'],
      {
        ru: `Правило действует с ${rule.effective.from}, а «${name}» только с ${first.from}`,
        en: `The rule is in force from ${rule.effective.from}, "${name}" only from ${first.from}`,
      },
      { ru: `Дайте значение с ${rule.effective.from}`, en: `Give a value from ${rule.effective.from}` },
    ),
  ]
}

/** A text of the right shape that is no day of the calendar. */
export function noSuchDay(text: string, path: Path): Finding {
  return wrong(
    'no-such-day',
    path,
    { ru: `Такого дня нет: ${text}`, en: `There is no such day: ${text}` },
    { ru: 'Напишите день как ГГГГ-ММ-ДД', en: 'Write the day as YYYY-MM-DD' },
  )
}

function outOfOrder(before: string, from: string, path: Path): Finding {
  return wrong(
    'dated-order',
    path,
    { ru: `Даты не по порядку: ${from} после ${before}`, en: `Dates are out of order: ${from} after ${before}` },
    {
      ru: 'Расположите значения по возрастанию дат, каждую дату один раз',
      en: 'Sort the values by date, each date once',
    },
  )
}
