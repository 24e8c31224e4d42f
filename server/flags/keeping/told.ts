import type { FlagExplanation } from '../../domain/explain/kept.ts'

/** The comparisons without the names that parameters bear in the rule file. */
export function plainLines({ lines, leaves }: FlagExplanation) {
  const names = [...new Set(leaves.flatMap(({ parameter }) => parameter ?? []))]
  const plain = (text: string) => names.reduce((told, name) => told.replaceAll(` ${name}, `, ' '), text)
  return { ru: lines.ru.map(plain), en: lines.en.map(plain) }
}

/** Each number beside the threshold it was held against. */
export function thresholdsOf({ leaves, labels }: FlagExplanation) {
  return leaves.map(({ key, operator, actual, threshold, since, holds }) => ({
    label: labels[key] ?? { ru: key, en: key },
    operator,
    actual: textOf(actual),
    threshold: textOf(threshold),
    since,
    holds,
  }))
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

type Sections = { label: { ru: string; en: string }; records: { on: string; ru: string; en: string }[]; more: number }[]
const shownRecords = 60

/** One list for each number that has records, the same list once; `withheld` counts records that this person is not told. */
export function sectionsOf(
  { labels }: FlagExplanation,
  records: Record<string, { on: string; ru: string; en: string }[]>,
  withheld: Readonly<Record<string, number>> = {},
): Sections {
  const seen = new Set<string>()
  return Object.entries(records).flatMap(([key, list]) => {
    const text = JSON.stringify(list)
    const kept = withheld[key] ?? 0
    if (list.length + kept === 0 || seen.has(text)) return []
    seen.add(text)
    const shown = list.slice(-shownRecords).map(({ on, ru, en }) => ({ on, ru, en }))
    return { label: labels[key] ?? { ru: key, en: key }, records: shown, more: list.length - shown.length + kept }
  })
}
