import { isoOf } from '../../domain/day.ts'
import type { FlagExplanation } from '../../domain/explain/kept.ts'
import type { Ladder } from '../../domain/formats/ladder.ts'
import { nextMoveOf } from '../../domain/ladder/next.ts'
import type { Call } from '../../http/serve.ts'
import type { OpenFlag } from '../queries.ts'
import type { Standing } from './standing.ts'

/**
 * One next step and its day: what the rule advises until somebody decides, then what the ladder asks of the case. Where there
 * is no case to move on, or the level rose since, the advice stands without a day: nobody required one.
 */
export function stepOf({ on }: Pick<Call, 'on'>, standing: Standing, ladder: Ladder) {
  const byClass = Map.groupBy(standing.judged.duties, ({ classId }) => classId)
  return (flag: OpenFlag) => {
    const { advice } = flag.explanation as FlagExplanation
    const said = (text: typeof advice, duty: { dueOn: number; status: string } | undefined) => ({
      text,
      on: duty ? isoOf(duty.dueOn) : null,
      status: duty?.status ?? null,
    })
    if (standing.decisionOf(flag) === null) return said(advice, standing.dutyOf(flag))
    const open = standing.caseOf(flag)
    const next =
      open && standing.riseOf(flag) === null ? nextMoveOf(ladder, open, byClass.get(flag.classId) ?? [], on) : undefined
    return next ? said(next.transition.title, next.duty) : said(advice, undefined)
  }
}
