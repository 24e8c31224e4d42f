import type { Day } from '../day.ts'
import type { Judged } from './duty.ts'
import { holderOn } from './holders.ts'
import { isDecided, type Period, sumTallies, type Tally, tallyOf } from './rate.ts'
import type { SeenClass } from './seen.ts'

/** To whom a duty of the class is counted: a teacher, nobody (the administration answers), or a change of hands. */
export type Bucket = number | 'vacant' | 'handover'

/** A teacher who took the class less than this many days before a due day does not answer for it. */
const handoverDays = 14

/**
 * Who answers for a duty due on a day that opened on another: the holder on the due day; a holder who came after it opened
 * and shortly before it was due inherits it, and it is counted for the class alone.
 */
export function bucketOn(view: SeenClass, opensOn: Day, dueOn: Day): Bucket {
  const holder = holderOn(view, dueOn)
  if (!holder) return 'vacant'
  const since = heldSince(view, holder.staffId, holder.fromOn)
  return since > opensOn && dueOn - since < handoverDays ? 'handover' : holder.staffId
}

/** The day a person came to the class, through assignments that follow one another. */
function heldSince(view: SeenClass, staffId: number, from: Day): Day {
  const before = view.assignments.find(
    (it) => it.staffId === staffId && it.role !== 'delegate' && it.fromOn < from && (it.toOn ?? from) >= from - 1,
  )
  return before ? heldSince(view, staffId, before.fromOn) : from
}

/** Tallies of a class's duties by who answers for them. Their sum is the tally of the class. */
export function attribute(view: SeenClass, duties: readonly Judged[], period: Period, asOf: Day): Map<Bucket, Tally> {
  const shares = duties.flatMap((duty) =>
    duty.gap ? daysByBucket(view, duty, period, asOf) : decidedShare(view, duty, period, asOf),
  )
  const grouped = Map.groupBy(shares, ([bucket]) => bucket)
  return new Map([...grouped].map(([bucket, own]) => [bucket, sumTallies(own.map(([, tally]) => tally))]))
}

type Share = readonly [Bucket, Tally]

function decidedShare(view: SeenClass, duty: Judged, period: Period, asOf: Day): Share[] {
  if (!isDecided(duty, period, asOf)) return []
  return [[bucketOn(view, duty.opensOn, duty.dueOn), tallyOf([duty], period, asOf)]]
}

/** Days of a largest-gap norm, each to whoever held the class on it; days without data to whoever held it last. */
function daysByBucket(view: SeenClass, duty: Judged, period: Period, asOf: Day): Share[] {
  const { gap } = duty
  if (!gap) return []
  const { noDataFrom, ...known } = gap
  const groups = Map.groupBy(gap.days, ({ day }) => bucketOn(view, duty.window.from, day))
  const shares = [...groups].map(
    ([bucket, days]): Share => [bucket, tallyOf([{ ...duty, gap: { ...known, days } }], period, asOf)],
  )
  if (noDataFrom === undefined) return shares
  const rest = tallyOf([{ ...duty, gap: { ...known, days: [], noDataFrom } }], period, asOf)
  return [...shares, [bucketOn(view, duty.window.from, noDataFrom), rest]]
}
