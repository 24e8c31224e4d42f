import { parseDay } from '../../domain/day.ts'
import type { Profile } from '../../domain/formats/profile.ts'
import type { Said } from '../../refusal.ts'

type DateFormat = Profile['dates'][number]

const patterns: Readonly<Record<string, { pattern: RegExp; order: readonly [number, number, number]; like: string }>> =
  {
    iso: { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/, order: [1, 2, 3], like: '2026-09-25' },
    'dd.mm.yyyy': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?$/, order: [3, 2, 1], like: '25.09.2026' },
    'dd.mm.yy': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{2})$/, order: [3, 2, 1], like: '25.09.26' },
    'dd/mm/yyyy': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/, order: [3, 2, 1], like: '25/09/2026' },
    'mm/dd/yyyy': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/, order: [3, 1, 2], like: '09/25/2026' },
  }

/** What is wanted of a day, in the first of the formats. */
export function dayLike([format = 'iso']: readonly DateFormat[]): Said {
  const like = patterns[format]?.like ?? ''
  return { ru: `дата, которая есть в календаре, вида ${like}`, en: `a day of the calendar, such as ${like}` }
}

/** The ISO day a text names in one of the formats; undefined where it is no day of the calendar. */
export function readDay(text: string, formats: readonly DateFormat[]): string | undefined {
  for (const format of formats) {
    const known = patterns[format]
    const found = known?.pattern.exec(text)
    if (!found || !known) continue
    const [year = '', month = '', day = ''] = known.order.map((group) => found[group] ?? '')
    const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    // A year of another age is a slip of the finger, and would stretch the days the export covers.
    if (parseDay(iso) !== undefined && iso >= '1900' && iso < '2100') return iso
  }
  return undefined
}

/** A number with a point or a comma, in whole hundredths; undefined where the text is no such number. */
export function readHundredths(text: string): number | undefined {
  if (!/^-?\d{1,9}(?:[.,]\d+)?$/.test(text)) return undefined
  return Math.round(Number(text.replace(',', '.')) * 100)
}

export function readInteger(text: string): number | undefined {
  return /^-?\d{1,9}(?:[.,]0+)?$/.test(text) ? Math.trunc(Number(text.replace(',', '.'))) : undefined
}

const yes = new Set(['да', 'есть', 'true', 'yes', '1', '+', 'y', 'д'])
const no = new Set(['нет', 'false', 'no', '0', '-', 'n', 'н', '−'])

export function readYesNo(text: string): boolean | undefined {
  const folded = text.toLowerCase()
  if (yes.has(folded)) return true
  return no.has(folded) ? false : undefined
}

export function readTime(text: string): string | undefined {
  const found = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text)
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2]}`
}

/** Ids in one cell, parted by commas, semicolons or spaces. */
export function readList(text: string): string[] {
  return text.split(/[\s,;]+/).filter((item) => item !== '')
}
