import type { Both } from '../formats/words.ts'

/** What is asked of a snapshot: a period, and a point or a class where not all of them. */
export type SnapshotAsked = {
  readonly from: string
  readonly to: string
  readonly point: string | null
  readonly classIds: readonly number[] | null
}

export type Evidence = { id: number; on: string; form: Both; author: string | null }
export type SnapshotDuty = {
  key: string
  point: string
  basis: 'normative' | 'local'
  /** Null: so few pupils that the class would tell who, to a maker who may not know them. */
  className: string | null
  student: string | null
  opensOn: string
  dueOn: string
  status: string
  satisfiedOn: string | null
  /** Of a norm that is kept day by day: good days of all. */
  days: { good: number; of: number } | null
  evidence: Evidence[]
  /** Why it is as it is, where it was not simply met. */
  reason: Both | null
}
export type SnapshotPoint = {
  point: string
  title: Both
  norm: 'normative' | 'local' | 'both'
  asked: number
  counts: Record<string, number>
  notRequired: number
}
export type NotRequired = { point: string; className: string; reason: Both }

/**
 * The state of the regulation as of a day, by what was known: the same question, asked by people with the same rights, gives the same content
 * and hash.
 */
export type SnapshotContent = {
  on: string
  knownAt: string
  period: { from: string; to: string }
  point: string | null
  classes: string[] | null
  rules: { regulation: string; ruleSet: string }
  points: SnapshotPoint[]
  duties: SnapshotDuty[]
  notRequired: NotRequired[]
}

export type Snapshot = { content: SnapshotContent; hash: string; made: { school: string; by: string; at: string } }
