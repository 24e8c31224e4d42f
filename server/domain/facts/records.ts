import type { Records } from '../formats/records.ts'
import { planContacts, planEscalations, planGatherings, planIncidents } from './record-events.ts'
import { planFamily } from './record-family.ts'
import { planAbsences, planDebts, planFinalMarks, planLessons, planMarks } from './record-lessons.ts'
import { type PlannedRow, type PlannedRows, planPeople, planPupils, type RecordsGround } from './record-people.ts'

/**
 * The rows that the raw records of an example file stand for, by table, in an order that keys allow: so that an example is
 * computed by the very SQL that judges a school. Values and weights become hundredths. Ids count from 1.
 */
export function planRecords(records: Records, ground: RecordsGround): PlannedRows {
  const subjects = new Map<string, number>()
  const subjectOf = (name: string): number => {
    const id = subjects.get(name) ?? subjects.size + 1
    subjects.set(name, id)
    return id
  }
  const pupils = planPupils(records, ground)
  const people = planPeople(records, pupils, ground)
  const learning: [string, PlannedRow[]][] = [
    ['lesson', planLessons(pupils, subjectOf)],
    ['mark', pupils.flatMap((pupil) => planMarks(pupil, subjectOf))],
    ['final_mark', pupils.flatMap((pupil) => planFinalMarks(pupil, subjectOf))],
    ['absence', pupils.flatMap((pupil) => planAbsences(pupil, subjectOf))],
    ['debt', pupils.flatMap((pupil) => planDebts(pupil, subjectOf))],
  ]
  const named: [string, PlannedRow[]] = ['subject', [...subjects].map(([name, id]) => ({ id, name }))]
  const events = [
    ...planIncidents(pupils, ground.incidentKinds),
    ...planGatherings(pupils),
    ...planContacts(pupils),
    ...planEscalations(pupils),
    ...planFamily(pupils, ground.instruments),
  ]
  const rows = new Map<string, PlannedRow[]>()
  for (const [table, own] of [...people, named, ...learning, ...events])
    rows.set(table, [...(rows.get(table) ?? []), ...own])
  return rows
}
