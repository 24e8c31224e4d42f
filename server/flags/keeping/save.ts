import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { Ruled } from '../../domain/evaluation.ts'
import { explanationOf } from '../../domain/explain/kept.ts'
import type { FlagChange, FlagPlan } from '../../domain/flags/reconcile.ts'
import { flagKey, isOpen } from '../../domain/flags/state.ts'
import { canonicalOf } from '../../domain/revisions/canonical.ts'
import type { FlagInput } from '../flags.ts'
import { appendFlagEvents } from '../queries/events.ts'
import {
  type Ending,
  endFlags,
  episodeKey,
  type FlagRow,
  listOpenRows,
  type OpenRow,
  saveFlags,
  subjectOf,
} from '../queries/rows.ts'
import { saveFlagMemory } from '../queries.ts'

/** Every change of a plan once. */
export function changesOf(plan: FlagPlan): FlagChange[] {
  return [
    ...new Map(
      [...plan.raise, ...plan.changeLevel, ...plan.clear, ...plan.keep].map((change) => [change.key, change]),
    ).values(),
  ]
}

/**
 * Writes what a plan did to the flags: their rows, their histories, and where the life of each stands. What is as it was
 * is not written. A flag that ended keeps the explanation it was last open with.
 */
export async function saveChanges(
  trx: Trx,
  input: FlagInput,
  plan: FlagPlan,
  byKey: ReadonlyMap<string, Ruled>,
): Promise<void> {
  const { schoolId } = input
  const changes = changesOf(plan)
  const before = await listOpenRows(trx, schoolId)
  const open = changes.filter(({ state }) => isOpen(state))
  const rows = open.flatMap((change) => rowOf(change, input, hiddenOf(plan), byKey))
  const ids = new Map([...before].map(([key, { id }]) => [key, id]))
  const differing = rows.filter((row) => differs(row, before.get(keyOfRow(row))))
  for (const [key, id] of await saveFlags(trx, differing)) ids.set(key, id)
  const ended = changes.filter(({ state, before: then }) => isOpen(then) && !isOpen(state))
  await endFlags(trx, schoolId, ended.map(endingOf))
  const lived = changes.flatMap((change) => eventsOf(change, input, ids, byKey))
  const hidden = differing.flatMap((row) => hidingOf(row, before.get(keyOfRow(row)), input, ids))
  await appendFlagEvents(trx, schoolId, [...lived, ...hidden])
  const moved = changes.filter(({ before: then, state }) => canonicalOf(then) !== canonicalOf(state))
  await saveFlagMemory(trx, schoolId, isoOf(input.asOf), moved)
}

type Hidden = Pick<OpenRow, 'suppressed_by' | 'grouped_under'>

/**
 * What stands in place of an open flag, by its key: another flag of the pupil, or the signal of the class that gathers it:
 * a class rule, or the share of the class that one rule took.
 */
function hiddenOf({ suppressed, signals }: FlagPlan): Map<string, Hidden> {
  const gathered = signals.flatMap(({ ruleId, because, members }) =>
    members.map((member): [string, Hidden] => [
      flagKey(member.ruleId, member.subject),
      { suppressed_by: null, grouped_under: because === 'share' ? `share:${ruleId}` : ruleId },
    ]),
  )
  const behind = [...suppressed].map(([key, by]): [string, Hidden] => [key, { suppressed_by: by, grouped_under: null }])
  return new Map([...gathered, ...behind])
}

function rowOf(
  { key, ruleId, subject, state }: FlagChange,
  input: FlagInput,
  hidden: ReadonlyMap<string, Hidden>,
  byKey: ReadonlyMap<string, Ruled>,
): FlagRow[] {
  const ruled = byKey.get(key)
  if (!ruled || state.raisedOn === null || (state.status !== 'flagged' && state.status !== 'held')) return []
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
      state: state.status,
      level: state.level ?? 0,
      raised_on: isoOf(state.raisedOn),
      opened_on: isoOf(state.openedOn ?? state.raisedOn),
      cleared_on: null,
      clear_reason: null,
      revision_hash: rule.hash,
      run_id: input.runId,
      explanation: JSON.stringify(explanationOf(rule.rule, rule.compiled, row, input.catalogue, ruled.verdict.level)),
      ...(hidden.get(key) ?? { suppressed_by: null, grouped_under: null }),
    },
  ]
}

function keyOfRow({ rule_id, subject_kind, subject_id, episode_no }: FlagRow): string {
  return episodeKey(rule_id, subject_kind, subject_id, episode_no)
}

/** Whether anything a person could see is other than it was; which run saw the same again is nothing new. */
function differs(row: FlagRow, before: OpenRow | undefined): boolean {
  if (!before) return true
  const { explanation } = row
  const now = { ...row, explanation: typeof explanation === 'string' ? (JSON.parse(explanation) as unknown) : null }
  const { id: _, ...then } = before
  return canonicalOf({ ...now, run_id: null }) !== canonicalOf({ ...then, run_id: null })
}

function endingOf({ ruleId, subject, state }: FlagChange): Ending {
  const { kind, id } = subjectOf(subject)
  const by = state.endedBecause === 'dismissed' || state.endedBecause === 'closed' ? state.endedBecause : 'cleared'
  const on = state.endedOn === null ? null : isoOf(state.endedOn)
  return { ruleId, kind, id, episode: state.episode, state: by, on, reason: state.endedBecause }
}

/** What happened in the life of a flag, with the revision that said so. */
function eventsOf(
  { key, ruleId, subject, state, events }: FlagChange,
  input: FlagInput,
  ids: ReadonlyMap<string, number>,
  byKey: ReadonlyMap<string, Ruled>,
) {
  const { kind, id } = subjectOf(subject)
  const flagId = ids.get(episodeKey(ruleId, kind, id, state.episode))
  if (flagId === undefined) return []
  const revision = byKey.get(key)?.rule.hash ?? null
  return events.map(({ kind: what, on, ...detail }) => ({
    ...eventOf(input, flagId),
    kind: what as string,
    happened_on: isoOf(on),
    detail: JSON.stringify({ ...detail, revision }),
  }))
}

/** That a flag came to stand behind another, or among those of its class, or on its own again. */
function hidingOf(row: FlagRow, before: OpenRow | undefined, input: FlagInput, ids: ReadonlyMap<string, number>) {
  const flagId = ids.get(keyOfRow(row))
  const [by, was] = [row.suppressed_by ?? row.grouped_under, before?.suppressed_by ?? before?.grouped_under]
  if (flagId === undefined || (by ?? null) === (was ?? null)) return []
  const kind = by == null ? 'shown' : row.suppressed_by ? 'suppressed' : 'grouped'
  return [
    {
      ...eventOf(input, flagId),
      kind,
      happened_on: isoOf(input.asOf),
      detail: JSON.stringify(by == null ? {} : { by }),
    },
  ]
}

function eventOf({ schoolId, runId }: FlagInput, flagId: number) {
  return { school_id: schoolId, flag_id: flagId, run_id: runId }
}
