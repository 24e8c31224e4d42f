import type { Query } from '../call.ts'

type Asked = Query<'GET /api/duties'>
/** Conditions as they stand in the address: all of them text. */
export type ListFilters = { readonly [K in keyof Asked]?: string | undefined }

const numbers: ReadonlySet<string> = new Set(['class', 'dueWithin', 'page'])

/** The question that the conditions of an address ask; what it does not know is left out. */
export function asked(filters: ListFilters): Asked {
  const known = Object.entries(filters).filter(([key, value]) => names.has(key) && value !== undefined && value !== '')
  return Object.fromEntries(
    known.map(([key, value]) => [
      key,
      numbers.has(key) ? Number(value) : key === 'critical' ? value === 'true' : value,
    ]),
  )
}

const names: ReadonlySet<string> = new Set(
  'on class point status basis group set period from to decided dueFrom dueTo dueWithin critical answered lag page'.split(
    ' ',
  ),
)

/** Conditions that came with a figure of the board rather than from the fields of the page. */
export const special = [
  'set',
  'decided',
  'dueFrom',
  'dueTo',
  'answered',
  'lag',
  'group',
  'critical',
  'from',
  'to',
] as const

/** Conditions that say by themselves which time is meant; without any it is now. */
const timed = ['set', 'decided', 'dueFrom', 'answered', 'lag', 'dueWithin', 'from', 'to'] as const

/** The period that is meant: the one that is named, or any, or now. */
export function periodMeant(filters: ListFilters): string {
  return filters.period ?? (timed.some((key) => filters[key] !== undefined) ? 'any' : 'now')
}

/** The change that drops conditions. The period stays what it was: the list never gets shorter by it. */
export function dropped(filters: ListFilters, keys: readonly (keyof ListFilters)[]): Partial<ListFilters> {
  const cleared: Partial<ListFilters> = Object.fromEntries(keys.map((key) => [key, undefined]))
  const period = periodMeant(filters)
  const isKept = periodMeant({ ...filters, ...cleared }) === period
  return { ...cleared, page: undefined, ...(!isKept && { period }) }
}
