import { type Day, isoOf } from '../domain/day.ts'
import type { Cast } from './cast.ts'
import type { DemoYear, Ground } from './ground.ts'
import { workdayFrom } from './ground.ts'
import { addInteraction } from './interactions.ts'
import type { DemoClass, DemoStudent, Stay } from './people.ts'
import type { Records } from './records.ts'
import type { Roster } from './roster.ts'
import type { Staff } from './staff.ts'
import { addConsent } from './support.ts'

/** Families: categories with their source, consents, two waves of observation cards a year. */
export function addFamilies(ground: Ground, roster: Roster, cast: Cast, staff: Staff, records: Records): void {
  addCategories(ground, roster, cast, records)
  const consents = addConsents(ground, roster, records)
  for (const wave of wavesOf(ground)) {
    records.add('family_wave', {
      id: wave.id,
      school_year: wave.year.schoolYear,
      opens_on: isoOf(wave.from),
      closes_on: isoOf(wave.to),
    })
    const measured = new Set<number>()
    for (const schoolClass of roster.classes.filter(({ year }) => year === wave.year))
      addWave(ground, { wave, schoolClass, roster, cast, staff, records, consents, measured })
  }
}

const ordinary = [
  ['large', 0.12, 'Удостоверение многодетной семьи'],
  ['single_parent', 0.14, 'Слова родителя'],
  ['low_income', 0.04, 'Справка соцзащиты, показана'],
  ['russian_learner', 0.03, 'Наблюдение учителя'],
  ['guardianship', 0.006, 'Акт органа опеки'],
  ['tzhs', 0.006, 'Решение Совета профилактики'],
] as const

function addCategories(ground: Ground, { students }: Roster, cast: Cast, records: Records): void {
  const { random, stamp, present, asOf } = ground
  const chance = random.branch('categories')
  const add = (student: DemoStudent, category: string, source: string, on: Day) =>
    records.add('family_category', {
      student_id: student.id,
      category,
      from_on: isoOf(on),
      source,
      expires_on: isoOf(present.until),
      recorded_at: stamp(on, 9),
    })
  for (const student of students) {
    for (const [category, share, source] of ordinary)
      if (chance.chance(share)) add(student, category, source, Math.max(student.fromOn, present.start))
    if (cast.plays(student.id, 'sopWithoutPlan'))
      add(student, 'sop', 'Решение КДН и ЗП', Math.max(student.fromOn, asOf - 30))
    if (cast.plays(student.id, 'sopWithPlan')) add(student, 'sop', 'Решение КДН и ЗП', student.fromOn)
  }
}

/** Consents to the family survey: nearly all gave theirs, a few refused or are still asked. */
function addConsents(ground: Ground, { students }: Roster, records: Records): Map<number, number> {
  const chance = ground.random.branch('consents')
  const given = new Map<number, number>()
  for (const student of students) {
    const share = chance.next()
    const on = Math.min(ground.asOf, student.fromOn + chance.int(2, 20))
    const state = share < 0.95 ? 'given' : share < 0.97 ? 'refused' : 'asked'
    const id = addConsent(ground, records, student, 'familySurvey', state, on)
    if (state === 'given') given.set(student.id, id)
  }
  return given
}

export type DemoWave = { id: string; year: DemoYear; from: Day; to: Day }

/** An autumn wave and a spring one in every year, as far as they have begun. */
function wavesOf({ years, asOf }: Ground): DemoWave[] {
  return years
    .flatMap((year) => [
      { id: `${year.schoolYear} осень`, year, from: year.start + 30, to: year.start + 74 },
      { id: `${year.schoolYear} весна`, year, from: year.start + 182, to: year.start + 228 },
    ])
    .filter(({ from }) => from <= asOf)
}

type Work = {
  wave: DemoWave
  schoolClass: DemoClass
  roster: Roster
  cast: Cast
  staff: Staff
  records: Records
  consents: ReadonlyMap<number, number>
  /** A pupil who changed class is not measured twice. */
  measured: Set<number>
}

/** One class's cards of a wave: filled in on a day, for nearly all families; it is evidence for the point as well. */
function addWave(ground: Ground, work: Work): void {
  const { wave, schoolClass, roster, staff, records } = work
  const chance = ground.random.branch(`wave ${wave.id} ${schoolClass.id}`)
  const isLate = chance.chance(0.05)
  const on = workdayFrom(ground.calendars.production, wave.from + chance.int(5, isLate ? 60 : 42))
  if (on > ground.asOf || chance.chance(0.02)) return
  const here = (roster.ofClass.get(schoolClass.id) ?? []).filter(({ from, to }) => from <= on && on <= to)
  const share = chance.chance(0.06) ? 0.84 : 0.97
  const seen = here.filter(() => chance.chance(share))
  const by = staff.holderOf(schoolClass.id, on)
  for (const stay of seen) addCard(ground, work, stay, Math.min(on, wave.to), by)
  const students = seen.map(({ student }) => student.id)
  const logged = {
    classId: schoolClass.id,
    form: 'recordForm',
    evidence: ['familyAssessment'],
    on,
    by,
    students,
    topic: wave.id,
  }
  addInteraction(ground, records, logged)
}

/** The index of a card: 24 points at most, of a hundred; what a family is like changes little from wave to wave. */
function addCard(ground: Ground, work: Work, { student }: Stay, on: Day, by: number): void {
  const { wave, records, consents, measured } = work
  const consent = consents.get(student.id)
  if (consent === undefined || measured.has(student.id)) return
  measured.add(student.id)
  const chance = ground.random.branch(`card ${wave.id} ${student.id}`)
  const usual = 14 + ((student.id * 13) % 10)
  const points = Math.max(10, Math.min(24, usual + chance.int(-1, 1)))
  const card = pointsIn(ground, work, student, points)
  const value = Math.round((card / 24) * 100)
  records.add('family_measurement', {
    wave_id: wave.id,
    student_id: student.id,
    instrument: 'observationCard',
    scale: 'index',
    measured_on: isoOf(on),
    value,
    level: value >= 70 ? 'favourable' : value >= 40 ? 'attention' : 'problem',
    consent_id: consent,
    entered_by: by,
    recorded_at: ground.stamp(on, 14),
  })
}

/** In the stories the latest wave is worse. */
function pointsIn(ground: Ground, { wave, schoolClass, cast }: Work, student: DemoStudent, points: number): number {
  if (wave !== latestClosed(ground, wave)) return points
  if (cast.plays(student.id, 'familyWorse')) return student.id % 2 ? 8 : Math.max(4, points - 5)
  const scene = cast.scene('hardClimate')
  const isHard = scene?.schoolClass.cohort === schoolClass.cohort && scene.students.some(({ id }) => id === student.id)
  return isHard ? 8 : points
}

function latestClosed(ground: Ground, wave: DemoWave): DemoWave | undefined {
  const latest = wavesOf(ground).findLast(({ to }) => to < ground.asOf)
  return latest?.id === wave.id ? wave : undefined
}
