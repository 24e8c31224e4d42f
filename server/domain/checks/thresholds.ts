import type { Fact } from '../formats/catalogue.ts'
import type { Rule } from '../formats/rule.ts'
import { type Finding, type Path, wrong } from './finding.ts'
import { outside, undefinedParameter, wrongUnit } from './params.ts'
import { type PlacedLeaf, parameterOf } from './trees.ts'

/** The threshold of a numeric condition: a parameter of the fact's unit, inside the fact's range, no finer than the fact. */
export function checkThreshold(rule: Rule, fact: Fact, { leaf, path }: PlacedLeaf): Finding[] {
  const at = [...path, 'value']
  const name = parameterOf(leaf.value)
  if (name === undefined) return [magicNumber(fact, at)]
  const parameter = Object.hasOwn(rule.parameters, name) ? rule.parameters[name] : undefined
  if (!parameter) return [undefinedParameter(rule, name, [...at, 'fact'])]
  if (parameter.unit !== fact.unit) return [wrongUnit(name, parameter.unit, fact.id, fact.unit ?? '', at)]
  return parameter.values.flatMap(({ value }, index) =>
    checkDated(fact, value, ['parameters', name, 'values', index, 'value']),
  )
}

function checkDated(fact: Fact, value: number | null, path: Path): Finding[] {
  if (value === null || !fact.range) return []
  const { min, max } = fact.range
  if (value < min || value > max) return [outside('threshold-range', path, value, fact.id, min, max)]
  const decimals = fact.scale ?? 0
  if (Number(value.toFixed(decimals)) === value) return []
  return [
    wrong(
      'too-fine',
      path,
      {
        ru: `${value} точнее самого показателя «${fact.id}» (знаков: ${decimals})`,
        en: `${value} is finer than the fact "${fact.id}" (decimals: ${decimals})`,
      },
      { ru: `Округлите до ${value.toFixed(decimals)}`, en: `Round it to ${value.toFixed(decimals)}` },
    ),
  ]
}

function magicNumber(fact: Fact, path: Path): Finding {
  return wrong(
    'magic-number',
    path,
    {
      ru: `Порог для «${fact.id}» написан прямо в условии`,
      en: `The threshold of "${fact.id}" stands in the condition itself`,
    },
    {
      ru: 'Добавьте порог в «parameters» и сошлитесь на него: { "fact": "param.имя" }',
      en: 'Add the threshold to "parameters" and refer to it: { "fact": "param.name" }',
    },
  )
}
