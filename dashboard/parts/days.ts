type Bounds = { today: string; min?: string | undefined; max?: string | undefined }

/** Months by how their names begin, in both languages. */
const months: readonly RegExp[] = [
  /^(янв|jan)/,
  /^(фев|feb)/,
  /^(мар|mar)/,
  /^(апр|apr)/,
  /^(ма[йя]|may)/,
  /^(июн|jun)/,
  /^(июл|jul)/,
  /^(авг|aug)/,
  /^(сен|sep)/,
  /^(окт|oct)/,
  /^(ноя|nov)/,
  /^(дек|dec)/,
]

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T12:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text
}

/**
 * The day that was typed, within the bounds: `2026-11-10`, «10.11.2026», «10.11», «10 ноября», «на 10 ноября 2025 г., вт».
 * Where no year is named it is this one, or the last one if such a day would lie beyond the bounds. Undefined where it is no day.
 */
export function readDay(text: string, { today, min, max }: Bounds): string | undefined {
  const plain = text.trim().toLowerCase()
  const isWithin = (day: string) => isDay(day) && (min === undefined || day >= min) && (max === undefined || day <= max)
  if (isDay(plain)) return isWithin(plain) ? plain : undefined
  const typed = partsOf(plain)
  if (!typed) return undefined
  const year = Number(today.slice(0, 4))
  const years = typed.year === undefined ? [year, year - 1, year + 1] : [typed.year]
  const days = years.map((each) => `${String(each).padStart(4, '0')}-${pad(typed.month)}-${pad(typed.day)}`)
  return days.find(isWithin)
}

export type DayFault = 'empty' | 'none' | 'outside'

/** What is wrong with a day that was typed, if anything. */
export function faultOf(text: string, bounds: Bounds, isRequired: boolean): DayFault | undefined {
  if (text.trim() === '') return isRequired ? 'empty' : undefined
  if (readDay(text, bounds) !== undefined) return undefined
  return readDay(text, { today: bounds.today }) === undefined ? 'none' : 'outside'
}

/** «30 ноября, пн»; with the year where it is not this one. */
export function dayWords(day: string, lang: 'ru' | 'en', today: string): string {
  const locale = lang === 'ru' ? 'ru-RU' : 'en-GB'
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`
  return `${part({ day: 'numeric', month: 'long' })}${year}, ${part({ weekday: 'short' })}`
}

/** The school's day of an instant: at night the day of UTC is another. */
export function dayIn(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at))
}

type Parts = { day: number; month: number; year?: number | undefined }

function partsOf(text: string): Parts | undefined {
  const inFigures = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?$/.exec(text)
  if (inFigures) return { day: Number(inFigures[1]), month: Number(inFigures[2]), year: yearOf(inFigures[3]) }
  const inWords = /^(?:на |as of )?(\d{1,2}) ([a-zа-я]{3,})\.?(?: (\d{4}))?(?: г\.?)?(?:, ?[a-zа-я]+\.?)?$/.exec(text)
  const month = months.findIndex((begin) => begin.test(inWords?.[2] ?? '')) + 1
  return inWords && month > 0 ? { day: Number(inWords[1]), month, year: yearOf(inWords[3]) } : undefined
}

function yearOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
