import type { Day } from '../day.ts'
import { type FactValue, isParameterRef, type Leaf, type Operator, parameterName, type Scalar } from './condition.ts'
import { fixedOf } from './fixed.ts'
import type { Parameters, ParameterValue } from './parameters.ts'
import { refuse } from './problem.ts'
import { type FactParams, factKey, type Slots, slotOf } from './slots.ts'

/** What a tree needs to be compiled: parameter values in force, the scale of each fact, the columns of the rows. */
export type CompileContext = {
  readonly parameters: Parameters
  /** Units in 1: 1 for whole numbers and everything that is no number, 100 for hundredths (10 to the catalogue's scale). */
  readonly scaleOf: (fact: string) => number
  readonly slots: Slots
  /** JSON pointer of the tree within its file, for messages. */
  readonly base?: string
}

/** A leaf with every reference resolved. `expected` is what people read, `target` the same in fixed point. */
export type BoundLeaf = {
  readonly name: string
  readonly fact: string
  readonly key: string
  readonly params: FactParams
  readonly operator: Operator
  readonly expected: FactValue | null
  readonly target: FactValue | null
  readonly parameter: { readonly name: string; readonly since: Day | null } | null
  readonly scale: number
  /** Column in the row, or -1 where a parameter of the fact is not in force, so that no fact can be asked for. */
  readonly slot: number
}

const lists = new Set<Operator>(['in', 'notIn'])

/** Whether an operator orders numbers. */
export function isOrdering(operator: Operator): boolean {
  return operator.startsWith('lessThan') || operator.startsWith('greaterThan')
}

/** Resolves the parameters of a leaf as of the context's day. Throws ConditionError for what cannot be compared. */
export function bindLeaf(leaf: Leaf, context: CompileContext, pointer: string): BoundLeaf {
  const { name, fact, operator } = leaf
  const scale = context.scaleOf(fact)
  const ref = isParameterRef(leaf.value) ? parameterOf(leaf.value, context.parameters, `${pointer}/value`) : undefined
  const expected = ref ? ref.found.value : (leaf.value as FactValue)
  // Only a parameter may have no value; a literal null would be 0 to json-rules-engine.
  if (!ref || expected !== null) checkExpected(operator, expected, `${pointer}/value`)
  const params = resolveParams(leaf, context.parameters, pointer)
  return {
    name,
    fact,
    key: factKey(fact, params ?? {}),
    params: params ?? {},
    operator,
    expected,
    target: expected === null ? null : toTarget(expected, scale, `${pointer}/value`),
    parameter: ref ? { name: ref.name, since: ref.found.since } : null,
    scale,
    slot: params ? slotOf(context.slots, fact, params) : -1,
  }
}

function parameterOf(ref: object, parameters: Parameters, pointer: string): { name: string; found: ParameterValue } {
  const fact: unknown = 'fact' in ref && Object.keys(ref).length === 1 ? ref.fact : undefined
  const name = typeof fact === 'string' ? parameterName(fact) : undefined
  if (name === undefined)
    return refuse(
      'reference',
      pointer,
      'Ссылка должна иметь вид { "fact": "param.имя" }',
      'A reference looks like { "fact": "param.name" }',
    )
  const found = Object.hasOwn(parameters, name) ? parameters[name] : undefined
  if (found === undefined)
    return refuse(
      'undefined-parameter',
      pointer,
      `Параметр «${name}» не описан в parameters`,
      `The parameter "${name}" is not in parameters`,
    )
  return { name, found }
}

function resolveParams(leaf: Leaf, parameters: Parameters, pointer: string): FactParams | undefined {
  const resolved: Record<string, Scalar> = {}
  for (const [name, value] of Object.entries(leaf.params ?? {})) {
    const at = `${pointer}/params/${name}`
    const found = isParameterRef(value) ? parameterOf(value, parameters, at).found.value : value
    if (found === null && isParameterRef(value)) return undefined
    if (!isScalar(found))
      return refuse(
        'params',
        at,
        'Значение должно быть числом, словом или да/нет',
        'The value must be a number, a word or a boolean',
      )
    Object.defineProperty(resolved, name, { value: found, enumerable: true })
  }
  return resolved
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' || typeof value === 'boolean'
}

function checkExpected(operator: Operator, expected: unknown, pointer: string): void {
  if (lists.has(operator)) return checkList(expected, pointer)
  if (!isScalar(expected))
    refuse(
      'value',
      pointer,
      'Сравнивать можно с числом, словом или да/нет',
      'A number, a word or a boolean is expected',
    )
  if (isOrdering(operator) && typeof expected !== 'number')
    refuse(
      'value-not-number',
      pointer,
      `Больше и меньше бывает только число, а не «${expected}»`,
      `Only numbers are ordered, not "${expected}"`,
    )
}

function checkList(expected: unknown, pointer: string): void {
  if (!Array.isArray(expected) || expected.length === 0)
    return refuse(
      'value-not-list',
      pointer,
      'Здесь нужен непустой список значений',
      'A list with at least one value is expected',
    )
  if (!expected.every((item) => isScalar(item) && typeof item === typeof expected[0]))
    refuse(
      'value-not-list',
      pointer,
      'Значения списка должны быть одного вида',
      'The values of the list must be of one kind',
    )
}

function toTarget(expected: FactValue, scale: number, pointer: string): FactValue {
  if (typeof expected === 'object') return expected.map((item) => toTarget(item, scale, pointer) as Scalar)
  if (typeof expected !== 'number') return expected
  return (
    fixedOf(expected, scale) ??
    refuse(
      'too-fine',
      pointer,
      `${expected} точнее, чем сам показатель (шаг ${1 / scale})`,
      `${expected} is finer than the fact itself (step ${1 / scale})`,
    )
  )
}
