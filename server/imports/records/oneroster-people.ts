import type { Profile } from '../../domain/formats/profile.ts'
import { addTo } from '../resolve/gather.ts'
import type { Codes } from './codes.ts'
import type { AnyRecord, Kind, Origin } from './kinds.ts'
import type { Reading } from './list.ts'
import { unknownCode } from './say.ts'
import { readDay } from './values.ts'

export type OneRosterRow = { readonly origin: Origin; readonly cells: Readonly<Record<string, string>> }
export type OneRoster = {
  readonly [file in
    | 'users'
    | 'enrollments'
    | 'classes'
    | 'courses'
    | 'demographics'
    | 'roles'
    | 'sessions']: readonly OneRosterRow[]
}

type Index = {
  readonly homerooms: ReadonlyMap<string, OneRosterRow>
  readonly byUser: ReadonlyMap<string, OneRosterRow[]>
  readonly demographics: ReadonlyMap<string, OneRosterRow>
  readonly roles: ReadonlyMap<string, string>
  readonly studentsOf: ReadonlyMap<string, string[]>
}

/** Classes, staff, pupils and guardians of a bundle. A school class is a class of the kind homeroom; the others are courses. */
export function readPeople(bundle: OneRoster, codes: Codes, profile: Profile, isDelta: boolean): Map<Kind, Reading[]> {
  const index = indexOf(bundle)
  const readings = new Map<Kind, Reading[]>()
  const add = (kind: Kind, reading: Reading): void => {
    addTo(readings, kind, reading)
  }
  for (const row of index.homerooms.values()) add('class', record('class', row.origin, classFields(bundle, row)))
  for (const user of bundle.users) {
    const id = user.cells['sourcedId'] ?? ''
    const said = index.roles.get(id) ?? user.cells['role'] ?? ''
    const role = said === '' && isDelta ? { value: 'student' } : codes.find('role', said)
    if ('unknown' in role)
      add('staff', {
        refused: [unknownCode('role', said, profile.title, role.nearest, undefined)],
        partial: partial('staff', user.origin),
      })
    else if (role.value === 'student') addStudent(add, index, user, isDelta)
    else if (role.value === 'guardian') addGuardian(add, index, user)
    else if (!isDeleted(user))
      add(
        'staff',
        record('staff', user.origin, {
          staffKey: id,
          fullName: nameOf(user),
          role: role.value,
          email: user.cells['email'] || undefined,
        }),
      )
  }
  return readings
}

function indexOf(bundle: OneRoster): Index {
  const homerooms = new Map(
    bundle.classes
      .filter(({ cells }) => cells['classType'] === 'homeroom')
      .map((row) => [row.cells['sourcedId'] ?? '', row]),
  )
  const byUser = new Map<string, OneRosterRow[]>()
  for (const row of bundle.enrollments) {
    const user = row.cells['userSourcedId'] ?? ''
    addTo(byUser, user, row)
  }
  const studentsOf = new Map<string, string[]>()
  for (const { cells } of bundle.users) {
    for (const agent of (cells['agentSourcedIds'] ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)) {
      addTo(studentsOf, agent, cells['sourcedId'] ?? '')
    }
  }
  return {
    homerooms,
    byUser,
    studentsOf,
    demographics: new Map(
      bundle.demographics.map((row) => [row.cells['userSourcedId'] || row.cells['sourcedId'] || '', row]),
    ),
    // 1.2 keeps roles in a file of their own; the primary one counts.
    roles: new Map(
      bundle.roles
        .filter(({ cells }) => cells['roleType'] !== 'secondary' && !isDeleted({ cells }))
        .map(({ cells }) => [cells['userSourcedId'] ?? '', cells['role'] ?? '']),
    ),
  }
}

function classFields(bundle: OneRoster, row: OneRosterRow): object {
  const teachers = bundle.enrollments.filter(
    ({ cells }) =>
      cells['classSourcedId'] === row.cells['sourcedId'] && cells['role'] === 'teacher' && !isDeleted({ cells }),
  )
  const lead = teachers.find(({ cells }) => cells['primary'] === 'true') ?? teachers[0]
  const teacher = bundle.users.find(({ cells }) => cells['sourcedId'] === lead?.cells['userSourcedId'])
  return {
    classKey: row.cells['sourcedId'],
    className: row.cells['title'] || row.cells['classCode'],
    grade: gradeOf(row.cells['grades']),
    teacher: teacher ? nameOf(teacher) : undefined,
  }
}

function addStudent(
  add: (kind: Kind, reading: Reading) => void,
  index: Index,
  user: OneRosterRow,
  isDelta: boolean,
): void {
  const id = user.cells['sourcedId'] ?? ''
  const enrolments = index.byUser.get(id) ?? []
  const living = enrolments.filter((row) => !isDeleted(row))
  const homeroom = living
    .map(({ cells }) => index.homerooms.get(cells['classSourcedId'] ?? ''))
    .find((row) => row !== undefined)
  const person = index.demographics.get(id)?.cells
  const starts = living
    .map(({ cells }) => readDay(cells['beginDate'] ?? '', ['iso']))
    .filter((day) => day !== undefined)
  const grade = gradeOf(user.cells['grades'])
  const fields = {
    studentKey: id,
    fullName: nameOf(user),
    birthOn: readDay(person?.['birthDate'] ?? person?.['birthdate'] ?? '', ['iso']),
    sex: { female: 'f', male: 'm' }[person?.['sex'] ?? ''],
    className: homeroom ? homeroom.cells['title'] || homeroom.cells['classCode'] : undefined,
    grade: homeroom ? undefined : grade,
    enrolledOn: starts.toSorted()[0],
    isGone: isDeleted(user) || (isDelta && enrolments.length > 0 && living.length === 0) || undefined,
  }
  // A delta row of a user who goes may hold nothing but the id.
  if (fields.fullName === '') return
  add('student', record('student', user.origin, fields))
  if (!homeroom && grade !== undefined && !isDelta) add('student', { skipped: 0, origin: user.origin })
}

function addGuardian(add: (kind: Kind, reading: Reading) => void, index: Index, user: OneRosterRow): void {
  const id = user.cells['sourcedId'] ?? ''
  for (const studentKey of isDeleted(user) ? [] : (index.studentsOf.get(id) ?? [])) {
    const phone = user.cells['phone'] || user.cells['sms'] || undefined
    add(
      'guardian',
      record('guardian', user.origin, {
        guardianKey: id,
        studentKey,
        fullName: nameOf(user),
        phone,
        email: user.cells['email'] || undefined,
      }),
    )
  }
}

function isDeleted(row: Pick<OneRosterRow, 'cells'>): boolean {
  return row.cells['status'] === 'tobedeleted'
}

function nameOf({ cells }: OneRosterRow): string {
  return [cells['familyName'], cells['givenName'], cells['middleName']].filter(Boolean).join(' ')
}

/** `KG` and `PK` are before the first grade. */
function gradeOf(grades: string | undefined): number | undefined {
  const first = (grades ?? '').split(',')[0]?.trim() ?? ''
  if (/^(kg|pk|ik|pr|it)$/i.test(first)) return 0
  return /^\d{1,2}$/.test(first) && Number(first) <= 12 ? Number(first) : undefined
}

function record(kind: Kind, origin: Origin, fields: object): Reading {
  return { record: { kind, origin, fields } as AnyRecord }
}

function partial(kind: Kind, origin: Origin): AnyRecord {
  return { kind, origin, fields: {} }
}
