import { isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { groupOf } from '../../domain/duties/groups.ts'
import { dutyActionText, dutySentence, dutyStateText } from '../../domain/explain/duty.ts'
import { holderName, type JudgedSchool, standInName } from './judged.ts'
import { publicKey } from './keys.ts'
import { once } from './once.ts'
import { isVeiled, type Scope } from './scope.ts'
import { type DutyFilters, type Selected, selectDuties } from './selection.ts'

export const pageSize = 50

/** One page of a selection: each duty with its sentence, and how many there are in all. */
export function listDuties(school: JudgedSchool, scope: Scope, filters: DutyFilters, page: number) {
  const selected = selectDuties(school, scope, filters)
  const rows = selected.slice((page - 1) * pageSize, page * pageSize)
  return { total: selected.length, pageSize, rows: rows.map((row) => rowOf(school, scope, row)) }
}

/** A duty as lists show it. */
export function rowOf(school: JudgedSchool, scope: Scope, { duty, state }: Selected) {
  const { classes, students, catalogue, asOf } = school
  const { spec, studentId, classId } = duty
  const isHidden = isVeiled(school, scope, duty)
  const holder = holderName(school, classId, asOf)
  const seesPupil = studentId !== undefined && scope.seesPupil(duty)
  return {
    key: publicKey(school, scope, duty),
    classId: isHidden ? null : classId,
    class: isHidden ? null : (classes.get(classId)?.name ?? ''),
    point: spec.point,
    title: catalogue.points.get(spec.point)?.title ?? { ru: '', en: '' },
    norm: spec.title ?? null,
    basis: spec.basis,
    group: groupOf(spec),
    critical: spec.critical === true,
    state,
    student: seesPupil ? (students.get(studentId) ?? null) : null,
    studentId: seesPupil ? studentId : null,
    isAboutPupil: studentId !== undefined,
    holder: isHidden || !scope.hasNames ? null : holder,
    standIn: isHidden || !scope.hasNames ? null : standInName(school, classId, asOf),
    isVacant: !isHidden && holder === null,
    dates: datesOf(duty),
    satisfiedOn: duty.satisfiedOn === undefined ? null : isoOf(duty.satisfiedOn),
    text: textsOf(school, duty).state,
  }
}

export function datesOf({ opensOn, dueSoonFrom, dueOn, graceUntil, closesOn }: Judged) {
  return {
    opensOn: isoOf(opensOn),
    dueSoonFrom: isoOf(dueSoonFrom),
    dueOn: isoOf(dueOn),
    graceUntil: isoOf(graceUntil),
    closesOn: isoOf(closesOn),
  }
}

type Said = { ru: string; en: string }

/** The sentences of a duty: all of it, its state, what to do. */
export function textsOf(school: JudgedSchool, duty: Judged): { whole: Said; state: Said; action: Said } {
  const { catalogue, asOf } = school
  const texts = once(school, 'texts', () => new Map<Judged, { whole: Said; state: Said; action: Said }>())
  const known = texts.get(duty)
  if (known) return known
  const said = (say: typeof dutySentence) => ({
    ru: say(duty, catalogue, asOf, 'ru'),
    en: say(duty, catalogue, asOf, 'en'),
  })
  const made = { whole: said(dutySentence), state: said(dutyStateText), action: said(dutyActionText) }
  texts.set(duty, made)
  return made
}
