import type { Trx } from '../../database/database.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { isSeenBy } from '../../escalations/escalations.ts'
import { type CaseRow, listOpenCases } from '../../escalations/queries/cases.ts'
import type { Call } from '../../http/serve.ts'
import { type JudgedSchool, judgedFor } from '../../overview/overview.ts'
import { Refusal } from '../../refusal.ts'
import { type EventRow, listDecisions } from '../queries/decisions.ts'
import { findLastRun, findLastRunDay, listOpenFlags, type OpenFlag } from '../queries.ts'
import { listFlagsAfter } from './evaluate.ts'

/** What of a flag people decided: the last word that stands. */
export type Decision = {
  kind: 'accepted' | 'met'
  on: string
  by: string | null
  measures: string[]
  note: string | null
  eventNo: number | null
}

/** The flags that were open on a day, with everything that stands beside them. */
export type Standing = {
  /** The day of the last look by the rules. */
  runOn: string
  runId: number
  rules: number
  flags: readonly OpenFlag[]
  judged: JudgedSchool
  dutyOf: (flag: OpenFlag) => Judged | undefined
  decisionOf: (flag: OpenFlag) => Decision | null
  notesOf: (flag: OpenFlag) => EventRow[]
  caseOf: (flag: OpenFlag) => CaseRow | undefined
}

/** Reads the open flags of a day and what is being done about them. Refuses a school that no rule has looked at yet. */
export async function standingOn(trx: Trx, call: Call): Promise<Standing> {
  const { who, on } = call
  const run = await findLastRun(trx, who.schoolId, isoOf(on))
  if (!run) throw notEvaluated()
  const flags = await flagsOn(trx, call, run)
  const judged = await judgedFor(trx, call)
  const decisions = await listDecisions(
    trx,
    who.schoolId,
    flags.map(({ id }) => id),
    isoOf(on),
  )
  const cases = (await listOpenCases(trx, who.schoolId, { on: isoOf(on) })).filter(isSeenBy(call))
  const byPlace = new Map(cases.map((one) => [`${one.studentId}|${one.domain}`, one]))
  const duties = new Map(
    judged.duties
      .filter(({ spec, trigger }) => spec.point === 'II.2' && trigger?.ref !== undefined)
      .map((duty) => [duty.trigger?.ref ?? '', duty]),
  )
  const dutyOf = (flag: OpenFlag) => duties.get(refOf(flag))
  return {
    runOn: run.as_of,
    runId: run.id,
    rules: Object.keys(run.counts as object).length,
    flags,
    judged,
    dutyOf,
    decisionOf: (flag) => decisionOf(flag, decisions.get(flag.id) ?? [], dutyOf(flag)),
    notesOf: (flag) => (decisions.get(flag.id) ?? []).filter(({ kind }) => kind === 'note'),
    caseOf: ({ studentId, domain }) => byPlace.get(`${studentId}|${domain}`),
  }
}

async function flagsOn(
  trx: Trx,
  { who, isPast }: Call,
  run: { id: number; as_of: string; rule_set_hash: string },
): Promise<OpenFlag[]> {
  const isLast = dayOf(run.as_of) === (await findLastRunDay(trx, who.schoolId))
  return isLast && !isPast ? listOpenFlags(trx, who.schoolId) : listFlagsAfter(trx, who.schoolId, run)
}

/** The natural key of the trigger that a flag is. */
export function refOf({ ruleId, subjectKind, subjectId, episode }: OpenFlag): string {
  return `${ruleId}|${subjectKind}:${subjectId}|${episode}`
}

/** A word given to this opening of the flag; where the duty is met by a record of another kind, that counts too. */
export function decisionOf(flag: OpenFlag, events: readonly EventRow[], duty: Judged | undefined): Decision | null {
  const accepted = acceptanceOf(events.filter(({ on }) => on >= flag.openedOn))
  if (accepted) {
    const { measures = [], note = null } = accepted.detail as { measures?: string[]; note?: string | null }
    return { kind: 'accepted', on: accepted.on, by: accepted.actor, measures, note, eventNo: accepted.no }
  }
  if (duty?.satisfiedOn === undefined) return null
  return { kind: 'met', on: isoOf(duty.satisfiedOn), by: null, measures: [], note: null, eventNo: null }
}

/** The last acceptance that was not taken back. */
export function acceptanceOf(events: readonly EventRow[]): EventRow | undefined {
  const undone = new Set(events.flatMap(({ kind, detail }) => (kind === 'undone' ? [detail['event']] : [])))
  return events.findLast(({ kind, no }) => kind === 'accepted' && !undone.has(no))
}

function notEvaluated(): Refusal {
  return new Refusal('not-evaluated', {
    ru: 'На этот день школу ещё не проверяли по правилам: сигналов показать нельзя. Они появятся после первой загрузки и проверки.',
    en: 'The school had not been evaluated by the rules on that day: there are no flags to show. They appear after the first load and evaluation.',
  })
}
