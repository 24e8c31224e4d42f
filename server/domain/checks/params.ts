import type { Fact, FactParam } from '../formats/catalogue.ts'
import type { Rule } from '../formats/rule.ts'
import { type Finding, type Path, unknownName, wrong } from './finding.ts'
import { type PlacedLeaf, parameterOf } from './trees.ts'

/** Names of the params that say over which time a fact looks. */
export const windows: ReadonlySet<string> = new Set(['schoolDays', 'days', 'weeks', 'period'])

/** The windows and details of one condition against those the fact declares. */
export function checkParams(rule: Rule, fact: Fact, { leaf, path }: PlacedLeaf): Finding[] {
  const given = leaf.params ?? {}
  const isMisspelt = Object.keys(given).some((name) => !Object.hasOwn(fact.params, name))
  const absent = Object.entries(fact.params).filter(([name, param]) => !param.optional && !Object.hasOwn(given, name))
  const missing = isMisspelt ? [] : absent
  return [
    ...checkWindow(fact, Object.keys(given), leaf.params ? [...path, 'params'] : path),
    ...missing.map(([name, param]) => missingParam(fact, name, param, leaf.params ? [...path, 'params'] : path)),
    ...Object.entries(given).flatMap(([name, value]) => checkParam(rule, fact, name, value, [...path, 'params', name])),
  ]
}

/** A fact that knows several kinds of window takes exactly one. */
function checkWindow(fact: Fact, given: readonly string[], path: Path): Finding[] {
  const known = Object.keys(fact.params).filter((name) => windows.has(name))
  const taken = given.filter((name) => windows.has(name))
  const isMisspelt = given.some((name) => !Object.hasOwn(fact.params, name))
  if (known.length < 2 || taken.length === 1 || isMisspelt) return []
  return [
    wrong(
      'missing-param',
      path,
      {
        ru: `Для «${fact.id}» нужно ровно одно окно, а указано: ${taken.join(', ') || 'ни одного'}`,
        en: `"${fact.id}" takes exactly one window, given: ${taken.join(', ') || 'none'}`,
      },
      { ru: `Оставьте одно из: ${known.join(', ')}`, en: `Keep one of: ${known.join(', ')}` },
    ),
  ]
}

function missingParam(fact: Fact, name: string, param: FactParam, path: Path): Finding {
  const example = param.type === 'choice' ? `"${param.choices?.[0]?.id ?? ''}"` : '{ "fact": "param.…" }'
  return wrong(
    'missing-param',
    path,
    {
      ru: `Для «${fact.id}» не указано: ${param.title.ru} (${name})`,
      en: `"${fact.id}" lacks ${param.title.en} (${name})`,
    },
    { ru: `Добавьте в params: "${name}": ${example}`, en: `Add to params: "${name}": ${example}` },
  )
}

function checkParam(rule: Rule, fact: Fact, name: string, value: unknown, path: Path): Finding[] {
  const known = Object.keys(fact.params)
  const param = Object.hasOwn(fact.params, name) ? fact.params[name] : undefined
  if (!param) {
    const what = { ru: `У показателя «${fact.id}» уточнения`, en: `param of the fact "${fact.id}"` }
    const list = known.join(', ') || '–'
    return [unknownName('unknown-param', path, name, known, what, { ru: `Есть: ${list}`, en: `There are: ${list}` })]
  }
  return param.type === 'choice' ? checkChoice(fact, param, value, path) : checkNumber(rule, name, param, value, path)
}

function checkChoice(fact: Fact, param: FactParam, value: unknown, path: Path): Finding[] {
  const known = (param.choices ?? []).map(({ id }) => id)
  if (typeof value === 'string' && known.includes(value)) return []
  const what = { ru: `У показателя «${fact.id}» значения`, en: `value of a param of "${fact.id}"` }
  const fix = { ru: `Есть: ${known.join(', ')}`, en: `There are: ${known.join(', ')}` }
  return [unknownName('unknown-choice', path, JSON.stringify(value), known, what, fix)]
}

function checkNumber(rule: Rule, name: string, param: FactParam, value: unknown, path: Path): Finding[] {
  const reference = parameterOf(value)
  if (reference === undefined)
    return [
      wrong(
        'magic-number',
        path,
        {
          ru: `«${name}» это число: оно должно стоять в parameters`,
          en: `"${name}" is a number: it belongs in parameters`,
        },
        {
          ru: `Добавьте параметр и сошлитесь на него: "${name}": { "fact": "param.имя" }`,
          en: `Add a parameter and refer to it: "${name}": { "fact": "param.name" }`,
        },
      ),
    ]
  const parameter = Object.hasOwn(rule.parameters, reference) ? rule.parameters[reference] : undefined
  if (!parameter) return [undefinedParameter(rule, reference, [...path, 'fact'])]
  if (parameter.unit !== param.unit) return [wrongUnit(reference, parameter.unit, name, param.unit ?? '', path)]
  return parameter.values.flatMap((dated, index) => {
    const at = ['parameters', reference, 'values', index, 'value']
    const { min = -Infinity, max = Infinity } = param
    if (dated.value === null || (dated.value >= min && dated.value <= max)) return []
    return [outside('window-range', at, dated.value, name, min, max)]
  })
}

/** A parameter that the rule does not describe. */
export function undefinedParameter(rule: Rule, name: string, path: Path): Finding {
  return unknownName(
    'undefined-parameter',
    path,
    name,
    Object.keys(rule.parameters),
    { ru: 'Параметра', en: 'parameter' },
    {
      ru: `Опишите «${name}» в parameters`,
      en: `Describe "${name}" in parameters`,
    },
  )
}

/** A number of one unit held against a number of another. */
export function wrongUnit(parameter: string, has: string, of: string, needs: string, path: Path): Finding {
  return wrong(
    'wrong-unit',
    path,
    {
      ru: `Параметр «${parameter}» в единицах ${has}, а «${of}» в ${needs}`,
      en: `The parameter "${parameter}" is in ${has}, "${of}" in ${needs}`,
    },
    {
      ru: `Исправьте единицу параметра на ${needs} или возьмите другой параметр`,
      en: `Set the parameter's unit to ${needs} or take another parameter`,
    },
  )
}

export function outside(code: string, path: Path, value: number, of: string, min: number, max: number): Finding {
  return wrong(
    code,
    path,
    {
      ru: `${value} вне возможных значений «${of}»: от ${min} до ${max}`,
      en: `${value} is outside the values of "${of}": ${min} to ${max}`,
    },
    { ru: `Поставьте число от ${min} до ${max}`, en: `Put a number from ${min} to ${max}` },
  )
}
