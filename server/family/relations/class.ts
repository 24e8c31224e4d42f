import type { Trx } from '../../database/database.ts'
import { dayOf } from '../../domain/day.ts'
import type { FamilyInstrument } from '../../domain/formats/family.ts'
import type { Call } from '../../http/serve.ts'
import { changeFor, type FamilyGround, familyGround, halfYear, planOf } from './ground.ts'
import type { RelationPoint } from './points.ts'

/** Families of one class, for those who may see them: levels by wave; the numbers where the instrument says so. */
export async function classFamilies(trx: Trx, call: Call, classId: number) {
  const ground = await familyGround(trx, call)
  const { on, classes, facts, school, students, waves } = ground
  const schoolClass = classes.find(({ id }) => id === classId)
  if (!schoolClass) return undefined
  const families = students
    .filter((row) => row.classId === classId)
    .map((row) => ({
      pupil: { id: row.id, name: school.students.get(row.id) ?? '' },
      points: (ground.points.get(row.id) ?? []).flatMap((point) => toldPoint(point, ground, call)),
      change: changeFor(ground, row.id),
      isConsented: facts.text(row, 'consentState', { purpose: 'familySurvey' }) === 'given',
      participation: facts.number(row, 'participationIndex', halfYear),
      plan: planOf(ground, row),
    }))
    .toSorted((one, other) => one.pupil.name.localeCompare(other.pupil.name, 'ru'))
  return {
    class: { id: schoolClass.id, name: schoolClass.name },
    waves: waves.map((wave) => ({ ...wave, isClosed: dayOf(wave.closesOn) < on })),
    families,
  }
}

type Roles = Call['who']['roles']

/** Who leads a class sees as its class teacher, whatever other roles are held. */
function rolesOf({ who }: Pick<Call, 'who'>): Roles {
  return who.classes.length > 0 ? [...who.roles, 'classTeacher'] : who.roles
}

function isShown(roles: readonly string[] | undefined, held: Roles): boolean {
  return held.some((role) => roles?.includes(role) === true)
}

function toldPoint(point: RelationPoint, { instruments, waves }: FamilyGround, call: Call) {
  const instrument = instruments.get(point.instrument)
  const wave = waves[point.wave]
  const held = rolesOf(call)
  if (!instrument || !wave || point.level === null || !isShown(instrument.levelVisibleTo, held)) return []
  const isPsychologist = held.includes('psychologist')
  return [
    {
      wave: wave.id,
      instrument: instrument.title,
      level: point.level,
      index: isPsychologist || isShown(instrument.valuesVisibleTo, held) ? point.index : null,
      values: isPsychologist ? valuesOf(point, instrument) : [],
    },
  ]
}

function valuesOf({ values }: RelationPoint, { scales }: FamilyInstrument) {
  return values.map(({ scale, value }) => ({
    scale: scales.find(({ id }) => id === scale)?.title ?? { ru: scale, en: scale },
    value,
  }))
}
