import { distance } from 'fastest-levenshtein'
import type { CodeTableName, Profile } from '../../domain/formats/profile.ts'
import type { MarkValue, Token } from './kinds.ts'
import { clean, foldLookAlikes } from './names.ts'
import { readHundredths } from './values.ts'

/** What a code means, or that the profile does not know it. */
export type Coded<T> =
  | { readonly value: T; readonly folded?: string }
  | { readonly unknown: string; readonly nearest: string | undefined }

/** Reads the codes of one source. Look-alikes differ between systems, so nothing here is shared by two profiles. */
export type Codes = {
  readonly find: (table: CodeTableName, code: string) => Coded<string>
  readonly mark: (text: string) => Coded<MarkValue | 'ignore'>
  readonly tokens: (text: string) => Coded<readonly Token[]>
}

export function codesOf(profile: Profile): Codes {
  const tables = new Map<CodeTableName, Map<string, string>>()
  for (const [name, codes] of Object.entries(profile.codes)) {
    tables.set(
      name as CodeTableName,
      new Map(Object.entries(codes ?? {}).map(([code, to]) => [code.toLowerCase(), to])),
    )
  }
  const find: Codes['find'] = (name, code) => {
    const table = tables.get(name)
    const exact = table?.get(code.toLowerCase())
    if (exact !== undefined) return { value: exact }
    const folded = foldLookAlikes(code)
    const alike = table?.get(folded.toLowerCase())
    if (alike !== undefined && profile.latinLookAlikes === 'fold') return { value: alike, folded: folded.toUpperCase() }
    return { unknown: code, nearest: nearest(code, Object.keys(profile.codes[name] ?? {})) }
  }
  const mark = (text: string): Coded<MarkValue | 'ignore'> => readMark(profile, find, text)
  return { find, mark, tokens: (text) => readTokens(profile, find, mark, text) }
}

function nearest(code: string, known: readonly string[]): string | undefined {
  const folded = foldLookAlikes(code).toLowerCase()
  const scored = known.map((each) => ({ each, far: distance(folded, each.toLowerCase()) }))
  return scored.toSorted((a, b) => a.far - b.far)[0]?.each
}

function readMark(profile: Profile, find: Codes['find'], text: string): Coded<MarkValue | 'ignore'> {
  const number = readHundredths(text.replace(/[+−-]$/, ''))
  if (number !== undefined) {
    const isInScale = number >= profile.scale.min * 100 && number <= profile.scale.max * 100
    if (isInScale) return { value: { kind: 'mark', value: number } }
  }
  const found = find('mark', text)
  if ('unknown' in found) return found
  return { ...found, value: markOf(found.value) }
}

function markOf(code: string): MarkValue | 'ignore' {
  if (code === 'ignore') return code
  return /^\d$/.test(code)
    ? { kind: 'mark', value: Number(code) * 100 }
    : { kind: code as MarkValue['kind'], value: null }
}

/** Several marks of a cell stand apart by spaces of any kind; an absence code may stand beside them. */
function readTokens(profile: Profile, find: Codes['find'], mark: Codes['mark'], text: string): Coded<readonly Token[]> {
  const tokens: Token[] = []
  const whole = clean(text)
  const folded: string[] = []
  // A code of two words («По болезни») is looked up before the cell is cut.
  const parts = 'unknown' in find('absence', whole) ? whole.split(/[ /,;]+/) : [whole]
  for (const part of parts) {
    const absence = find('absence', part)
    const found = 'unknown' in absence ? mark(part) : absence
    if ('unknown' in found) return { unknown: part, nearest: nearest(part, knownCodes(profile)) }
    if (found.folded) folded.push(found.folded)
    if (found.value === 'ignore' || found.value === 'present') continue
    tokens.push(
      typeof found.value === 'string'
        ? { absence: found.value, code: (found.folded ?? part).toUpperCase() }
        : { mark: found.value },
    )
  }
  return folded.length > 0 ? { value: tokens, folded: folded.join(' ') } : { value: tokens }
}

function knownCodes(profile: Profile): string[] {
  return [...Object.keys(profile.codes.absence ?? {}), ...Object.keys(profile.codes.mark ?? {})]
}
