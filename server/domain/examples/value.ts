import { type Finding, type Path, unknownName, wrong } from '../checks/finding.ts'
import { outside } from '../checks/params.ts'
import type { Fact } from '../formats/catalogue.ts'
import type { FactValue } from '../formats/examples.ts'

/** A value an example gives to a fact, against what the fact can be. Null is unknown and always fits. */
export function checkFactValue(fact: Fact, value: FactValue, path: Path): Finding[] {
  if (value === null) return []
  if (!isOfType(fact, value)) return [wrongType(fact, value, path)]
  if (typeof value === 'number') return checkNumber(fact, value, path)
  if (fact.type === 'boolean') return []
  const known = (fact.values ?? []).map(({ id }) => id)
  return (Array.isArray(value) ? value : [String(value)]).flatMap((word) => {
    if (known.includes(word)) return []
    const what = { ru: `У показателя «${fact.id}» значения`, en: `value of the fact "${fact.id}"` }
    const fix = { ru: `Есть: ${known.join(', ')}`, en: `There are: ${known.join(', ')}` }
    return [unknownName('unknown-choice', path, word, known, what, fix)]
  })
}

function isOfType({ type }: Fact, value: FactValue): boolean {
  if (type === 'set') return Array.isArray(value)
  if (type === 'enum') return typeof value === 'string'
  return type === 'boolean' ? typeof value === 'boolean' : typeof value === 'number'
}

function checkNumber(fact: Fact, value: number, path: Path): Finding[] {
  const { min = -Infinity, max = Infinity } = fact.range ?? {}
  if (value < min || value > max) return [outside('value-range', path, value, fact.id, min, max)]
  const decimals = fact.scale ?? 0
  return Number(value.toFixed(decimals)) === value ? [] : [wrongType(fact, value, path)]
}

function wrongType(fact: Fact, value: FactValue, path: Path): Finding {
  return wrong(
    'value-type',
    path,
    {
      ru: `${JSON.stringify(value)} не подходит показателю «${fact.id}» (${fact.type})`,
      en: `${JSON.stringify(value)} does not fit the fact "${fact.id}" (${fact.type})`,
    },
    { ru: 'Дайте значение его вида; null означает «неизвестно»', en: 'Give a value of its type; null means unknown' },
  )
}
