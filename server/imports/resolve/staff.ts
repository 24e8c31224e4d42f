import { dayOf, isoOf } from '../../domain/day.ts'
import type { FieldsOf } from '../records/kinds.ts'
import { foldName } from '../records/names.ts'
import { touchClass } from './classes.ts'
import {
  addKey,
  addNamed,
  type ClassRef,
  endsEarly,
  type Found,
  type GuardianRef,
  type Register,
  reason,
  type StaffRef,
  type StudentRef,
} from './register.ts'

/** A member of staff of the list, with role and class. */
export function placeStaff(register: Register, fields: FieldsOf<'staff'>): Found<StaffRef> {
  const { fromOn, toOn } = fields
  if (fromOn !== undefined && toOn !== undefined && toOn < fromOn) return { reason: endsEarly(fromOn, toOn) }
  const found = touchStaff(register, fields.fullName ?? '', fields.staffKey)
  if ('reason' in found) return found
  const staff = found.ref
  staff.email = fields.email ?? staff.email
  const role = fields.role ?? (fields.className === undefined ? undefined : 'classTeacher')
  const from = fields.fromOn ?? register.setting.year.startsOn
  if (role !== undefined) giveRole(staff, role, from, fields.toOn)
  if (fields.className !== undefined) lead(register, touchClass(register, fields.className), staff, fields.fromOn)
  return found
}

function touchStaff(register: Register, name: string, key: string | undefined): Found<StaffRef> {
  const byKey = key === undefined ? undefined : (register.keys.staff.get(key) as StaffRef | undefined)
  const namesakes = (register.byName.staff.get(foldName(name)) ?? []).filter(
    (each) => key === undefined || !register.keyed.has(each),
  )
  if (!byKey && namesakes.length > 1) {
    return {
      reason: reason(
        'ambiguous_staff',
        {
          ru: `«${name}»: таких работников несколько (№ ${namesakes.map(({ id }) => id).join(', ')}).`,
          en: `"${name}": there are several such members of staff (no. ${namesakes.map(({ id }) => id).join(', ')}).`,
        },
        { ru: 'Укажите код работника.', en: 'Give the id of the member of staff.' },
      ),
    }
  }
  const staff = byKey ?? namesakes[0] ?? addStaff(register, name)
  if (byKey) staff.name = name
  staff.isTouched = true
  addKey(register, 'staff', key, staff)
  return { ref: staff }
}

function addStaff(register: Register, name: string): StaffRef {
  const staff: StaffRef = { id: 0, name, email: null, leftOn: null, roles: [], isTouched: true }
  register.staff.push(staff)
  addNamed(register.byName.staff, staff)
  return staff
}

function giveRole(staff: StaffRef, role: string, from: string, to: string | undefined): void {
  const known = staff.roles.find((each) => each.role === role && (each.to === null || each.to >= from))
  if (!known) staff.roles.push({ role, from, to: to ?? null, isTouched: true })
  else if (to !== undefined && known.to !== to) Object.assign(known, { to, isTouched: true })
}

/** The class teacher the list names; another one takes over from the day of the export, or the day the list gives. */
function lead(register: Register, schoolClass: ClassRef, staff: StaffRef, fromOn: string | undefined): void {
  const current = register.leads.findLast((each) => each.class === schoolClass)
  if (current?.staff === staff && current.to === null) return
  const usual = current ? register.setting.exportedOn : schoolClass.openedOn
  const from = fromOn !== undefined && fromOn > (current?.from ?? '') ? fromOn : usual
  if (current && from <= current.from) {
    Object.assign(current, { staff, isTouched: true })
    return
  }
  const lastDay = isoOf(dayOf(from) - 1)
  if (current && (current.to === null || current.to > lastDay)) Object.assign(current, { to: lastDay, isTouched: true })
  register.leads.push({ class: schoolClass, from, to: null, staff, isTouched: true })
}

/** The class teacher named in the list of classes: someone the school knows by this name, or someone new. */
export function placeClass(register: Register, fields: FieldsOf<'class'>): Found<ClassRef> {
  const schoolClass = touchClass(register, fields.className ?? '', fields.grade)
  addKey(register, 'class', fields.classKey, schoolClass)
  if (fields.teacher === undefined) return { ref: schoolClass }
  const found = touchStaff(register, fields.teacher, undefined)
  if ('reason' in found) return found
  giveRole(found.ref, 'classTeacher', schoolClass.openedOn, undefined)
  lead(register, schoolClass, found.ref, undefined)
  return { ref: schoolClass }
}

/** A guardian and whose guardian it is. Without an id, name and phone tell people apart; without a phone, the pupil does. */
export function placeGuardian(
  register: Register,
  fields: FieldsOf<'guardian'>,
  student: StudentRef,
): Found<GuardianRef> {
  const name = fields.fullName ?? ''
  const byKey =
    fields.guardianKey === undefined
      ? undefined
      : (register.keys.guardian.get(fields.guardianKey) as GuardianRef | undefined)
  const namesakes = (register.byName.guardian.get(foldName(name)) ?? []).filter(
    (each) => fields.guardianKey === undefined || !register.keyed.has(each),
  )
  const same = namesakes.find(
    (each) => each.students.has(student) || (fields.phone !== undefined && digits(each.phone) === digits(fields.phone)),
  )
  const guardian = byKey ?? same ?? addGuardian(register, name)
  guardian.isTouched = true
  guardian.name = name
  guardian.phone = fields.phone ?? guardian.phone
  guardian.email = fields.email ?? guardian.email
  guardian.students.add(student)
  addKey(register, 'guardian', fields.guardianKey, guardian)
  const link = {
    relation: fields.relation ?? 'guardian',
    isPrimary: fields.isPrimary ?? false,
    livesWith: fields.livesWith ?? null,
  }
  register.links.push({ student, guardian, ...link })
  return { ref: guardian }
}

function addGuardian(register: Register, name: string): GuardianRef {
  const guardian: GuardianRef = { id: 0, name, phone: null, email: null, students: new Set(), isTouched: true }
  register.guardians.push(guardian)
  addNamed(register.byName.guardian, guardian)
  return guardian
}

function digits(phone: string | null): string {
  return (phone ?? '').replace(/\D/g, '').slice(-10)
}
