import { type CustomTypesConfig, types } from 'pg'

/**
 * How column types arrive in JavaScript, the same on both databases:
 * `date` as an ISO day; `timestamptz` as an ISO instant in UTC with six decimals, so that it sorts as text and comes back
 * to the database exactly (a Date would cut the microseconds); `int8` as a number, refused beyond 2^53; `numeric` as
 * text, exact: where a number is wanted the query says `::float8` or `::int8`.
 */
export const parsers: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => own.get(oid) ?? types.getTypeParser(oid, format),
}

type Parser = (text: string) => unknown

// Of text[]: it splits a list of any type.
const textList: number = 1009
const listOfText: (text: string) => (string | null)[] = types.getTypeParser(textList)

const own = new Map<number, Parser>([
  [20, parseInteger],
  [1016, listOf(parseInteger)],
  [1082, asText],
  [1182, listOfText],
  [1114, asText],
  [1115, listOfText],
  [1184, parseInstant],
  [1185, listOf(parseInstant)],
  [1700, asText],
  [1231, listOfText],
])

function asText(text: string): string {
  return text
}

function listOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  return (text) => listOfText(text).map((item) => (item === null ? null : parse(item)))
}

function parseInteger(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is too large for a number`)
  return number
}

function parseInstant(text: string): string {
  if (text.endsWith('infinity')) return text
  if (!text.endsWith('+00')) return Temporal.Instant.from(text).toString({ fractionalSecondDigits: 6 })
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(6, '0')}Z`
}
