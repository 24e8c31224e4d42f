import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { FlagExplanation } from '../../domain/explain/kept.ts'
import { stateOf } from '../../domain/ladder/moves.ts'
import { ladderOf, rulesOf } from '../../escalations/escalations.ts'
import { countLooked } from '../../facts/facts.ts'
import { requireClass } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { listEffectiveDays, listEvidence } from '../queries/decisions.ts'
import type { OpenFlag } from '../queries.ts'
import { mayDecide, type Sight, sightOf } from './sight.ts'
import { type Standing, standingOn } from './standing.ts'
import { stepOf } from './step.ts'
import { toldExplanation } from './withheld.ts'

export type FlagFilters = {
  class?: number
  level?: number
  rule?: string
  domain?: string
  state?: 'new' | 'decided' | 'held'
}

/** Rows of one answer. */
const limit = 300

/** Open flags by name, most serious and newest first, with what is being done and what is due; numbers for the rest. */
export async function listFlags(trx: Trx, call: Call, filters: FlagFilters) {
  if (filters.class !== undefined) requireClass(call, filters.class)
  const standing = await standingOn(trx, call)
  const sight = await sightOf(trx, call)
  const wanted = standing.flags.filter((flag) => isWanted(flag, filters, standing))
  const seen = wanted.filter(sight)
  const shown = seen.filter((flag) => hiddenBy(flag, standing.flags) === null)
  const from = await listEffectiveDays(
    trx,
    call.who.schoolId,
    shown.map(({ revision }) => revision),
  )
  const tell = await tellerOf(trx, call, standing, { ruleSet: await rulesOf(trx, call), from, flags: shown })
  return {
    asOf: isoOf(call.on),
    runOn: standing.runOn,
    rules: standing.rules,
    total: shown.length,
    flags: shown.slice(0, limit).map(tell),
    signals: signalsOf(seen, await countLooked(trx, call.who.schoolId, standing.runId)),
    behind: seen.filter((flag) => flag.suppressedBy !== null && hiddenBy(flag, standing.flags) !== null).map(behindOf),
    unseen: call.because.reach === 'all' ? countUnseen(wanted, sight, standing) : [],
  }
}

function isWanted(flag: OpenFlag, filters: FlagFilters, { decisionOf, riseOf }: Standing): boolean {
  if (filters.class !== undefined && flag.classId !== filters.class) return false
  if (filters.level !== undefined && flag.level !== filters.level) return false
  if (filters.rule !== undefined && flag.ruleId !== filters.rule) return false
  if (filters.domain !== undefined && flag.domain !== filters.domain) return false
  if (filters.state === 'held') return flag.state === 'held'
  const isNew = decisionOf(flag) === null || riseOf(flag) !== null
  return filters.state === undefined || (filters.state === 'new') === isNew
}

/** What stands in place of a flag; a flag behind one that is no longer open stands for itself. */
export function hiddenBy({ suppressedBy, groupedUnder, subjectKind, subjectId }: OpenFlag, all: readonly OpenFlag[]) {
  if (groupedUnder !== null) return groupedUnder
  const stands = all.some(
    (other) => other.ruleId === suppressedBy && other.subjectKind === subjectKind && other.subjectId === subjectId,
  )
  return stands ? suppressedBy : null
}

type Telling = { ruleSet: RuleSet; from: ReadonlyMap<string, string>; flags: readonly OpenFlag[] }

/** Says one of the flags as the screens show it. */
export async function tellerOf(trx: Trx, call: Call, standing: Standing, { ruleSet, from, flags }: Telling) {
  const ladder = ladderOf(ruleSet)
  const step = stepOf(call, standing, ladder)
  const records = await recordsOf(trx, call, standing, ruleSet, flags)
  return (flag: OpenFlag) => {
    const duty = standing.dutyOf(flag)
    const open = standing.caseOf(flag)
    const decision = standing.decisionOf(flag)
    const rise = standing.riseOf(flag)
    return {
      id: flag.id,
      rule: flag.ruleId,
      ...saidOf(toldExplanation(call, flag, flag.explanation as FlagExplanation)),
      level: flag.level,
      state: flag.state === 'held' ? ('held' as const) : ('flagged' as const),
      domain: flag.domain,
      class: { id: flag.classId, name: flag.className },
      pupil: flag.studentId === null ? null : { id: flag.studentId, name: flag.studentName ?? '' },
      since: flag.openedOn,
      raisedOn: flag.raisedOn,
      revision: { hash: flag.revision, from: from.get(flag.revision) ?? null },
      due: duty ? { on: isoOf(duty.dueOn), status: duty.status, key: duty.key } : null,
      decision: decision && { ...decision, records: decision.evidenceIds.flatMap((id) => records.get(id) ?? []) },
      rise,
      step: step(flag),
      case: open
        ? { id: open.id, state: open.state, title: stateOf(ladder, open.state).title, since: open.stateSince }
        : null,
      notes: standing.notesOf(flag).length,
      mayDecide: (decision?.kind !== 'accepted' || rise !== null) && mayDecide(call, flag.classId),
    }
  }
}

function saidOf({ title, text, advice, clears, points, urgent, isReached }: FlagExplanation) {
  return { title, text, advice, clears, points, urgent, isReached }
}

/** What the records say that met duties to decide without a decision. */
async function recordsOf(
  trx: Trx,
  { who }: Call,
  { decisionOf }: Standing,
  ruleSet: RuleSet,
  flags: readonly OpenFlag[],
) {
  const titles = new Map(
    ruleSet.points.flatMap(({ evidence }) => evidence.map(({ id, title }) => [id, title] as const)),
  )
  const ids = flags.flatMap((flag) => decisionOf(flag)?.evidenceIds ?? [])
  const kinds = await listEvidence(trx, who.schoolId, ids)
  return new Map([...kinds].map(([id, of]) => [id, of.flatMap((kind) => titles.get(kind) ?? [])]))
}

/** Rules that took a large share of a class: one signal in place of many, with its members. */
function signalsOf(seen: readonly OpenFlag[], sizes: ReadonlyMap<number, number>) {
  const gathered = seen.filter(({ groupedUnder }) => groupedUnder !== null)
  return [...Map.groupBy(gathered, ({ classId, ruleId }) => `${classId}|${ruleId}`).values()].flatMap((members) => {
    const [first] = members
    if (!first?.groupedUnder) return []
    return {
      class: { id: first.classId, name: first.className },
      rule: first.ruleId,
      by: first.groupedUnder.startsWith('share:') ? null : first.groupedUnder,
      title: (first.explanation as FlagExplanation).title,
      level: Math.max(...members.map(({ level }) => level)),
      size: sizes.get(first.classId) ?? members.length,
      since: members.map(({ openedOn }) => openedOn).toSorted()[0] ?? first.openedOn,
      members: members.map(({ id, studentId, studentName, level }) => ({
        id,
        pupil: { id: studentId ?? 0, name: studentName ?? '' },
        level,
      })),
    }
  })
}

function behindOf(flag: OpenFlag) {
  return {
    id: flag.id,
    pupil: flag.studentId === null ? null : { id: flag.studentId, name: flag.studentName ?? '' },
    title: (flag.explanation as FlagExplanation).title,
    level: flag.level,
    by: flag.suppressedBy ?? '',
  }
}

/** How many flags there are beside those that the administration sees by name, by level; few of them are not told apart. */
function countUnseen(wanted: readonly OpenFlag[], sight: Sight, { flags }: Standing) {
  const unseen = wanted.filter((flag) => !sight(flag) && hiddenBy(flag, flags) === null)
  return [...Map.groupBy(unseen, ({ level }) => level)]
    .map(([level, own]) => ({ level, count: own.length < 5 ? null : own.length }))
    .toSorted((one, other) => other.level - one.level)
}
