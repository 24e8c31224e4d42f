import type { FamilyInstrument } from '../formats/family.ts'
import type { ExamplePupil, PlannedRow } from './record-people.ts'
import { relationIndexOf, relationLevelOf } from './relation-index.ts'

type Rows = [string, PlannedRow[]][]

/** Support, consents, categories and waves of family relations of one pupil after another. */
export function planFamily(pupils: readonly ExamplePupil[], instruments: readonly FamilyInstrument[]): Rows {
  return [
    ['support_status', pupils.flatMap(supportStatuses)],
    ['support_record', pupils.flatMap(supportRecords)],
    ['consent', pupils.flatMap(consents)],
    ['family_category', pupils.flatMap(categories)],
    ['family_wave', waves(pupils)],
    ['family_measurement', pupils.flatMap((pupil) => measurements(pupil, instruments))],
  ]
}

function supportStatuses({ id, records }: ExamplePupil): PlannedRow[] {
  const given = records.supportStatuses ?? []
  return given.map(({ kind, from, to }) => ({ student_id: id, kind, from_on: from, to_on: to ?? null }))
}

function supportRecords({ id, records }: ExamplePupil): PlannedRow[] {
  return (records.supportRecords ?? []).map(({ kind, on, value, attended }) => ({
    student_id: id,
    kind,
    recorded_on: on,
    value: value ?? null,
    attended: attended ?? null,
  }))
}

function consents({ id, records }: ExamplePupil): PlannedRow[] {
  return (records.consents ?? []).map(({ purpose, state, from, until }) => ({
    student_id: id,
    purpose,
    state,
    from_on: from,
    until_on: until ?? null,
  }))
}

function categories({ id, records }: ExamplePupil): PlannedRow[] {
  return (records.categories ?? []).map(({ category, from, endedOn }) => ({
    student_id: id,
    category,
    from_on: from,
    source: 'example',
    ended_on: endedOn ?? null,
  }))
}

/** A wave lasts from its first measurement to its last. */
function waves(pupils: readonly ExamplePupil[]): PlannedRow[] {
  const all = pupils.flatMap(({ records }) => records.measurements ?? [])
  return [...Map.groupBy(all, ({ wave }) => wave)].map(([id, rows]) => {
    const days = rows.map(({ on }) => on).sort()
    return { id, school_year: '', opens_on: days[0], closes_on: days.at(-1) }
  })
}

type Measurement = NonNullable<ExamplePupil['records']['measurements']>[number]

function measurements({ id, records }: ExamplePupil, instruments: readonly FamilyInstrument[]): PlannedRow[] {
  const given = records.measurements ?? []
  const sets = Map.groupBy(given, ({ wave, instrument }) => `${wave} ${instrument}`)
  const indices = [...sets.values()].flatMap((rows) => indexOf(rows, instruments))
  return [...given, ...indices].map(({ wave, on, instrument, scale, value, level }) => ({
    wave_id: wave,
    student_id: id,
    instrument,
    scale,
    measured_on: on,
    // Satisfaction is kept in hundredths, every other scale in its own whole points.
    value: value === undefined ? null : Math.round(scale === 'satisfaction' ? value * 100 : value),
    level: level ?? null,
  }))
}

/** The index that the instrument gives from its scales, where the example does not give it itself. */
function indexOf(rows: readonly Measurement[], instruments: readonly FamilyInstrument[]): Measurement[] {
  const [first] = rows
  const meant = instruments.find(({ id }) => id === first?.instrument)
  if (!first || !meant || rows.some(({ scale }) => scale === 'index')) return []
  const value = relationIndexOf(
    meant,
    rows.map(({ scale, value, level }) => ({ scale, ...(value !== undefined && { value }), ...(level && { level }) })),
  )
  if (value === undefined) return []
  const level = rows.length === 1 && first.level !== undefined ? first.level : relationLevelOf(meant, value)
  const { wave, on, instrument } = first
  return [{ wave, on, instrument, scale: 'index', value, ...(isLevel(level) && { level }) }]
}

function isLevel(level: string | undefined): level is NonNullable<Measurement['level']> {
  return level === 'favourable' || level === 'attention' || level === 'problem'
}
