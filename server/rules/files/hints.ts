import type { ErrorObject } from 'ajv'
import localizeRu from 'ajv-i18n/localize/ru/index.js'
import { nearestOf } from './nearest.ts'
import type { ShapeError } from './schema.ts'
import { pathText } from './text.ts'
import { hints } from './words/hints.ts'

// The package says ES module in its types and is CommonJS: the default import is the function itself.
const toRussian = localizeRu as unknown as (errors: ErrorObject[]) => void

export type Told = {
  readonly code: string
  readonly message: { readonly ru: string; readonly en: string }
  readonly fix: { readonly ru: string; readonly en: string }
  /** The key the problem stands at, where it is a key rather than a value. */
  readonly key?: string
}

/** What a hint may speak of: the place, the value, the key in question and those that are allowed. */
export type Seen = {
  readonly at: string
  readonly data: unknown
  readonly key: string
  readonly allowed: readonly string[]
  readonly near: { readonly ru: string; readonly en: string }
}

export type Hint = {
  readonly keyword: string
  readonly at?: RegExp
  readonly key?: RegExp
  readonly when?: (seen: Seen) => boolean
  readonly tell: (seen: Seen) => Told
}

/** A schema error in plain words: the first hint that fits, else the schema library's own sentence. */
export function describe(error: ShapeError): Told {
  const seen = seenOf(error)
  const hint = hints.find((each) => fits(each, error, seen))
  const told = hint ? hint.tell(seen) : plain(error)
  return error.keyword === 'additionalProperties' ? { ...told, key: seen.key } : told
}

function fits({ keyword, at, key, when }: Hint, error: ShapeError, seen: Seen): boolean {
  return (
    keyword === error.keyword && (at?.test(seen.at) ?? true) && (key?.test(seen.key) ?? true) && (when?.(seen) ?? true)
  )
}

function seenOf(error: ShapeError): Seen {
  const { params, data, parentSchema, path } = error
  const key = String(params['additionalProperty'] ?? params['missingProperty'] ?? '')
  const allowed = (params['allowedValues'] as unknown[] | undefined)?.map(String) ?? keysOf(parentSchema)
  // Only a word has another near it; a record in its place need not become text at all.
  const given = error.keyword === 'additionalProperties' ? key : typeof data === 'string' ? data : ''
  return { at: pathText(path), data, key, allowed, near: nearestOf(given, allowed) }
}

function keysOf(schema: ErrorObject['parentSchema']): string[] {
  return Object.keys((schema?.['properties'] as object | undefined) ?? {})
}

function plain(error: ShapeError): Told {
  const russian = { ...error }
  toRussian([russian])
  const where = pathText(error.path) || '–'
  return {
    code: 'shape',
    message: { ru: `${where}: ${russian.message ?? ''}`, en: `${where}: ${error.message ?? ''}` },
    fix: { ru: 'Сверьтесь с описанием формата в rules/README.md', en: 'See the format in rules/README.md' },
  }
}
