import type { CodeTableName, Profile } from '../../domain/formats/profile.ts'
import type { Said } from '../../refusal.ts'
import type { Coded, Codes } from './codes.ts'
import type { FieldType } from './kinds.ts'
import { clean } from './names.ts'
import { badValue, lookAlike, type Reason, tooLong, unknownCode } from './say.ts'
import { dayLike, readDay, readHundredths, readInteger, readList, readTime, readYesNo } from './values.ts'

/** A cell understood: its value (none for an empty cell), or why it is not; `odd` is worth a word though it was understood. */
export type Cell = { readonly value?: unknown; readonly bad?: Reason; readonly odd?: Reason }
export type ReadCell = (text: string) => Cell

const expected = {
  hundredths: { ru: 'число', en: 'a number' },
  integer: { ru: 'целое число', en: 'a whole number' },
  yesNo: { ru: 'да или нет', en: 'yes or no' },
  time: { ru: 'время', en: 'a time' },
} as const satisfies Record<string, Said>

const largestCache = 20_000

/** What a number may be: beyond it the cell is mistyped, or the column another. */
const limits: Readonly<Record<string, readonly [least: string, most: string]>> = {
  weight: ['0.01', '100'],
  hours: ['0', '60'],
  severity: ['1', '4'],
  lessonNo: ['1', '30'],
  minutes: ['0', '1440'],
  grade: ['0', '12'],
  invited: ['0', '1000'],
}

/** A description may be long; a name, an id or a title of more letters is a quote that was never closed. */
const longTexts: ReadonlySet<string> = new Set(['text', 'detail', 'note', 'participants', 'attended'])

function outOfLimits(field: string, header: string, text: string): Cell | undefined {
  const longest = longTexts.has(field) ? 20_000 : 500
  if (text.length > longest) return { bad: tooLong(header, text.length, longest) }
  const number = limits[field] && readHundredths(text)
  if (number === undefined) return undefined
  const [least, most] = limits[field] ?? ['', '']
  const isWithin = number >= Number(least) * 100 && number <= Number(most) * 100
  return isWithin
    ? undefined
    : {
        bad: badValue(header, text, {
          ru: `число от ${least.replace('.', ',')} до ${most}`,
          en: `a number from ${least} to ${most}`,
        }),
      }
}

/** A reader for the cells of one column. Columns repeat few texts, so each text is understood once. */
export function cellReader(type: FieldType, header: string, profile: Profile, codes: Codes, field = ''): ReadCell {
  const known = new Map<string, Cell>()
  const understand = uncached(type, header, profile, codes)
  const read: ReadCell = (text) => outOfLimits(field, header, text) ?? understand(text)
  return (raw) => {
    const found = known.get(raw)
    if (found) return found
    // A text stays as it stands, «=1+1» included; only the spaces around it go.
    const text = clean(raw)
    const cell = text === '' ? {} : type === 'token' ? read(raw) : read(text)
    if (known.size < largestCache) known.set(raw, cell)
    return cell
  }
}

function uncached(type: FieldType, header: string, profile: Profile, codes: Codes): ReadCell {
  const need = (value: unknown, text: string, what: Said): Cell =>
    value === undefined ? { bad: badValue(header, text, what) } : { value }
  switch (type) {
    case 'text':
      return (text) => ({ value: text })
    case 'list':
      return (text) => ({ value: readList(text) })
    case 'day':
      return (text) => need(readDay(text, profile.dates), text, dayLike(profile.dates))
    case 'hundredths':
      return (text) => need(readHundredths(text), text, expected.hundredths)
    case 'integer':
      return (text) => need(readInteger(text), text, expected.integer)
    case 'yesNo':
      return (text) => need(readYesNo(text), text, expected.yesNo)
    case 'time':
      return (text) => need(readTime(text), text, expected.time)
    case 'mark':
      return (text) => offScale(header, text, profile) ?? coded(header, codes.mark(text), text, profile, 'mark')
    case 'token':
      return (text) => coded(header, codes.tokens(text), clean(text), profile, 'absence')
    case 'absence':
      return (text) => asAbsence(coded(header, codes.find(type, text), text, profile, type), text)
    default:
      return (text) => coded(header, codes.find(type, text), text, profile, type)
  }
}

/** A number that no code explains is a mark of another scale. */
function offScale(header: string, text: string, { scale, codes }: Profile): Cell | undefined {
  const isNumber = readHundredths(text) !== undefined && codes.mark?.[text] === undefined
  const { min, max } = scale
  const isWithin = Number(text.replace(',', '.')) >= min && Number(text.replace(',', '.')) <= max
  if (!isNumber || isWithin) return undefined
  return { bad: badValue(header, text, { ru: `отметка от ${min} до ${max}`, en: `a mark from ${min} to ${max}` }) }
}

/** The code stays beside its meaning: a person wants to see what the journal said. */
function asAbsence(cell: Cell, text: string): Cell {
  return typeof cell.value === 'string' ? { ...cell, value: { absence: cell.value, code: text } } : cell
}

function coded(header: string, found: Coded<unknown>, text: string, profile: Profile, table: CodeTableName): Cell {
  if ('unknown' in found) {
    const nearest = found.nearest
    const meaning = nearest ? (profile.codes[table]?.[nearest] ?? profile.codes.mark?.[nearest]) : undefined
    return { bad: unknownCode(header, found.unknown, profile.title, nearest, meaning) }
  }
  return found.folded === undefined
    ? { value: found.value }
    : { value: found.value, odd: lookAlike(text, found.folded) }
}
