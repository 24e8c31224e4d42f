import type { Trx } from '../../database/database.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { type Rise, riseSince } from '../../domain/flags/rise.ts'
import { listTriggerClasses } from '../../duties/queries/triggers.ts'
import { isSeenBy } from '../../escalations/escalations.ts'
import { type CaseRow, listOpenCases } from '../../escalations/queries/cases.ts'
import { classesWithin } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import { type JudgedSchool, judgedFor } from '../../overview/overview.ts'
import { Refusal } from '../../refusal.ts'
import { type EventRow, listFlagEvents } from '../queries/decisions.ts'
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
  /** Records that met the duty to decide. */
  evidenceIds: readonly number[]
}

/** The flags of the classes reached that were open on a day, with everything that stands beside them. */
export type Standing = {
  /** The day of the last look by the rules. */
  runOn: string
  runId: number
  /** What was entered before this instant that look counted. */
  runAt: string
  rules: number
  flags: readonly OpenFlag[]
  judged: JudgedSchool
  dutyOf: (flag: OpenFlag) => Judged | undefined
  decisionOf: (flag: OpenFlag) => Decision | null
  /** How the level rose since the decision: it asks for another. */
  riseOf: (flag: OpenFlag) => Rise | null
  notesOf: (flag: OpenFlag) => EventRow[]
  caseOf: (flag: OpenFlag) => CaseRow | undefined
}

/** Reads the open flags of a day and what is being done about them. Refuses a school that no rule has looked at yet. */
export async function standingOn(trx: Trx, call: Call): Promise<Standing> {
  const { who, on, knownAt } = call
  const run = await findLastRun(trx, who.schoolId, isoOf(on))
  if (!run) throw notEvaluated()
  const flags = await flagsOn(trx, call, run)
  const judged = await judgedBeside(trx, call, flags)
  const ids = flags.map(({ id }) => id)
  const events = Map.groupBy(await listFlagEvents(trx, who.schoolId, ids, isoOf(on)), ({ flagId }) => flagId)
  const eventsOf = ({ id }: OpenFlag) => events.get(id) ?? []
  const asked = { on: isoOf(on), knownAt, classIds: classesWithin(call.because) }
  const cases = (await listOpenCases(trx, who.schoolId, asked)).filter(isSeenBy(call))
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
    runAt: run.known_at,
    rules: Object.keys(run.counts as object).length,
    flags,
    judged,
    dutyOf,
    decisionOf: (flag) => decisionOf(flag, eventsOf(flag), dutyOf(flag)),
    riseOf: (flag) => riseOf(flag, eventsOf(flag), dutyOf(flag)),
    notesOf: (flag) => eventsOf(flag).filter(({ kind }) => kind === 'note'),
    caseOf: ({ studentId, domain }) => byPlace.get(`${studentId}|${domain}`),
  }
}

/** The duties of the classes reached, and of those that a pupil with a flag came from: what was asked there was asked there. */
async function judgedBeside(trx: Trx, call: Call, flags: readonly OpenFlag[]): Promise<JudgedSchool> {
  const reached = classesWithin(call.because)
  if (reached === undefined) return judgedFor(trx, call)
  const former = await listTriggerClasses(trx, call.who.schoolId, flags.map(refOf))
  return judgedFor(trx, call, [...new Set([...reached, ...former])])
}

async function flagsOn(
  trx: Trx,
  { who, because, isPast }: Call,
  run: { id: number; as_of: string; rule_set_hash: string },
): Promise<OpenFlag[]> {
  const isLast = dayOf(run.as_of) === (await findLastRunDay(trx, who.schoolId))
  const classIds = classesWithin(because)
  if (isLast && !isPast) return listOpenFlags(trx, who.schoolId, { classIds })
  const flags = await listFlagsAfter(trx, who.schoolId, run)
  return flags.filter(({ classId }) => classIds?.includes(classId) ?? true)
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
    const { on, actor: by, no: eventNo } = accepted
    return { kind: 'accepted', on, by, measures, note, eventNo, evidenceIds: [] }
  }
  if (duty?.satisfiedOn === undefined) return null
  const { satisfiedOn, evidenceIds } = duty
  return { kind: 'met', on: isoOf(satisfiedOn), by: null, measures: [], note: null, eventNo: null, evidenceIds }
}

/** How the level of a flag rose since it was decided about. */
export function riseOf(flag: OpenFlag, events: readonly EventRow[], duty: Judged | undefined): Rise | null {
  const decision = decisionOf(flag, events, duty)
  return decision === null ? null : riseSince(events, { no: decision.eventNo, on: decision.on }, flag.level)
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
