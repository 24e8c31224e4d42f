import type { Trx } from '../database/database.ts'
import { isoOf } from '../domain/day.ts'
import type { Ruled } from '../domain/evaluation.ts'
import { explanationOf } from '../domain/explain/kept.ts'
import type { FlagChange, FlagPlan } from '../domain/flags/reconcile.ts'
import { flagKey, isOpen } from '../domain/flags/state.ts'
import type { FlagInput } from './flags.ts'
import {
  appendFlagEvents,
  endFlags,
  episodeKey,
  type FlagRow,
  saveFlagMemory,
  saveFlags,
  subjectOf,
} from './queries.ts'

/** Every change of a plan once. */
export function changesOf(plan: FlagPlan): FlagChange[] {
  return [
    ...new Map(
      [...plan.raise, ...plan.changeLevel, ...plan.clear, ...plan.keep].map((change) => [change.key, change]),
    ).values(),
  ]
}

/** Writes what a plan did to the flags: their rows, their histories, and where the life of each stands. */
export async function saveChanges(
  trx: Trx,
  input: FlagInput,
  plan: FlagPlan,
  byKey: ReadonlyMap<string, Ruled>,
): Promise<void> {
  const changes = changesOf(plan)
  const grouped = groupedOf(plan)
  const touched = changes.filter(({ state, before, events }) => isOpen(state) || isOpen(before) || events.length > 0)
  const rows = touched.flatMap((change) => rowOf(change, input, plan, grouped, byKey))
  const ids = await saveFlags(trx, rows)
  const orphans = touched.filter(({ key }) => !byKey.has(key))
  for (const [key, id] of await endFlags(trx, input.schoolId, orphans)) ids.set(key, id)
  const events = touched.flatMap((change) => eventsOf(change, input, ids))
  await appendFlagEvents(trx, input.schoolId, events)
  await saveFlagMemory(trx, input.schoolId, isoOf(input.asOf), changes)
}

/** Which signal of the class gathers a flag: the class rule, or the share of the class that one rule took. */
function groupedOf(plan: FlagPlan): Map<string, string> {
  return new Map(
    plan.signals.flatMap(({ ruleId, because, members }) =>
      members.map(
        (member) => [flagKey(member.ruleId, member.subject), because === 'share' ? `share:${ruleId}` : ruleId] as const,
      ),
    ),
  )
}

function rowOf(
  { key, ruleId, subject, state }: FlagChange,
  input: FlagInput,
  plan: FlagPlan,
  grouped: ReadonlyMap<string, string>,
  byKey: ReadonlyMap<string, Ruled>,
): FlagRow[] {
  const ruled = byKey.get(key)
  if (!ruled || state.raisedOn === null) return []
  const { kind, id } = subjectOf(subject)
  const { rule, row } = ruled
  return [
    {
      school_id: input.schoolId,
      rule_id: ruleId,
      subject_kind: kind,
      subject_id: id,
      episode_no: state.episode,
      class_id: row.classId,
      student_id: kind === 'student' ? id : null,
      domain: rule.rule.domain,
      state: statusOf(state),
      level: state.level ?? 0,
      raised_on: isoOf(state.raisedOn),
      opened_on: isoOf(state.openedOn ?? state.raisedOn),
      cleared_on: state.endedOn === null ? null : isoOf(state.endedOn),
      clear_reason: state.endedBecause,
      revision_hash: rule.hash,
      run_id: input.runId,
      explanation: JSON.stringify(explanationOf(rule.rule, rule.compiled, row, input.catalogue, ruled.verdict.level)),
      suppressed_by: plan.suppressed.get(key) ?? null,
      grouped_under: grouped.get(key) ?? null,
    },
  ]
}

function statusOf({ status, endedBecause }: FlagChange['state']): FlagRow['state'] {
  if (status === 'flagged' || status === 'held') return status
  return endedBecause === 'dismissed' || endedBecause === 'closed' ? endedBecause : 'cleared'
}

function eventsOf({ ruleId, subject, state, events }: FlagChange, input: FlagInput, ids: ReadonlyMap<string, number>) {
  const { kind, id } = subjectOf(subject)
  const flagId = ids.get(episodeKey(ruleId, kind, id, state.episode))
  if (flagId === undefined) return []
  return events.map(({ kind: what, on, ...detail }) => ({
    school_id: input.schoolId,
    flag_id: flagId,
    kind: what,
    happened_on: isoOf(on),
    run_id: input.runId,
    detail: JSON.stringify(detail),
  }))
}
