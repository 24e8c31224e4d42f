import type { Day } from '../day.ts'
import type { RegulationPoint } from '../formats/regulation.ts'

/** A flag on a pupil that was raised, with what decides whose trigger it is. */
export type RaisedFlag = {
  readonly ruleId: string
  readonly domain: string
  readonly serves: readonly string[]
  readonly level: number
  readonly studentId: number
  readonly classId: number
  readonly episode: number
  readonly raisedOn: Day
}

export type FlagTrigger = {
  readonly cause: string
  readonly ref: string
  readonly studentId: number
  readonly classId: number
  readonly openedOn: Day
}

/**
 * The triggers that raised flags are, by what the points say of themselves (`raisedBy`). One flag may be the trigger of
 * several points; one episode of a flag is one trigger however often it is looked at.
 * @param points the regulation in force
 */
export function planFlagTriggers(points: readonly RegulationPoint[], flags: readonly RaisedFlag[]): FlagTrigger[] {
  const causes = points.flatMap((point) =>
    point.triggers.flatMap(({ id, raisedBy }) => (raisedBy ? [{ point: point.id, cause: id, raisedBy }] : [])),
  )
  return flags.flatMap((flag) =>
    causes
      .filter(({ point, raisedBy }) => isRaisedBy(raisedBy, point, flag))
      .map(({ cause }) => ({
        cause,
        ref: `${flag.ruleId}|student:${flag.studentId}|${flag.episode}`,
        studentId: flag.studentId,
        classId: flag.classId,
        openedOn: flag.raisedOn,
      })),
  )
}

type RaisedBy = NonNullable<RegulationPoint['triggers'][number]['raisedBy']>

function isRaisedBy({ minLevel, domains, serving }: RaisedBy, point: string, flag: RaisedFlag): boolean {
  if (flag.level < minLevel) return false
  if (domains && !domains.some((domain) => domain === flag.domain)) return false
  return serving !== true || flag.serves.includes(point)
}
