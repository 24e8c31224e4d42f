import type { recordKinds } from '../../domain/formats/profile.ts'

/** What a field of a record holds; the names of code tables stand for their own values. */
export type FieldType =
  | 'text'
  | 'day'
  | 'hundredths'
  | 'integer'
  | 'yesNo'
  | 'list'
  | 'time'
  | 'mark'
  | 'token'
  | 'absence'
  | 'reason'
  | 'role'
  | 'participation'
  | 'incident'
  | 'sex'
  | 'dayKind'
  | 'finalKind'
  | 'schoolingForm'

export type MarkKind = 'mark' | 'point' | 'notAttested' | 'exempt' | 'credit' | 'noCredit'
export type MarkValue = { readonly kind: MarkKind; readonly value: number | null }
/** What a cell of a journal may hold: marks and absences together. */
export type AbsenceValue = { readonly absence: string; readonly code: string }
export type Token = { readonly mark: MarkValue } | AbsenceValue

type ValueOf<T> = T extends 'hundredths' | 'integer'
  ? number
  : T extends 'yesNo'
    ? boolean
    : T extends 'list'
      ? readonly string[]
      : T extends 'mark'
        ? MarkValue
        : T extends 'token'
          ? readonly Token[]
          : T extends 'absence'
            ? AbsenceValue
            : string

const pupil = { studentKey: 'text', studentName: 'text', className: 'text' } as const

/** The records an import can hold: their fields and types. A star-less field may be absent; `required` names the others. */
export const kinds = {
  class: { className: 'text', grade: 'integer', teacher: 'text', classKey: 'text', periodScheme: 'text' },
  student: {
    studentKey: 'text',
    fullName: 'text',
    className: 'text',
    grade: 'integer',
    birthOn: 'day',
    sex: 'sex',
    sen: 'yesNo',
    enrolledOn: 'day',
    leftOn: 'day',
    schoolingForm: 'schoolingForm',
    isGone: 'yesNo',
  },
  staff: {
    staffKey: 'text',
    fullName: 'text',
    role: 'role',
    className: 'text',
    email: 'text',
    fromOn: 'day',
    toOn: 'day',
  },
  guardian: {
    ...pupil,
    guardianKey: 'text',
    fullName: 'text',
    relation: 'text',
    phone: 'text',
    email: 'text',
    isPrimary: 'yesNo',
    livesWith: 'yesNo',
  },
  mark: {
    ...pupil,
    subject: 'text',
    date: 'day',
    mark: 'mark',
    weight: 'hundredths',
    controlForm: 'text',
    pointDue: 'day',
  },
  finalMark: { ...pupil, subject: 'text', period: 'text', mark: 'mark', finalKind: 'finalKind', schoolYear: 'text' },
  absence: {
    ...pupil,
    subject: 'text',
    date: 'day',
    lessonNo: 'integer',
    code: 'absence',
    reason: 'reason',
    held: 'yesNo',
    minutes: 'integer',
  },
  entry: {
    ...pupil,
    subject: 'text',
    date: 'day',
    lessonNo: 'integer',
    value: 'token',
    weight: 'hundredths',
    controlForm: 'text',
    pointDue: 'day',
    isPoint: 'yesNo',
    counts: 'yesNo',
  },
  incident: {
    incidentKey: 'text',
    participants: 'list',
    participation: 'participation',
    date: 'day',
    time: 'time',
    incidentKind: 'incident',
    severity: 'integer',
    text: 'text',
    reporter: 'text',
    place: 'text',
    detail: 'text',
  },
  debt: {
    ...pupil,
    subject: 'text',
    sinceOn: 'day',
    attempt1Due: 'day',
    attempt1Failed: 'day',
    attempt2Due: 'day',
    attempt2Failed: 'day',
    clearedOn: 'day',
  },
  closure: { date: 'day', toDate: 'day', dayKind: 'dayKind', className: 'text', note: 'text' },
  load: { className: 'text', subject: 'text', hours: 'hundredths', fromOn: 'day' },
  meeting: { date: 'day', className: 'text', invited: 'integer', attended: 'list', title: 'text' },
} as const satisfies Record<(typeof recordKinds)[number], Record<string, FieldType>>

export type Kind = keyof typeof kinds

/** Fields without which a row of the kind says nothing. */
export const required: { readonly [K in Kind]: readonly string[] } = {
  class: ['className'],
  student: ['fullName'],
  staff: ['fullName'],
  guardian: ['fullName'],
  mark: ['subject', 'date', 'mark'],
  finalMark: ['subject', 'period', 'mark'],
  absence: ['date'],
  entry: ['date'],
  incident: ['participants', 'date'],
  debt: ['subject', 'sinceOn'],
  closure: ['date', 'dayKind'],
  load: ['className', 'subject', 'hours'],
  meeting: ['date', 'className'],
}

/** Where a record stood in its source: for messages and for the file of refused rows. */
export type Origin = { readonly table: number; readonly row: number; readonly cells: readonly string[] }

export type FieldsOf<K extends Kind> = {
  readonly [F in keyof (typeof kinds)[K]]?: ValueOf<(typeof kinds)[K][F]> | undefined
}
export type RecordOf<K extends Kind> = { readonly kind: K; readonly origin: Origin; readonly fields: FieldsOf<K> }
export type AnyRecord = { [K in Kind]: RecordOf<K> }[Kind]
export type PupilFields = FieldsOf<'debt'>

/** What the import is about, for counts and for the freshness of facts. */
export type Source =
  | 'roster'
  | 'guardians'
  | 'marks'
  | 'finalMarks'
  | 'attendance'
  | 'lessons'
  | 'incidents'
  | 'debts'
  | 'calendar'
  | 'timetable'
  | 'meetings'
