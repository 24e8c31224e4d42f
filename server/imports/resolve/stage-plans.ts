import { type Break, listGatherings, listLoads } from '../queries/linked.ts'
import type { RecordOf } from '../records/kinds.ts'
import { foldClass } from '../records/names.ts'
import { type Context, giveIds } from './context.ts'
import { faultsOf } from './faults.ts'
import { type ClassRef, classOn, findClass, type Ref, reason, type StudentRef } from './register.ts'
import { stageSubjects } from './stage-events.ts'
import { findStudent } from './students.ts'
import { touchSubject } from './subjects.ts'
import { trackDay } from './tracker.ts'

function classOf(context: Context, record: RecordOf<'closure' | 'load' | 'meeting'>): ClassRef | undefined {
  const { className = '' } = record.fields
  const found = findClass(context.register, className)
  if (!found) context.notes.refuse(record.origin, faultsOf(context, record), record.kind)
  else context.tracker.classes.add(found)
  return found
}

/** Closures of the school or of a class. */
export function planBreaks(context: Context, records: readonly RecordOf<'closure'>[]): Break[] {
  return records.flatMap((record) => {
    const { date = '', toDate = date, dayKind, className, note = null } = record.fields
    if (dayKind === undefined || dayKind === 'ignore') return []
    const faults = faultsOf(context, record)
    if (faults.length > 0) {
      context.notes.refuse(record.origin, faults, 'closure')
      return []
    }
    const schoolClass = className === undefined ? undefined : classOf(context, record)
    return [{ classId: schoolClass?.id ?? null, from: date, to: toDate, kind: dayKind as Break['kind'], note }]
  })
}

/** Weekly hours: a new number begins on the day of the list, the first of a subject with the school year. */
export async function stageLoads(context: Context, records: readonly RecordOf<'load'>[]): Promise<void> {
  const { register, stages, tracker } = context
  if (records.length === 0) return
  for (const { fields } of records) touchSubject(register, fields.subject ?? '')
  await stageSubjects(context)
  await stages.settle()
  const known = new Map(
    (await listLoads(context.trx, context.schoolId)).map((row) => [`${row.class_id}|${row.subject_id}`, row]),
  )
  for (const record of records) {
    const { subject = '', hours = 0, fromOn } = record.fields
    const schoolClass = classOf(context, record)
    if (!schoolClass) continue
    const subjectId = touchSubject(register, subject).id
    const current = known.get(`${schoolClass.id}|${subjectId}`)
    const isSame = current?.hours_per_week === hours
    const from = fromOn ?? (isSame ? current.from_on : current ? register.setting.exportedOn : schoolClass.openedOn)
    trackDay(tracker, 'timetable_load', schoolClass.openedOn, from)
    stages.put('timetable_load', [schoolClass.id, subjectId, from, hours])
    // A number that was in force before stays in the history of the class.
    if (current && current.from_on !== from)
      stages.put('timetable_load', [schoolClass.id, subjectId, current.from_on, current.hours_per_week])
  }
}

type Meeting = {
  ref: Ref
  class: ClassRef
  date: string
  key: string
  title: string | null
  guests: Map<StudentRef, boolean>
}

/** Parents' meetings: every family of the class is invited unless the list says otherwise; those named came. */
export async function stageMeetings(context: Context, records: readonly RecordOf<'meeting'>[]): Promise<void> {
  if (records.length === 0) return
  await context.stages.settle()
  const known = new Map(
    (await listGatherings(context.trx, context.schoolId)).map((row) => [`${row.class_id}|${row.source_key}`, row.id]),
  )
  const meetings = new Map<string, Meeting>()
  for (const record of records) {
    const schoolClass = classOf(context, record)
    if (schoolClass) addMeeting(context, meetings, known, schoolClass, record)
  }
  await giveIds(
    context,
    'gathering',
    [...meetings.values()].map(({ ref }) => ref),
  )
  for (const meeting of meetings.values()) {
    trackDay(context.tracker, 'gathering', meeting.date)
    context.stages.put('gathering', [
      meeting.ref.id,
      meeting.class.id,
      'parentsMeeting',
      meeting.date,
      meeting.title,
      meeting.key,
    ])
    for (const [student, came] of meeting.guests)
      context.stages.put('gathering_guest', [meeting.ref.id, student.id, came])
  }
}

function addMeeting(
  context: Context,
  meetings: Map<string, Meeting>,
  known: ReadonlyMap<string, number>,
  schoolClass: ClassRef,
  record: RecordOf<'meeting'>,
): void {
  const { date = '', attended = [], invited, title = null } = record.fields
  const key = `${date}|${foldClass(schoolClass.name)}`
  const ref = { id: known.get(`${schoolClass.id}|${key}`) ?? 0 }
  const meeting: Meeting = meetings.get(key) ?? { ref, class: schoolClass, date, key, title, guests: new Map() }
  meetings.set(key, meeting)
  const found = attended.map((studentKey) => findStudent(context.register, { studentKey }))
  for (const each of found) if ('reason' in each) context.notes.warn(record.origin, each.reason)
  const families = context.register.students.filter((student) => classOn(student, date) === schoolClass)
  for (const student of families) if (!meeting.guests.has(student)) meeting.guests.set(student, false)
  for (const each of found) if ('ref' in each) meeting.guests.set(each.ref, true)
  if (invited !== undefined && invited !== families.length)
    context.notes.warn(record.origin, otherNumber(invited, families.length))
}

function otherNumber(invited: number, families: number) {
  return reason(
    'invited_differs',
    {
      ru: `приглашено семей: ${invited}, а учеников в классе в тот день: ${families}. Приглашёнными считаются все семьи класса.`,
      en: `families invited: ${invited}, pupils in the class that day: ${families}. All families of the class count as invited.`,
    },
    { ru: 'Проверьте список класса и число.', en: 'Check the list of the class and the number.' },
  )
}
