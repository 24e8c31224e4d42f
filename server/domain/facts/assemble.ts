import type { ProductionCalendar } from '../calendar/production.ts'
import type { Day } from '../day.ts'
import type { BandOfClasses } from './bands.ts'
import type { FactContext } from './definition.ts'
import type { Coverage, Freshness } from './freshness.ts'
import type { FactPlan, PlannedFact } from './plan.ts'
import { isUnknown, type Reason, type Unknown, unknown, type Value } from './value.ts'
import type { Which } from './window.ts'

/** Facts of one pupil or class: a value per key, and why it is unknown where it is. */
export type FactRow = {
  readonly id: number
  readonly classId: number
  readonly grade: number
  readonly values: Value[]
  readonly reasons: (Reason | null)[]
}

/** The facts of a school as of a day. Numbers are fixed point; the scale of a key is that of its fact in the catalogue. */
export type FactTable = {
  readonly asOf: Day
  readonly keys: readonly string[]
  readonly freshness: Freshness
  readonly students: readonly FactRow[]
  readonly classes: readonly FactRow[]
}

/** Of every measure (by key) the values by pupil or class; who has none has what the measure is without records. */
export type MeasureTable = ReadonlyMap<string, ReadonlyMap<number, Value>>

type Student = { readonly id: number; readonly classId: number; readonly grade: number }

export type AssembleInput = {
  readonly plan: FactPlan
  readonly students: readonly Student[]
  readonly bands: readonly BandOfClasses[]
  readonly coverage: Coverage
  readonly measures: MeasureTable
  readonly absent: (key: string) => Value
  readonly production: ProductionCalendar
}

/** Puts facts together from their measures: what is stale, outside the calendar or never loaded is unknown, with the reason. */
export function assemble(input: AssembleInput): FactTable {
  const { plan, students, coverage } = input
  const bandOf = new Map(input.bands.flatMap((band) => band.classIds.map((id) => [id, band] as const)))
  const members = Map.groupBy(students, ({ classId }) => classId)
  const studentRows = students.map((student) => emptyRow(student, plan))
  const classRows = [...members].map(([id, [first]]) => emptyRow({ id, classId: id, grade: first?.grade ?? 0 }, plan))
  for (const [slot, fact] of plan.facts.entries()) {
    const told = new Map(input.bands.map((band) => [band, judgeOf(fact, band, input)]))
    const rows = fact.meta.subject === 'student' ? studentRows : classRows
    for (const row of rows) {
      const band = bandOf.get(row.classId)
      const judge = band && told.get(band)
      const mute = whyMute(fact, row, coverage)
      if (mute || !judge) put(row, slot, unknown(mute ?? 'no_calendar'))
      else put(row, slot, judge(row.id, members.get(row.classId) ?? []))
    }
  }
  return {
    asOf: plan.asOf,
    keys: plan.facts.map(({ use }) => use.key),
    freshness: coverage.freshness,
    students: studentRows,
    classes: classRows,
  }
}

function emptyRow(subject: Student, plan: FactPlan): FactRow {
  const size = plan.facts.length
  return {
    ...subject,
    values: Array<Value>(size).fill(null),
    reasons: Array<Reason | null>(size).fill('not_applicable'),
  }
}

function put(row: FactRow, slot: number, value: Value | Unknown): void {
  row.values[slot] = isUnknown(value) ? null : value
  row.reasons[slot] = isUnknown(value) ? value.unknown : null
}

function whyMute({ meta }: PlannedFact, row: FactRow, coverage: Coverage): Reason | undefined {
  const studentId = meta.subject === 'student' ? row.id : undefined
  for (const source of meta.freshness) {
    const mute = coverage.whyMute(source, row.classId, studentId)
    if (mute) return mute
  }
  return undefined
}

type Judge = (id: number, members: readonly Student[]) => Value | Unknown

function judgeOf(fact: PlannedFact, band: BandOfClasses, input: AssembleInput): Judge {
  const mute = whyNoWindow(fact, band)
  if (mute) return () => unknown(mute)
  const columns = fact.places.map((place) => {
    const key = input.plan.measures[place]?.key ?? ''
    const values = input.measures.get(key)
    const absent = input.absent(key)
    return (id: number): Value => {
      const value = values?.get(id)
      return value === undefined ? absent : value
    }
  })
  const context: FactContext = {
    asOf: input.plan.asOf,
    calendar: band.calendar,
    production: input.production,
    freshness: input.coverage.freshness,
    params: fact.use.params,
  }
  const rowOf = (id: number): Value[] => columns.map((column) => column(id))
  const { definition } = fact
  if (definition.of === 'self') return (id) => definition.value(rowOf(id), context)
  return (_, members) =>
    definition.value(
      members.map(({ id }) => rowOf(id)),
      context,
    )
}

const windowNames = new Set(['days', 'schoolDays', 'period', 'previousDays'])

/** A fact with a window that the calendar cannot tell is unknown; one without any window hangs on no calendar. */
function whyNoWindow(fact: PlannedFact, band: BandOfClasses): Reason | undefined {
  const ofFact = Object.keys(fact.meta.params).some((name) => windowNames.has(name))
  const asked = fact.definition.measures(fact.use.params).map(({ params }) => params)
  const windows = [...(ofFact ? [fact.use.params] : []), ...asked].filter(
    (params) => ofFact || Object.keys(params).some((name) => windowNames.has(name)),
  )
  const sides: Which[] = ['now', 'before']
  const edges = windows.flatMap((params) =>
    sides.filter((side) => side === 'now' || 'previousDays' in params).map((side) => band.edge(params, side)),
  )
  return edges.find((edge) => typeof edge === 'string')
}
