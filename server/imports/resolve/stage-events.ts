import type { AnyRecord, FieldsOf, MarkValue, RecordOf } from '../records/kinds.ts'
import { emptyField } from '../records/say.ts'
import { type Context, giveIds, pupilOf } from './context.ts'
import { classOn, findClass, type StudentRef } from './register.ts'
import { stageFinal } from './stage-finals.ts'
import { findStudent } from './students.ts'
import { touchSubject } from './subjects.ts'
import { trackDay, trackStudent } from './tracker.ts'

/** Marks, absences, finals and debts of a batch, on their way to the stages. Subjects met for the first time get their ids first. */
export async function stageRecords(context: Context, records: readonly AnyRecord[]): Promise<void> {
  let isNew = false
  for (const { fields } of records) {
    if ('subject' in fields && fields.subject !== undefined)
      isNew = touchSubject(context.register, fields.subject).id === 0 || isNew
  }
  if (isNew) await stageSubjects(context)
  for (const record of records) stageRecord(context, record)
  if (context.stages.isFull()) await context.stages.flush()
}

export async function stageSubjects(context: Context): Promise<void> {
  const { subjects } = context.register
  const fresh = subjects.filter(({ id }) => id === 0)
  // The first export brings them all; later a new one may be an old one misspelt.
  if (fresh.length > 0 && context.hadSubjects) for (const { name } of fresh) sayNew(context, name)
  await giveIds(context, 'subject', fresh)
  for (const subject of fresh) context.stages.put('subject', [subject.id, subject.name])
}

function sayNew({ notes }: Context, name: string): void {
  notes.say('new_subject', {
    ru: `Предмета «${name}» раньше не было. Если это опечатка, исправьте файл`,
    en: `The subject "${name}" is new. If it is misspelt, correct the file`,
  })
}

function stageRecord(context: Context, record: AnyRecord): void {
  if (record.kind === 'mark') stageMark(context, record)
  else if (record.kind === 'absence') stageAbsence(context, record)
  else if (record.kind === 'entry') stageEntry(context, record)
  else if (record.kind === 'finalMark') stageFinal(context, record)
  else if (record.kind === 'debt') stageDebt(context, record)
}

function subjectId(context: Context, name: string): number {
  const subject = touchSubject(context.register, name)
  context.tracker.subjects.add(subject)
  return subject.id
}

type MarkFields = Pick<FieldsOf<'mark'>, 'weight' | 'controlForm' | 'pointDue'>

function stageMark(context: Context, record: RecordOf<'mark'>): void {
  const { subject, date, mark } = record.fields
  const student = pupilOf(context, record)
  if (student && subject !== undefined && date !== undefined && mark)
    putMark(context, student, subject, date, mark, record.fields)
}

function putMark(
  context: Context,
  student: StudentRef,
  subject: string,
  date: string,
  mark: MarkValue,
  fields: MarkFields,
): void {
  const { stages, tracker, profile } = context
  trackStudent(tracker, student, date)
  trackDay(tracker, 'mark', date)
  stages.put('mark', [
    student.id,
    subjectId(context, subject),
    date,
    mark.kind,
    mark.value,
    profile.scale.id,
    fields.weight ?? 100,
    fields.controlForm ?? null,
    fields.pointDue ?? null,
  ])
}

function stageAbsence(context: Context, record: RecordOf<'absence'>): void {
  const { date, code, reason, held, lessonNo, subject, minutes } = record.fields
  const student = pupilOf(context, record)
  if (!student || date === undefined) return
  trackStudent(context.tracker, student, date)
  trackDay(context.tracker, 'absence', date)
  // What the reason says is definite; the code "absent" alone is not.
  const told =
    code?.absence === undefined || code.absence === 'absent_unknown' ? (reason ?? code?.absence) : code.absence
  const isPresent = told === undefined || told === 'present' || told === 'ignore'
  if (held === true && lessonNo !== undefined) {
    stageLesson(context, student, record.fields, date, lessonNo)
    context.tracker.hasPresence ||= isPresent
  }
  if (isPresent || held === false) return
  const subjectOf = subject === undefined ? null : subjectId(context, subject)
  // Without a lesson and without a subject the record is of the whole day.
  const lesson = lessonNo ?? (subject === undefined ? 0 : null)
  context.stages.put('absence', [student.id, date, lesson, subjectOf, told, code?.code ?? null, minutes ?? null])
}

function stageLesson(
  context: Context,
  student: StudentRef,
  fields: FieldsOf<'absence'>,
  date: string,
  lessonNo: number,
): void {
  const schoolClass =
    (fields.className === undefined ? undefined : findClass(context.register, fields.className)) ??
    classOn(student, date)
  if (!schoolClass) return
  trackDay(context.tracker, 'lesson', date)
  context.stages.put('lesson', [
    schoolClass.id,
    date,
    lessonNo,
    fields.subject === undefined ? null : subjectId(context, fields.subject),
  ])
}

/** A journal cell: marks and absences together. A mark that the system itself does not count is left out, and said. */
function stageEntry(context: Context, record: RecordOf<'entry'>): void {
  const { subject, date, value = [], isPoint, counts, lessonNo } = record.fields
  const student = pupilOf(context, record)
  if (!student || date === undefined) return
  trackStudent(context.tracker, student, date)
  trackDay(context.tracker, 'mark', date)
  trackDay(context.tracker, 'absence', date)
  const tokens = isPoint ? [{ mark: { kind: 'point', value: null } as const }] : value
  for (const token of tokens) {
    if ('absence' in token) {
      const subjectOf = subject === undefined ? null : subjectId(context, subject)
      context.stages.put('absence', [student.id, date, lessonNo ?? null, subjectOf, token.absence, token.code, null])
    } else if (counts === false) {
      context.notes.say('not_counted', {
        ru: 'Отметки, которые сама система не учитывает, не загружены',
        en: 'Marks that the system itself does not count are left out',
      })
    } else if (subject === undefined) context.notes.refuse(record.origin, [emptyField('Предмет')], 'entry')
    else putMark(context, student, subject, date, token.mark, record.fields)
  }
}

function stageDebt(context: Context, record: RecordOf<'debt'>): void {
  const { subject, sinceOn, attempt1Due, attempt1Failed, attempt2Due, attempt2Failed, clearedOn } = record.fields
  const student = pupilOf(context, record)
  if (!student || subject === undefined || sinceOn === undefined) return
  trackStudent(context.tracker, student, sinceOn)
  // A list of debts is of all of them, however old.
  trackDay(context.tracker, 'debt', '1990-01-01', context.register.setting.exportedOn)
  context.stages.put('debt', [
    student.id,
    subjectId(context, subject),
    sinceOn,
    attempt1Due ?? null,
    attempt1Failed ?? null,
    attempt2Due ?? null,
    attempt2Failed ?? null,
    clearedOn ?? null,
  ])
}

/** A row that was not understood still says that the source holds something of that pupil and day. */
export function holdRefused(context: Context, partial: AnyRecord): void {
  const { fields, kind } = partial
  const date = 'date' in fields ? fields.date : 'sinceOn' in fields ? fields.sinceOn : undefined
  if (date === undefined || typeof date !== 'string') return
  const found = context.pupil
    ? { ref: context.pupil }
    : findStudent(context.register, fields as { studentKey?: string })
  if (!('ref' in found)) return
  if (kind === 'mark' || kind === 'entry') context.tracker.held.push({ table: 'mark', owner: found.ref, day: date })
  if (kind === 'absence' || kind === 'entry')
    context.tracker.held.push({ table: 'absence', owner: found.ref, day: date })
  if (kind === 'debt') context.tracker.held.push({ table: 'debt', owner: found.ref, day: date })
}
