import type { Rule } from '../formats/rule.ts'

/** How a point of the regulation is watched: by rules that run, by the evidence of duties, or by a person, and why. */
export type PointCoverage = {
  readonly point: string
  readonly title: { readonly ru: string; readonly en: string }
  readonly rules: readonly {
    readonly id: string
    readonly status: Rule['status']
    readonly level: number
    readonly isStale: boolean
  }[]
  readonly notices: readonly string[]
  readonly evidence: readonly string[]
  readonly notAutomated: { readonly ru: string; readonly en: string } | undefined
  /** No running rule and no declared reason: a gap that somebody should answer for. */
  readonly isOpen: boolean
}

type Point = {
  readonly id: string
  readonly title: { ru: string; en: string }
  readonly evidence: readonly { readonly id: string }[]
}

/**
 * The matrix of points and rules. A point is covered by a running rule or a notice; otherwise it needs a declared reason
 * why no rule can watch it ("not automated, because …"), its duties being judged by evidence alone.
 */
export function coverPoints(
  points: readonly Point[],
  rules: readonly Pick<Rule, 'id' | 'status' | 'serves' | 'levels'>[],
  notices: readonly { readonly id: string; readonly points: readonly string[] }[],
  notAutomated: Readonly<Record<string, { ru: string; en: string }>>,
  isStale: (rule: string, point: string) => boolean,
): PointCoverage[] {
  return points.map(({ id, title, evidence }) => {
    const serving = rules
      .filter(({ serves }) => serves.includes(id))
      .map((rule) => ({
        id: rule.id,
        status: rule.status,
        level: Math.max(...rule.levels.map(({ level }) => level)),
        isStale: isStale(rule.id, id),
      }))
    const told = notices.filter((notice) => notice.points.includes(id)).map((notice) => notice.id)
    const reason = Object.hasOwn(notAutomated, id) ? notAutomated[id] : undefined
    const runs = serving.some(({ status }) => status === 'active' || status === 'trial') || told.length > 0
    return {
      point: id,
      title,
      rules: serving,
      notices: told,
      evidence: evidence.map((kind) => kind.id),
      notAutomated: reason,
      isOpen: !runs && reason === undefined,
    }
  })
}
