import { type Day, isoOf } from '../../domain/day.ts'
import { isPending, type Judged, type Status } from '../../domain/duties/duty.ts'
import { dutyStateText } from '../../domain/explain/duty.ts'
import { countRequests, type JudgedSchool } from '../../overview/overview.ts'
import { both } from '../formats/words.ts'
import type { MondayPage } from './monday-shape.ts'

const late: ReadonlySet<Status> = new Set(['in_grace', 'overdue'])
const week = 7
const fortnight = 14

/** The key of a duty as its reader may be told it. */
type KeyOf = (duty: Judged) => string

function ofPoint({ duties }: JudgedSchool, point: string): Judged[] {
  return duties.filter(({ spec }) => spec.point === point)
}

function nameOf({ classes }: JudgedSchool, classId: number): string {
  return classes.get(classId)?.name ?? ''
}

/** Emergencies of the last seven days, and older ones that still ask for something. */
export function emergenciesOf(school: JudgedSchool, keyOf: KeyOf): NonNullable<MondayPage['emergencies']> {
  const { asOf, catalogue } = school
  return ofPoint(school, 'II.1')
    .filter((duty) => isPending(duty) || startedOn(duty) > asOf - week)
    .toSorted((one, other) => startedOn(other) - startedOn(one))
    .map((duty) => ({
      className: nameOf(school, duty.classId),
      key: keyOf(duty),
      on: isoOf(startedOn(duty)),
      status: duty.status,
      text: both((lang) => dutyStateText(duty, catalogue, asOf, lang)),
    }))
}

function startedOn({ trigger, opensOn }: Judged): Day {
  return trigger?.openedOn ?? opensOn
}

/** Memos and meetings recorded in the last seven days, and sessions planned for the next seven. */
export function memosOf(school: JudgedSchool): MondayPage['memos'] {
  const { asOf, catalogue, seen, points } = school
  const from = asOf - week + 1
  const kinds = ['memo', 'meeting', 'meetingProtocol'] as const
  const held = [...seen.classes.values()].flatMap(({ class: own, evidence }) => {
    const found = kinds.flatMap((kind) => (evidence.get(kind) ?? []).map((record) => ({ kind, record })))
    return [...new Map(found.map((each) => [each.record.id, each])).values()]
      .filter(({ record }) => record.classId === own.id && record.occurredOn >= from)
      .map(({ kind, record }) => ({
        className: nameOf(school, own.id),
        on: isoOf(record.occurredOn),
        kind: catalogue.evidence.get(kind === 'meetingProtocol' ? 'meeting' : kind) ?? { ru: kind, en: kind },
        isAhead: false,
        record: record.id,
      }))
  })
  const session = points.flatMap(({ triggers }) => triggers).find(({ id }) => id === 'sessionScheduled')?.title
  const ahead = [...seen.classes.values()].flatMap(({ class: own, triggers }) =>
    (triggers.get('sessionScheduled') ?? []).flatMap(({ eventOn }) =>
      eventOn !== undefined && eventOn >= asOf && eventOn <= asOf + week && session
        ? [{ className: nameOf(school, own.id), on: isoOf(eventOn), kind: session, isAhead: true, record: null }]
        : [],
    ),
  )
  const items = [...held, ...ahead].toSorted((one, other) => one.on.localeCompare(other.on))
  return { from: isoOf(from), to: isoOf(asOf), items }
}

/** Agreements that run, and those whose weekly status did not come in the last two weeks. */
export function agreementsOf(school: JudgedSchool, keyOf: KeyOf): MondayPage['agreements'] {
  const { asOf, seen } = school
  const active = [...seen.classes.values()].flatMap(({ triggers }) =>
    (triggers.get('agreementPlan') ?? []).filter(({ closedOn }) => closedOn === undefined),
  ).length
  const missing = ofPoint(school, 'II.5').filter(
    ({ status, closesOn }) => late.has(status) || (status === 'missed' && closesOn > asOf - fortnight),
  )
  const without = [...Map.groupBy(missing, ({ trigger, key }) => trigger?.id ?? key).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const dueOn = Math.min(...own.map((duty) => duty.dueOn))
    const key = keyOf(own.find((duty) => duty.dueOn === dueOn) ?? first)
    return [{ className: nameOf(school, first.classId), key, dueOn: isoOf(dueOn), weeks: own.length }]
  })
  return { active, without: without.toSorted((one, other) => one.dueOn.localeCompare(other.dueOn)) }
}

/** Requests of parents that wait for an answer; urgent are those due today or tomorrow and those past their term. */
export function requestsOf(school: JudgedSchool, keyOf: KeyOf): MondayPage['requests'] {
  const { asOf } = school
  const open = ofPoint(school, 'III.3').filter(isPending)
  const overdue = open.filter(({ status }) => late.has(status))
  const dueNow = open.filter((duty) => !late.has(duty.status) && duty.dueOn <= asOf + 1)
  const urgent = [...overdue, ...dueNow]
    .toSorted((one, other) => one.dueOn - other.dueOn)
    .map((duty) => ({
      className: nameOf(school, duty.classId),
      key: keyOf(duty),
      receivedOn: isoOf(startedOn(duty)),
      dueOn: isoOf(duty.dueOn),
      status: duty.status,
    }))
  return { open: countRequests(school, school.duties).open, dueNow: dueNow.length, overdue: overdue.length, urgent }
}

/** Classes with a review of II.10 within its two weeks, of those of which it is asked now. */
export function reviewOf(school: JudgedSchool, keyOf: KeyOf): MondayPage['review'] {
  const { asOf, present } = school
  const asked = ofPoint(school, 'II.10').filter(
    ({ opensOn, window, status }) =>
      opensOn <= asOf && window.to >= asOf && status !== 'not_applicable' && status !== 'no_data',
  )
  const byClass = new Map(asked.map((duty) => [duty.classId, duty]))
  const classes = present.filter(({ id }) => byClass.has(id))
  const missing = classes.filter(({ id }) => {
    const status = byClass.get(id)?.status
    return status === 'in_grace' || status === 'overdue' || status === 'missed'
  })
  return {
    done: classes.length - missing.length,
    of: classes.length,
    missing: missing.flatMap(({ id, name }) => {
      const duty = byClass.get(id)
      return duty ? [{ className: name, key: keyOf(duty) }] : []
    }),
  }
}

/** What comes due in the next fourteen days and is not done, by point in the order of the regulation. */
export function deadlinesOf(school: JudgedSchool): MondayPage['deadlines'] {
  const { asOf, duties, points } = school
  const ahead = duties.filter(
    ({ status, dueOn, gap }) =>
      !gap && (status === 'open' || status === 'due_soon') && dueOn >= asOf && dueOn <= asOf + fortnight,
  )
  const byPoint = Map.groupBy(ahead, ({ spec }) => spec.point)
  return points.flatMap(({ id, title }) => {
    const own = byPoint.get(id)
    if (!own) return []
    return [{ point: id, title, count: own.length, nextOn: isoOf(Math.min(...own.map(({ dueOn }) => dueOn))) }]
  })
}
