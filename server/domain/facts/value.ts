/** A value of a fact or of a measure behind it. Numbers of facts are fixed point: whole units of the fact's scale. */
export type Value = number | string | boolean | readonly string[] | null

/**
 * Why a value is unknown. Never 0 for "no data":
 * stale – the source's last day is too far back; not_imported – the source (or this class in it) was never loaded;
 * below_minimum – too few records for the number to mean anything; no_consent – the parents' consent is missing;
 * no_calendar – no loaded calendar answers for the window; no_period – there is no such period (before the first one);
 * not_applicable – there is nothing the number could speak of (no debt, no case); not_recorded – nobody has said it yet;
 * lessons_unknown – whole days were missed and the number of lessons held on them is not known.
 */
export const reasons = [
  'stale',
  'not_imported',
  'below_minimum',
  'no_consent',
  'no_calendar',
  'no_period',
  'not_applicable',
  'not_recorded',
  'lessons_unknown',
] as const
export type Reason = (typeof reasons)[number]

export type Unknown = { readonly unknown: Reason }

const made = new Map<Reason, Unknown>(reasons.map((reason) => [reason, Object.freeze({ unknown: reason })]))

/** The unknown of a reason, one object each: thousands of rows share them. */
export function unknown(reason: Reason): Unknown {
  return made.get(reason) ?? { unknown: reason }
}

export function isUnknown(value: Value | Unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value
}

/** Share in whole hundredths, rounded down: 0.2966 is not yet 0.30. At most 100: a load is a measure, not a count. */
export function shareOf(part: number, whole: number): number {
  return Math.min(100, Math.floor((part * 100) / whole))
}
