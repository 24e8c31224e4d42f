import { type FactValue, type Scalar } from './condition.ts'
import { fixedOf } from './fixed.ts'
import type { Parameters } from './parameters.ts'

export type FactParams = Readonly<Record<string, Scalar>>

/** One distinct fact that conditions read: the same fact with other params is another one. */
export type FactUse = { readonly key: string; readonly fact: string; readonly params: FactParams }

/** The column of every distinct fact in the rows that compiled conditions read. Shared by all rules of one run. */
export type Slots = { readonly uses: FactUse[]; readonly byKey: Map<string, number> }

/** Values of one subject, one per slot; null or undefined is unknown. */
export type Row = ArrayLike<FactValue | null | undefined>

const bareWord = /^[A-Za-z_][\w-]*$/

/** A canonical and readable name of a fact with its params: `unexcusedLessons{schoolDays:5}`, `grade`. */
export function factKey(fact: string, params: Readonly<Record<string, Scalar>> = {}): string {
  const names = Object.keys(params).sort()
  if (names.length === 0) return fact
  return `${fact}{${names.map((name) => `${name}:${textOf(params[name])}`).join(',')}}`
}

function textOf(value: Scalar | undefined): string {
  const bare = typeof value === 'string' && bareWord.test(value) && value !== 'true' && value !== 'false'
  return bare ? value : JSON.stringify(value)
}

export function createSlots(): Slots {
  return { uses: [], byKey: new Map() }
}

/** The column of a fact with these params, given one if it has none yet. */
export function slotOf(slots: Slots, fact: string, params: FactParams): number {
  const key = factKey(fact, params)
  const known = slots.byKey.get(key)
  if (known !== undefined) return known
  slots.byKey.set(key, slots.uses.length)
  return slots.uses.push({ key, fact, params }) - 1
}

/** Values by fact as people write them: `{ "avgNow{days:30}": 2.4, "grade": 7 }`. */
export type NaturalFacts = Readonly<Record<string, FactValue | null | undefined>>

/**
 * A row from values as people write them, numbers turned into fixed point; a fact that is not named is unknown.
 * For the names see `findSlot`.
 * Throws RangeError for a number finer than its fact's scale: such a value cannot come from the data.
 */
export function rowOf(
  slots: Slots,
  values: NaturalFacts,
  scaleOf: (fact: string) => number,
  parameters: Parameters = {},
): (FactValue | null)[] {
  const row: (FactValue | null)[] = slots.uses.map(() => null)
  for (const [name, value] of Object.entries(values)) {
    const slot = findSlot(slots, name, parameters)
    const use = slot === undefined ? undefined : slots.uses[slot]
    if (slot === undefined || !use || value === undefined || value === null) continue
    row[slot] = toFixedPoint(value, scaleOf(use.fact), use.key)
  }
  return row
}

/**
 * The slot of a fact named by its key, `twosCount{days:14}`; by its key with parameters by name, `twosCount{days:window}`;
 * or by its bare name where it is used with one set of params only.
 */
export function findSlot(slots: Slots, name: string, parameters: Parameters = {}): number | undefined {
  const exact = slots.byKey.get(name) ?? slots.byKey.get(resolvedKey(name, parameters))
  if (exact !== undefined) return exact
  const first = slots.uses.findIndex((use) => use.fact === name)
  return first >= 0 && first === slots.uses.findLastIndex((use) => use.fact === name) ? first : undefined
}

function resolvedKey(name: string, parameters: Parameters): string {
  const [, fact, inside] = /^(.+?)\{(.*)\}$/.exec(name) ?? []
  if (fact === undefined || inside === undefined) return name
  const params = inside.split(',').map((pair) => {
    const [param = '', text = ''] = pair.split(':').map((part) => part.trim())
    const value = Object.hasOwn(parameters, text) ? parameters[text]?.value : undefined
    return [param, value ?? (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)] as const
  })
  return factKey(fact, Object.fromEntries(params))
}

function toFixedPoint(value: FactValue, scale: number, key: string): FactValue {
  if (typeof value === 'object') return value.map((item) => toFixedPoint(item, scale, key) as Scalar)
  if (typeof value !== 'number') return value
  const fixed = fixedOf(value, scale)
  if (fixed === undefined) throw new RangeError(`${key}: ${value} is finer than 1/${scale}`)
  return fixed
}
