import type { Lang } from '../command.ts'

/** An ISO day as people write it: «23 ноября», "23 November". */
export function dayText(iso: string, lang: Lang): string {
  return new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${iso}T00:00:00Z`),
  )
}

/** «Иванов Пётр Сергеевич» → «Иванов П.»: where space is short. */
export function shortName(fullName: string): string {
  const [last, first] = fullName.split(' ')
  return first ? `${last} ${first.slice(0, 1)}.` : fullName
}

/** «91 % (412 из 453)»; under five «3 из 4», no percentage; nothing to count: a dash. */
export function rateText(k: number, n: number, lang: Lang): string {
  const of = lang === 'ru' ? `${k} из ${n}` : `${k} of ${n}`
  if (n === 0) return '–'
  if (n < 5) return of
  return lang === 'ru' ? `${Math.round((100 * k) / n)} % (${of})` : `${Math.round((100 * k) / n)}% (${of})`
}
