/** An open flag of one subject, as far as hiding one behind another goes. */
export type Rival = { readonly ruleId: string; readonly level: number }

/** Which rules' flags a rule hides while its own flag of the same subject is open. */
export type Suppressions = Readonly<Record<string, readonly string[]>>

/**
 * Which of one subject's open flags stand hidden behind which other. Hidden flags live on and are shown with the reason.
 * A flag never hides one of a higher level. Where rules of one level name each other in a circle, the first by id stays
 * visible: no circle can hide everything.
 */
export function suppressFlags(open: readonly Rival[], suppressions: Suppressions): Map<string, string> {
  const hidden = new Map<string, string>()
  const placed: Rival[] = []
  let waiting = [...open].sort((one, other) => other.level - one.level || (one.ruleId < other.ruleId ? -1 : 1))
  while (waiting.length > 0) {
    const flag = waiting.find((one) => !waiting.some((other) => hides(other, one, suppressions))) ?? waiting[0]
    if (!flag) break
    const by = placed.find((other) => hides(other, flag, suppressions))
    if (by) hidden.set(flag.ruleId, by.ruleId)
    placed.push(flag)
    waiting = waiting.filter((other) => other !== flag)
  }
  return hidden
}

function hides(one: Rival, other: Rival, suppressions: Suppressions): boolean {
  return one !== other && one.level >= other.level && (suppressions[one.ruleId]?.includes(other.ruleId) ?? false)
}
