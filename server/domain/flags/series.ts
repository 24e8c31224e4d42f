import type { FactValue } from '../conditions/condition.ts'

/** A state of a timeline: `-` no flag, `p` pending, `F` flagged, `?` unknown, `e` exempt. */
export type Mark = '-' | 'p' | 'F' | '?' | 'e'

const glued = /^([-pFe?_]|-?\d+(?:\.\d+)?)x(\d+)$/
const count = /^x?(\d+)$/

/**
 * The items of a series: `0 0 3 x 2 ?` is `0 0 3 3 ?`; `x n` means exactly n times (`3 x2` and `3x2` are the same).
 * Throws SyntaxError for a count without an item, or of 0.
 */
export function parseSeries(text: string): string[] {
  const items: string[] = []
  const tokens = text.trim().split(/\s+/)
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? ''
    const both = glued.exec(token)
    if (both) repeat(items, both[1], both[2], text)
    else if (token === 'x') repeat(items, items.pop(), tokens[++at], text)
    else if (/^x\d+$/.test(token)) repeat(items, items.pop(), token, text)
    else if (token !== '') items.push(token)
  }
  return items
}

function repeat(items: string[], item: string | undefined, times: string | undefined, text: string): void {
  const n = Number(count.exec(times ?? '')?.[1] ?? 0)
  if (item === undefined || n < 1) throw new SyntaxError(`"x" needs an item before and a count after it: ${text}`)
  for (let time = 0; time < n; time++) items.push(item)
}

/** The states that a timeline expects. Throws SyntaxError for a sign that is no state. */
export function parseTimeline(text: string): Mark[] {
  return parseSeries(text).map((item) => {
    if (item !== '-' && item !== 'p' && item !== 'F' && item !== '?' && item !== 'e')
      throw new SyntaxError(`"${item}" is no state of a timeline; there are: - p F ? e`)
    return item
  })
}

/** The values of one fact, day by day: numbers, `true`, `false`, words; `_` (or `?`) is unknown. */
export function parseFactSeries(text: string): (FactValue | null)[] {
  return parseSeries(text).map((item) => {
    if (item === '?' || item === '_') return null
    if (item === 'true' || item === 'false') return item === 'true'
    return /^-?\d+(\.\d+)?$/.test(item) ? Number(item) : item
  })
}

/** The shortest text of a timeline: runs of one state are written with `x n`. */
export function timelineText(marks: readonly string[]): string {
  const runs: { mark: string; n: number }[] = []
  for (const mark of marks) {
    const last = runs.at(-1)
    if (last?.mark === mark) last.n++
    else runs.push({ mark, n: 1 })
  }
  return runs.map(({ mark, n }) => (n === 1 ? mark : `${mark} x ${n}`)).join(' ')
}
