import { shownCount } from '../../domain/access/few.ts'
import type { PointCoverage } from '../../domain/checks/points.ts'
import type { Day } from '../../domain/day.ts'
import type { DutyCalendar } from '../../domain/duties/world.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import { listPoints, type RuleSet, type TestReport } from '../../rules/rules.ts'
import type { RaisedCount } from '../queries.ts'
import { normsOf } from './norms.ts'

/** What points are told with beside their own words. */
export type PointGround = {
  readonly ruleSet: RuleSet
  readonly calendar: DutyCalendar | undefined
  readonly on: Day
  readonly raised: ReadonlyMap<string, RaisedCount>
  readonly hasClasses: boolean
  /** Verdicts of the examples, once they have been run. */
  readonly tests: TestReport | undefined
}

/** Every point with its words, norms, evidence, and what watches it. */
export function tellPoints(ground: PointGround) {
  const coverage = new Map(listPoints(ground.ruleSet).map((each) => [each.point, each]))
  return ground.ruleSet.regulation.map(({ section, title, points }) => ({
    section,
    title,
    points: points.map((point) => tellPoint(section, point, coverage.get(point.id), ground)),
  }))
}

function tellPoint(section: string, point: RegulationPoint, covered: PointCoverage | undefined, ground: PointGround) {
  const { id, title, text, forms, periodicity, kind, evidence, notApplicable, notes } = point
  const { ruleSet, calendar, on } = ground
  const channels = new Map(ruleSet.channels.map((channel) => [channel.id, channel]))
  return {
    id,
    section,
    title,
    text,
    forms,
    periodicity,
    kind,
    notes: notes ?? null,
    norms: normsOf(point, calendar, on),
    triggers: point.triggers.map((trigger) => ({
      id: trigger.id,
      title: trigger.title,
      kind: trigger.kind,
      flagsFromLevel: trigger.raisedBy?.minLevel ?? null,
    })),
    evidence: evidence.map((each) => ({ id: each.id, title: each.title })),
    channels: point.channels.flatMap((each) => channels.get(each) ?? []).map(channelShown),
    notApplicable: notApplicable.map((each) => each.title),
    rules: rulesOf(covered, ground),
    notices: ruleSet.notices
      .filter((notice) => notice.points.includes(id))
      .map((notice) => ({ id: notice.id, title: notice.title, level: notice.level, advice: notice.advice })),
    coverage: coverageOf(covered, ground),
  }
}

function channelShown({ id, title, form, personalData, legality }: RuleSet['channels'][number]) {
  return { id, title, form, personalData, legality }
}

function rulesOf(covered: PointCoverage | undefined, { ruleSet, raised }: PointGround) {
  const titles = new Map(ruleSet.rules.map(({ rule }) => [rule.id, rule.title]))
  return (covered?.rules ?? []).map((rule) => ({
    ...rule,
    title: titles.get(rule.id) ?? { ru: rule.id, en: rule.id },
    raised: shownCount(raised.get(rule.id)?.raised ?? 0),
  }))
}

const runs = (status: string) => status === 'active' || status === 'trial'

function coverageOf(covered: PointCoverage | undefined, { ruleSet, raised, hasClasses, tests }: PointGround) {
  const serving = covered?.rules ?? []
  const running = serving.filter(({ status }) => runs(status))
  return {
    automatic: running.length > 0 || (covered?.notices.length ?? 0) > 0,
    manual: covered?.notAutomated ?? null,
    untested: serving.map(({ id }) => id).filter((id) => isUntested(id, ruleSet, tests)),
    // An empty school has had nothing to look at.
    neverFired: !hasClasses ? [] : running.map(({ id }) => id).filter((id) => !raised.has(id)),
    stale: serving.filter(({ isStale }) => isStale).map(({ id }) => id),
    isOpen: covered?.isOpen ?? true,
  }
}

/** Without examples, or with one that does not come out as it says. */
function isUntested(id: string, { rules }: RuleSet, tests: TestReport | undefined): boolean {
  const examples = rules.find(({ rule }) => rule.id === id)?.examples
  return !examples || (tests?.results.some(({ rule, status }) => rule === id && status === 'failed') ?? false)
}
