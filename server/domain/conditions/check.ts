import { type Condition, operators } from './condition.ts'
import { refuse } from './problem.ts'

const groups = ['all', 'any', 'not'] as const
const leafKeys = new Set(['name', 'fact', 'params', 'operator', 'value'])
const depthLimit = 16

/**
 * Refuses every shape that json-rules-engine would run with a silent surprise: an empty group, two groups in one object,
 * an unknown key (`path`, `priority`, `condition`, `__proto__`), a leaf without a name, a repeated name, endless nesting.
 * Throws ConditionError. After it the value may be treated as a Condition.
 */
export function checkCondition(value: unknown, base = ''): asserts value is Condition {
  checkNode(value, base, 1, new Set())
}

function checkNode(node: unknown, pointer: string, depth: number, names: Set<string>): void {
  if (depth > depthLimit)
    refuse('depth', pointer, 'Условия вложены слишком глубоко', `Conditions are nested deeper than ${depthLimit}`)
  if (!isPlainObject(node))
    refuse('shape', pointer, 'Здесь должно стоять условие или группа', 'A condition or a group is expected here')
  const present = groups.filter((group) => Object.hasOwn(node, group))
  if (present.length === 0) return checkLeaf(node, pointer, names)
  checkGroup(node, present, pointer)
  const kind = present[0] ?? 'all'
  const body = node[kind]
  if (kind === 'not') return checkNode(body, `${pointer}/not`, depth + 1, names)
  if (!Array.isArray(body) || body.length === 0)
    refuse(
      'empty-group',
      `${pointer}/${kind}`,
      'Пустая группа верна для всех: добавьте условие',
      'An empty group is true for everybody: add a condition',
    )
  for (const [index, child] of body.entries()) checkNode(child, `${pointer}/${kind}/${index}`, depth + 1, names)
}

function checkGroup(node: Record<string, unknown>, present: readonly string[], pointer: string): void {
  if (present.length > 1)
    refuse(
      'two-groups',
      pointer,
      `В одном объекте две группы (${present.join(', ')}): вложите одну в другую`,
      `Two groups in one object (${present.join(', ')}): nest one in the other`,
    )
  for (const key of Object.keys(node))
    if (key !== present[0] && key !== 'name')
      refuse('unknown-key', `${pointer}/${key}`, `Лишнее поле «${key}»`, `Unknown key "${key}"`)
}

function checkLeaf(node: Record<string, unknown>, pointer: string, names: Set<string>): void {
  for (const key of Object.keys(node))
    if (!leafKeys.has(key)) refuse('unknown-key', `${pointer}/${key}`, `Лишнее поле «${key}»`, `Unknown key "${key}"`)
  const { name, fact, operator } = node
  if (typeof name !== 'string' || name === '')
    return refuse('name', pointer, 'У условия нет имени (name)', 'The condition has no name')
  if (names.has(name))
    refuse('duplicate-name', `${pointer}/name`, `Имя «${name}» уже занято`, `The name "${name}" is taken already`)
  names.add(name)
  if (typeof fact !== 'string' || fact === '' || fact.startsWith('param.'))
    refuse('fact', `${pointer}/fact`, 'Не назван показатель (fact)', 'No fact is named')
  if (!operators.some((known) => known === operator))
    refuse(
      'operator',
      `${pointer}/operator`,
      `Неизвестная операция «${String(operator)}»; есть: ${operators.join(', ')}`,
      `Unknown operator "${String(operator)}"; known: ${operators.join(', ')}`,
    )
  if (!Object.hasOwn(node, 'value'))
    refuse('value', pointer, 'Не указано, с чем сравнивать (value)', 'There is no value')
  if (node['params'] !== undefined && !isPlainObject(node['params']))
    refuse('params', `${pointer}/params`, 'params должен быть объектом', 'params must be an object')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
