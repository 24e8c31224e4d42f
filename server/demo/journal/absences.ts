import { type Day, isoOf } from '../../domain/day.ts'
import type { Cast } from '../cast.ts'
import type { Ground } from '../ground.ts'
import type { Stay } from '../people.ts'
import type { Random } from '../random.ts'
import type { Records } from '../records.ts'
import type { Staff } from '../staff.ts'
import type { Slot } from '../timetable.ts'
import { type ClassDay, type ClassJournal, importId } from './days.ts'
import { type Missed, storyOf } from './truancy.ts'

/** The lessons each pupil missed: `student → day → numbers of lessons`. */
export type Absences = ReadonlyMap<number, ReadonlyMap<Day, ReadonlySet<number>>>

/** Absences and lates of everybody: illness in spells, family days, here and there a lesson; and those of the stories. */
export function addAbsences(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  staff: Staff,
  records: Records,
): Absences {
  const missedBy = new Map<number, Map<Day, Set<number>>>()
  for (const { schoolClass, days, stays } of journals) {
    const chance = ground.random.branch(`absences ${schoolClass.id}`)
    for (const stay of stays) {
      const own = days.filter(({ day }) => stay.from <= day && day <= stay.to)
      const isNow = schoolClass.year === ground.present
      const usual = usualOf(ground, own, chance, stay)
      const story = isNow ? storyOf(cast, stay.student.id, schoolClass.id, own) : new Map<Day, Missed>()
      const all = new Map([...usual, ...story])
      const mine = missedBy.get(stay.student.id) ?? new Map<Day, Set<number>>()
      missedBy.set(stay.student.id, mine)
      for (const { day, slots } of own) {
        const missed = all.get(day)
        if (missed) mine.set(day, addDay(ground, records, { stay, day, slots, missed, staff }))
      }
    }
  }
  return missedBy
}

/** What happens to an ordinary pupil: per year one or two spells of illness, a family day, some lates. */
function usualOf({ asOf }: Ground, days: readonly ClassDay[], chance: Random, stay: Stay): Map<Day, Missed> {
  const missed = new Map<Day, Missed>()
  const isLateRiser = stay.student.id % 9 === 0
  for (let i = 0; i < days.length; i++) {
    const share = chance.next()
    if (share < 0.0062)
      i = spell(missed, days, i, chance.int(1, 4), { kind: 'absent_illness', saidBy: bySource(chance) })
    else if (share < 0.0082)
      i = spell(missed, days, i, chance.int(1, 2), { kind: 'absent_excused', saidBy: bySource(chance) })
    else if (share < 0.0086) one(missed, days[i], { kind: 'absent_unexcused', saidBy: 'teacher', lessons: 'last' })
    else if (share < (isLateRiser ? 0.06 : 0.015))
      one(missed, days[i], { kind: 'late', saidBy: 'source', lessons: 'first' })
  }
  return openLatest(missed, days, asOf)
}

function bySource(chance: Random): Missed['saidBy'] {
  return chance.chance(0.7) ? 'source' : 'teacher'
}

function spell(
  missed: Map<Day, Missed>,
  days: readonly ClassDay[],
  from: number,
  length: number,
  what: Pick<Missed, 'kind' | 'saidBy'>,
): number {
  for (const { day } of days.slice(from, from + length)) missed.set(day, { ...what, lessons: 'all' })
  return from + length
}

function one(missed: Map<Day, Missed>, on: ClassDay | undefined, what: Missed): void {
  if (on) missed.set(on.day, what)
}

/** Of the absences that began on the last day or the day before, some are not explained yet. */
function openLatest(missed: Map<Day, Missed>, days: readonly ClassDay[], asOf: Day): Map<Day, Missed> {
  const [before, last] = days.slice(-2).map(({ day }) => day)
  if (last === undefined || last < asOf - 3) return missed
  const isNew = (day: Day) => missed.get(day)?.kind !== 'late' && missed.has(day)
  const eve = days.at(-3)?.day
  if (before !== undefined && isNew(before) && (eve === undefined || !missed.has(eve)) && before % 3 === 0)
    for (const day of [before, last])
      if (isNew(day)) missed.set(day, { kind: 'absent_unknown', saidBy: 'nobody', lessons: 'all' })
  if (isNew(last) && (before === undefined || !missed.has(before)))
    missed.set(last, { kind: 'absent_unknown', saidBy: 'nobody', lessons: 'all' })
  return missed
}

type Entry = { stay: Stay; day: Day; slots: readonly Slot[]; missed: Missed; staff: Staff }

const codes: Readonly<Record<Missed['kind'], string>> = {
  late: 'ОП',
  absent_illness: 'Б',
  absent_excused: 'УП',
  absent_unexcused: 'НП',
  absent_unknown: 'Н',
}

/** Enters one day of absence lesson by lesson; answers which lessons were missed. */
function addDay({ stamp }: Ground, records: Records, { stay, day, slots, missed, staff }: Entry): Set<number> {
  const { kind, lessons, saidBy } = missed
  const which =
    lessons === 'all'
      ? slots
      : lessons === 'first'
        ? slots.slice(0, 1)
        : lessons === 'last'
          ? slots.slice(-1)
          : slots.filter(({ lessonNo, subjectId }) => lessons.includes(lessonNo) || lessons.includes(-subjectId))
  const inSource = saidBy === 'teacher' ? 'absent_unknown' : kind
  for (const { lessonNo, subjectId } of which)
    records.add('absence', {
      student_id: stay.student.id,
      absent_on: isoOf(day),
      lesson_no: lessonNo,
      subject_id: subjectId,
      kind: inSource,
      source_code: codes[inSource],
      minutes: kind === 'late' ? 5 + (day % 15) : null,
      import_id: importId,
      recorded_at: stamp(day),
    })
  if (saidBy === 'teacher')
    records.add('absence_reason', {
      student_id: stay.student.id,
      absent_on: isoOf(day),
      lesson_no: 0,
      entered_at: stamp(day, 16),
      kind,
      entered_by: staff.holderOf(stay.schoolClass.id, day),
    })
  return kind === 'late' ? new Set() : new Set(which.map(({ lessonNo }) => lessonNo))
}
