import { type Day, isoOf } from '../domain/day.ts'
import { type Ground, workdayFrom, workdaysAfter } from './ground.ts'
import { addIncident } from './incidents.ts'
import type { ClassJournal } from './journal/days.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { addTrigger } from './triggers.ts'
import { projects, requestTopics, schoolEvents } from './words/school.ts'

/** What school life brings to a class teacher's desk: requests, invitations, meetings, questions, emergencies. */
export function addOccasions(ground: Ground, journals: readonly ClassJournal[], staff: Staff, records: Records): void {
  for (const journal of journals) {
    const chance = ground.random.branch(`occasions ${journal.schoolClass.id}`)
    addRequests(ground, journal, chance, records)
    addEvents(ground, journal, chance, records)
    addMeetings(ground, journal, chance, records)
    addQuestions(ground, journal, chance, records)
    addEmergencies(ground, journal, chance, records)
    addProjects(ground, journal, records)
  }
  addReferrals(ground, journals, staff, records)
}

function oneOf({ stays }: ClassJournal, day: Day, chance: Random): number | undefined {
  const here = stays.filter(({ from, to }) => from <= day && day <= to)
  return here.length === 0 ? undefined : chance.pick(here).student.id
}

/** Parents turn about once in two months per class; every now and then the class teacher cannot solve it alone. */
function addRequests(ground: Ground, journal: ClassJournal, chance: Random, records: Records): void {
  const { production } = ground.calendars
  for (const { day } of journal.days.filter(() => chance.chance(0.028))) {
    const studentId = oneOf(journal, day, chance)
    const { topic, text } = chance.pick(requestTopics)
    const solvedOn = workdaysAfter(production, day, 1)
    const alone = chance.chance(0.6) && solvedOn <= ground.asOf
    const withdrawn = !alone && chance.chance(0.03)
    const attributes = {
      topic,
      text,
      ...(alone && { exclusions: [{ point: 'III.4', code: 'solvedAlone', on: isoOf(solvedOn) }] }),
    }
    const closing = withdrawn ? { closedOn: solvedOn, closeReason: 'withdrawn' } : {}
    const classId = journal.schoolClass.id
    const about = addTrigger(ground, records, {
      kind: 'request',
      cause: 'parentRequest',
      classId,
      on: day,
      studentId,
      attributes,
      ...closing,
    })
    if (alone || withdrawn || !chance.chance(0.15) || solvedOn > ground.asOf) continue
    addTrigger(ground, records, {
      kind: 'request',
      cause: 'cannotSolve',
      classId,
      on: solvedOn,
      studentId,
      attributes: { about, topic, text },
    })
  }
}

/** Invitations of the administration, about two weeks before the event; some events are worth telling of. */
function addEvents(ground: Ground, journal: ClassJournal, chance: Random, records: Records): void {
  const { production } = ground.calendars
  const classId = journal.schoolClass.id
  for (const { day } of journal.days.filter(() => chance.chance(0.02))) {
    const eventOn = workdaysAfter(production, day, chance.int(6, 12))
    const title = chance.pick(schoolEvents)
    const cancelled = chance.chance(0.04) ? { closedOn: eventOn - 1, closeReason: 'eventCancelled' } : {}
    const attributes = { eventOn: isoOf(eventOn), title }
    addTrigger(ground, records, { kind: 'event', cause: 'schoolEvent', classId, on: day, attributes, ...cancelled })
    if (eventOn > ground.asOf || 'closedOn' in cancelled || !chance.chance(0.5)) continue
    const unpublished = chance.chance(0.15) ? { closedOn: eventOn + 1, closeReason: 'noPublication' } : {}
    addTrigger(ground, records, {
      kind: 'event',
      cause: 'publishableEvent',
      classId,
      on: eventOn,
      attributes: { title },
      ...unpublished,
    })
  }
}

/** One meeting of the association or with the deputy in every other month, all class teachers invited. */
function addMeetings(ground: Ground, { schoolClass, days }: ClassJournal, chance: Random, records: Records): void {
  const months = Map.groupBy(days, ({ day }) => isoOf(day).slice(0, 7))
  for (const [month, own] of months) {
    const on = own[Math.min(9, own.length - 1)]?.day
    if (on === undefined || own.length < 10 || Number(month.slice(5)) % 2 === 0 || chance.chance(0.05)) continue
    addTrigger(ground, records, { kind: 'event', cause: 'groupMeeting', classId: schoolClass.id, on })
  }
}

const questions: readonly { share: number; kind: 'flag' | 'event'; cause: string; withStudent: boolean }[] = [
  { share: 0.014, kind: 'flag', cause: 'flagRaised', withStudent: true },
  { share: 0.005, kind: 'flag', cause: 'specialistFlag', withStudent: true },
  { share: 0.003, kind: 'flag', cause: 'academicFlag', withStudent: true },
  { share: 0.0015, kind: 'event', cause: 'analyticsRequested', withStudent: true },
  { share: 0.001, kind: 'event', cause: 'meetingRequested', withStudent: true },
]

/** What colleagues notice and ask. */
function addQuestions(ground: Ground, journal: ClassJournal, chance: Random, records: Records): void {
  for (const { day } of journal.days)
    for (const { share, kind, cause } of questions) {
      if (!chance.chance(share)) continue
      const studentId = oneOf(journal, day, chance)
      const isAnswerDue = cause === 'analyticsRequested'
      const attributes = isAnswerDue ? { eventOn: isoOf(workdaysAfter(ground.calendars.production, day, 6)) } : {}
      const isDismissed = cause === 'academicFlag' && chance.chance(0.15)
      const closing = isDismissed
        ? { closedOn: workdayFrom(ground.calendars.production, day + 2), closeReason: 'flagDismissed' }
        : {}
      addTrigger(ground, records, {
        kind,
        cause,
        classId: journal.schoolClass.id,
        on: day,
        studentId,
        attributes,
        ...closing,
      })
    }
}

/** A few times a year something happens that the principal has to know at once. */
function addEmergencies(ground: Ground, journal: ClassJournal, chance: Random, records: Records): void {
  const classId = journal.schoolClass.id
  for (const { day } of journal.days.filter(() => chance.chance(0.0008))) {
    const studentId = oneOf(journal, day, chance)
    if (studentId === undefined || day > ground.asOf - 2) continue
    const kind = 'injury_serious'
    const hour = chance.int(6, 10)
    addIncident(ground, records, { kind, on: day, classId, victims: [studentId], isEmergency: true, hour })
    const at = ground.stamp(day, hour)
    addTrigger(ground, records, {
      kind: 'emergency',
      cause: 'emergency',
      classId,
      on: day,
      studentId,
      at,
      attributes: { kind },
    })
  }
}

/** Two key projects a year are announced to all. */
function addProjects(ground: Ground, { schoolClass, days }: ClassJournal, records: Records): void {
  for (const [no, at] of [24, 95].entries()) {
    const on = days[at]?.day
    if (on === undefined) continue
    const attributes = { title: projects[no % projects.length] }
    addTrigger(ground, records, { kind: 'event', cause: 'keyProject', classId: schoolClass.id, on, attributes })
  }
}

/** Referrals to the psychologist; the clock of some stands while the parents' consent is awaited. */
function addReferrals(ground: Ground, journals: readonly ClassJournal[], staff: Staff, records: Records): void {
  const chance = ground.random.branch('referrals')
  for (const journal of journals)
    for (const { day } of journal.days.filter(() => chance.chance(0.0035))) {
      const studentId = oneOf(journal, day, chance)
      const refused = chance.chance(0.08)
        ? { closedOn: workdaysAfter(ground.calendars.production, day, 6), closeReason: 'parentsRefused' }
        : {}
      const classId = journal.schoolClass.id
      const id = addTrigger(ground, records, {
        kind: 'event',
        cause: 'psychologistReferral',
        classId,
        on: day,
        studentId,
        ...refused,
      })
      if (!chance.chance(0.3)) continue
      const until = workdaysAfter(ground.calendars.production, day, chance.int(3, 7))
      records.add('trigger_block', {
        trigger_id: id,
        point: 'I.3',
        from_on: isoOf(Math.min(day + 1, ground.asOf)),
        until_on: until <= ground.asOf ? isoOf(until) : null,
        reason_code: 'consent',
        note: 'Ждём согласия родителей',
        author_id: staff.psychologist,
        recorded_at: ground.stamp(day, 12),
      })
    }
}
