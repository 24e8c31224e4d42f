import type { HistoryEntry } from './history.ts'

/** A level that a flag came to after somebody had decided about it at a lower one. */
export type Rise = { readonly on: string; readonly level: number }

const levels: ReadonlySet<string> = new Set(['raised', 'reopened', 'levelChanged', 'restored'])

/**
 * How the level of a flag rose since a decision, by its history. A decision with a number knew what stands before it; one that
 * a record of the day made knew the whole day.
 */
export function riseSince(
  events: readonly (HistoryEntry & { readonly no: number })[],
  decided: { readonly no: number | null; readonly on: string },
  level: number,
): Rise | null {
  const told = events.flatMap(({ kind, no, on, detail }) => {
    const { level: own } = detail as { level?: unknown }
    return levels.has(kind) && typeof own === 'number' ? [{ no, on, level: own }] : []
  })
  const isKnown = ({ no, on }: { no: number; on: string }) => (decided.no === null ? on <= decided.on : no < decided.no)
  const then = told.findLast(isKnown)?.level
  if (then === undefined || level <= then) return null
  const since = told.filter((each) => !isKnown(each))
  const stays = since.findLastIndex((each) => each.level < level)
  const first = since[stays + 1]
  return first ? { on: first.on, level } : null
}
