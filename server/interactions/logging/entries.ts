import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { zoneClock } from '../../domain/duties/zone.ts'
import { dutySentence } from '../../domain/explain/duty.ts'
import { isBackdated, pointsServed } from '../../domain/interactions/admit.ts'
import type { Call } from '../../http/call.ts'
import { classesOf } from '../../http/cover.ts'
import { notFound } from '../../http/guards.ts'
import { type JudgedSchool, judgedReached, scopeOf } from '../../overview/overview.ts'
import { findDecisionOf } from '../queries/decisions.ts'
import { countEntries, type EntryRow, type Filter, type Hiding, listAuthors, listEntries } from '../queries/list.ts'
import { listClassesOn } from '../queries/options.ts'
import { type Decided, decidedBy } from './decided.ts'
import { mayVoid } from './take-back.ts'

export const pageSize = 50

export type Asked = {
  class?: number
  pupil?: number
  point?: string
  form?: string
  author?: number
  from?: string
  to?: string
  voided?: 'with' | 'only'
  page?: number
}

/** A page of the interactions a person may see, as of the day of the call, with the duties each of them serves. */
export async function pageOfEntries(trx: Trx, call: Call, asked: Asked) {
  const { schoolId } = call.who
  const judged = await judgedReached(trx, call)
  const { page = 1, point, class: classId, ...rest } = asked
  const kinds = judged.catalogue.points.get(point ?? '')?.evidence.map(({ id }) => id) ?? []
  const filter = { ...ownFilter(call), ...rest, classId, ...(point !== undefined && { point: { id: point, kinds } }) }
  const rows = await listEntries(trx, schoolId, filter, { limit: pageSize, offset: (page - 1) * pageSize })
  const only = classesOf(call.because)
  const decided = await decidedBy(trx, call, idsOf(rows))
  return {
    entries: rows.map((row) => entryOf(row, judged, call, decided)),
    total: await countEntries(trx, schoolId, filter),
    page,
    pageSize,
    forms: [...judged.catalogue.channels].map(([id, title]) => ({ id, title })),
    authors: call.because.reach === 'case' ? [] : await listAuthors(trx, schoolId, only),
    classes: call.because.reach === 'case' ? [] : await listClassesOn(trx, schoolId, isoOf(call.on), only),
    points: judged.points.map(({ id, title }) => ({ id, title })),
  }
}

/** What a right lets a person see, on the day looked at. */
function ownFilter({ because, on, knownAt }: Call): Pick<Filter, 'on' | 'knownAt' | 'classes' | 'isCase'> {
  const isCase = because.reach === 'case'
  return { on: isoOf(on), knownAt, isCase, ...(!isCase && { classes: classesOf(because) }) }
}

/** One interaction with the sentences of the duties it serves and the points it may serve. */
export async function oneEntry(trx: Trx, call: Call, id: number) {
  const [row] = await listEntries(trx, call.who.schoolId, { ...ownFilter(call), id }, { limit: 1, offset: 0 })
  if (!row) throw notFound('Такой записи нет, или она вам не видна.', 'There is no such entry, or not for you to see.')
  const judged = await judgedReached(trx, call)
  const entry = entryOf(row, judged, call, await decidedBy(trx, call, [id]))
  const { isHidden } = entry
  const decision = isHidden ? null : ((await findDecisionOf(trx, call.who.schoolId, id)) ?? null)
  const possible = isHidden ? [] : pointsServed({ evidence: row.evidence, points: [] }, judged.points)
  return {
    entry,
    duties: (isHidden ? [] : servedBy(row, judged, call)).map((duty) => ({
      ...servedOf(duty),
      ...wordsOf(duty, judged),
    })),
    decision,
    mayVoid:
      !call.isPast &&
      !isHidden &&
      decision === null &&
      entry.voided === null &&
      mayVoid(row, call) &&
      access(call.who, 'interactions', 'write') !== undefined,
    attribution: possible.map(({ id: point, title }) => ({ point, title, isOn: entry.points.includes(point) })),
  }
}

function wordsOf(duty: Judged, { catalogue, asOf }: JudgedSchool) {
  const title = catalogue.points.get(duty.spec.point)?.title ?? { ru: '', en: '' }
  const say = (lang: 'ru' | 'en') => dutySentence(duty, catalogue, asOf, lang)
  return { title, text: { ru: say('ru'), en: say('en') } }
}

function servedBy({ id }: Pick<EntryRow, 'id'>, { duties }: JudgedSchool, call: Call): Judged[] {
  const { because } = call
  const { seesPupil } = scopeOf(call)
  const own = duties.filter(
    (duty) => duty.evidenceIds.includes(id) && (duty.studentId === undefined || seesPupil(duty)),
  )
  // A specialist sees what concerns their pupils, not what is asked of a class.
  return because.reach === 'case' ? own.filter(({ studentId }) => studentId !== undefined) : own
}

function servedOf({ key, spec, status, studentId }: Judged) {
  return { key, point: spec.point, status, studentId: studentId ?? null }
}

/** Whether an entry is about a restricted case or an emergency that the person may not read. */
export function isHiddenFrom({ who }: Pick<Call, 'who'>, row: Hiding): boolean {
  return (
    (row.isRestricted && access(who, 'restricted', 'read') === undefined) ||
    (row.isEmergency && access(who, 'emergencies', 'read') === undefined)
  )
}

/** Records that a decision about a flag may have left. */
function idsOf(rows: readonly EntryRow[]): number[] {
  return rows.flatMap(({ id, evidence }) => (evidence.includes('triage') ? [id] : []))
}

function entryOf(row: EntryRow, judged: JudgedSchool, call: Call, decided: ReadonlyMap<number, Decided>) {
  const { catalogue, points } = judged
  const zone = zoneClock(call.who.timeZone)
  const isHidden = isHiddenFrom(call, row)
  const { id, classId, className, form, evidence, authorId, authorName, voidedAt, voidedBy, voidReason } = row
  const { occurredOn, occurredAt, recordedAt, backdateReason, isImported, wasReached, startedBy } = row
  return {
    id,
    class: { id: classId, name: className },
    pupils: isHidden ? [] : row.pupils,
    form: { id: form, title: catalogue.channels.get(form) ?? { ru: form, en: form } },
    evidence: evidence.map((kind) => ({ id: kind, title: catalogue.evidence.get(kind) ?? { ru: kind, en: kind } })),
    points: pointsServed(row, points).map((point) => point.id),
    served: isHidden ? [] : servedBy(row, judged, call).map(servedOf),
    occurredOn,
    occurredAt,
    recordedAt,
    isBackdated: isBackdated(occurredOn, zone.dayOf(Date.parse(recordedAt))),
    backdateReason,
    author: authorId === null ? null : { id: authorId, name: authorName ?? '' },
    isImported,
    topic: isHidden ? null : row.topic,
    outcome: isHidden ? null : row.outcome,
    decision: isHidden ? null : (decided.get(id) ?? null),
    wasReached,
    startedBy,
    voided: voidedAt === null ? null : { at: voidedAt, by: voidedBy, reason: voidReason },
    isHidden,
  }
}
