import type { IsoDay } from '../day.ts'

/** One entry of a flag's history as it is kept: what happened, and the numbers of it. */
export type HistoryEntry = { readonly kind: string; readonly on: IsoDay; readonly detail: unknown }

/** How an open flag stood: its level, since when it was open, and what stood in place of it. */
export type Standing = {
  readonly level: number
  readonly openedOn: IsoDay
  readonly suppressedBy: string | null
  readonly groupedUnder: string | null
}

/** How a flag stood when the last of the entries given had happened, oldest first; undefined where it was not open. */
export function standingAfter(entries: readonly HistoryEntry[]): Standing | undefined {
  let standing: Standing | undefined
  for (const entry of entries) standing = next(standing, entry)
  return standing
}

function next(standing: Standing | undefined, { kind, on, detail }: HistoryEntry): Standing | undefined {
  const { level = 0, by = null, openedOn } = detail as { level?: number; by?: string | null; openedOn?: IsoDay }
  const apart = { suppressedBy: null, groupedUnder: null }
  if (kind === 'raised' || kind === 'reopened') return { level, openedOn: on, ...apart }
  // A dismissal taken back: the flag stands as it stood.
  if (kind === 'restored') return { level, openedOn: openedOn ?? on, ...hiddenIn(detail) }
  if (kind === 'ended' || !standing) return undefined
  if (kind === 'levelChanged') return { ...standing, level }
  if (kind === 'suppressed') return { ...standing, ...apart, suppressedBy: by }
  if (kind === 'grouped') return { ...standing, ...apart, groupedUnder: by }
  return kind === 'shown' ? { ...standing, ...apart } : standing
}

function hiddenIn(detail: unknown): Pick<Standing, 'suppressedBy' | 'groupedUnder'> {
  const { suppressedBy = null, groupedUnder = null } = detail as Partial<Standing>
  return { suppressedBy, groupedUnder }
}
