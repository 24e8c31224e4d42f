/** What a review says of a case: the work helped, did not, things got worse, or it is too early to tell. */
export type Dynamics = 'improved' | 'none' | 'worse' | 'tooEarly'

/** Numbers of a criterion as of a day; one that the ladder does not hold on that day is undefined. */
export type CriterionTerms = Readonly<Record<string, number | undefined>>

/** What was counted for a case: as the case was opened and as of the day. Means are of marks, 2–5; shares are 0–1. */
export type Measured =
  | {
      domain: 'academic'
      before: number | null
      now: number | null
      newTwos: number
      recentTwos: number
      daysOpen: number
    }
  | { domain: 'attendance'; before: number; now: number; daysOpen: number }
  | { domain: 'conduct'; before: number; since: number; recent: number; daysOpen: number }
  | { domain: 'family'; reached: number; indexBefore: number | null; indexNow: number | null; daysOpen: number }
  | { domain: 'support'; judged: number; negative: number; lastNegative: boolean; planned: number; attended: number }

/**
 * What the numbers of a case suggest; null where there is nothing to go by. A suggestion: the class teacher's answer stands.
 * Days open are school days for learning and attendance, plain days elsewhere. Source: the ladder's `improvement`.
 */
export function suggestDynamics(measured: Measured, terms: CriterionTerms): Dynamics | null {
  if (measured.domain === 'academic') return ofLearning(measured, terms)
  if (measured.domain === 'attendance') return ofAttendance(measured, terms)
  if (measured.domain === 'conduct') return ofConduct(measured, terms)
  if (measured.domain === 'family') return ofFamily(measured, terms)
  return ofSupport(measured, terms)
}

type Of<D extends Measured['domain']> = Extract<Measured, { domain: D }>

function ofLearning({ before, now, newTwos, recentTwos, daysOpen }: Of<'academic'>, terms: CriterionTerms) {
  const { gain, enough, quiet_days, little, new_twos } = terms
  if (gain === undefined || enough === undefined || quiet_days === undefined) return null
  if (little === undefined || new_twos === undefined || before === null) return null
  if (now === null) return daysOpen < quiet_days ? 'tooEarly' : null
  const rise = rounded(now - before)
  const isRaised = rise >= gain || (before < enough && now >= enough)
  if (isRaised && recentTwos === 0) return daysOpen < quiet_days ? 'tooEarly' : 'improved'
  if (newTwos >= new_twos || (rise < little && daysOpen >= quiet_days)) return rise < 0 ? 'worse' : 'none'
  return 'tooEarly'
}

function ofAttendance({ before, now, daysOpen }: Of<'attendance'>, terms: CriterionTerms) {
  const { window_days, left, remaining } = terms
  if (window_days === undefined || left === undefined || remaining === undefined) return null
  if (daysOpen < window_days) return now > before ? 'worse' : 'tooEarly'
  if (now > before) return 'worse'
  if (now <= left && now <= before * remaining) return 'improved'
  return now > before * remaining ? 'none' : 'tooEarly'
}

function ofConduct({ before, since, recent, daysOpen }: Of<'conduct'>, terms: CriterionTerms) {
  const { quiet_days } = terms
  if (quiet_days === undefined) return null
  if (recent > 0) return since > before ? 'worse' : 'none'
  return daysOpen < quiet_days ? 'tooEarly' : 'improved'
}

function ofFamily({ reached, indexBefore, indexNow, daysOpen }: Of<'family'>, terms: CriterionTerms) {
  const { index_gain, silent_days } = terms
  if (index_gain === undefined || silent_days === undefined) return null
  const rise = indexBefore === null || indexNow === null ? 0 : indexNow - indexBefore
  if (rise <= -index_gain) return 'worse'
  if (reached > 0 || rise >= index_gain) return 'improved'
  return daysOpen >= silent_days ? 'none' : 'tooEarly'
}

function ofSupport({ judged, negative, lastNegative, planned, attended }: Of<'support'>, terms: CriterionTerms) {
  const least = terms['attended']
  const most = terms['negative']
  if (least === undefined || most === undefined) return null
  if (negative >= most) return lastNegative ? 'worse' : 'none'
  if (judged === 0) return null
  const came = planned === 0 || attended / planned >= least
  return !lastNegative && came ? 'improved' : 'tooEarly'
}

/** Means come in hundredths: a rise of 0.3 must not be 0.29999. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
