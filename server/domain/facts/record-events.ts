import type { IsoDay } from '../day.ts'
import type { IncidentKind } from '../formats/catalogue.ts'
import { counter } from './record-lessons.ts'
import type { ExamplePupil, PlannedRow } from './record-people.ts'

type Rows = [string, PlannedRow[]][]

/**
 * Incidents: the same kind on the same day with the same other side is one incident of several pupils. The other side is
 * a pupil of no class, with the role opposite to this pupil's.
 */
export function planIncidents(pupils: readonly ExamplePupil[], kinds: readonly IncidentKind[]): Rows {
  const incidents = new Map<string, PlannedRow>()
  const parts = new Map<string, PlannedRow>()
  const others = new Map<string, number>()
  for (const { id, classId, records } of pupils) {
    const number = counter()
    for (const { on, kind, severity, role = 'offender', with: other } of records.incidents ?? []) {
      const key = `${on} ${kind} ${severity ?? ''} ${other ?? ''}`
      const repeated = `${key} ${number(key)}`
      const meant = kinds.find((each) => each.id === kind)
      const incident = incidents.get(repeated) ?? {
        id: incidents.size + 1,
        kind,
        severity: severity ?? meant?.severity.usual ?? 1,
        is_emergency: meant?.emergency ?? false,
        occurred_on: on,
        class_id: classId,
      }
      incidents.set(repeated, incident)
      const join = (student: number, as: string): unknown =>
        parts.set(`${String(incident['id'])} ${student} ${as}`, {
          incident_id: incident['id'],
          student_id: student,
          role: as,
        })
      join(id, role)
      if (other === undefined) continue
      const otherId = others.get(other) ?? pupils.length + others.size + 1
      others.set(other, otherId)
      join(otherId, role === 'offender' ? 'victim' : 'offender')
    }
  }
  return [
    ['student', [...others].map(([name, id]) => ({ id, full_name: name }))],
    ['incident', [...incidents.values()]],
    ['incident_participant', [...parts.values()]],
  ]
}

/** Meetings and events: those of one kind and day are one gathering of the class. */
export function planGatherings(pupils: readonly ExamplePupil[]): Rows {
  const gatherings = new Map<string, PlannedRow>()
  const guests: PlannedRow[] = []
  for (const { id, classId, records } of pupils) {
    const number = counter()
    for (const { on, kind, attended } of records.gatherings ?? []) {
      const key = `${classId} ${on} ${kind}`
      const repeated = `${key} ${number(key)}`
      const gathering = gatherings.get(repeated) ?? {
        id: gatherings.size + 1,
        class_id: classId,
        kind,
        held_on: on,
        source_key: repeated,
      }
      gatherings.set(repeated, gathering)
      guests.push({ gathering_id: gathering['id'], student_id: id, attended })
    }
  }
  return [
    ['gathering', [...gatherings.values()]],
    ['gathering_guest', guests],
  ]
}

/** Contacts and requests, numbered over all pupils. */
export function planContacts(pupils: readonly ExamplePupil[]): Rows {
  const contacts = pupils.flatMap((pupil) => (pupil.records.contacts ?? []).map((contact) => ({ pupil, contact })))
  const requests = pupils.flatMap((pupil) => (pupil.records.requests ?? []).map((request) => ({ pupil, request })))
  return [
    [
      'interaction',
      contacts.map(({ pupil, contact }, index) => ({
        id: index + 1,
        class_id: pupil.classId,
        form: contact.form,
        occurred_on: contact.on,
        was_reached: contact.reached,
        started_by: 'school',
      })),
    ],
    ['interaction_student', contacts.map(({ pupil }, index) => ({ interaction_id: index + 1, student_id: pupil.id }))],
    [
      'duty_trigger',
      requests.map(({ pupil, request }, index) => ({
        kind: 'request',
        cause: 'request',
        class_id: pupil.classId,
        student_id: pupil.id,
        occurred_on: request.on,
        origin: 'manual',
        ref: `${index}`,
        attributes: JSON.stringify({ topic: request.topic }),
      })),
    ],
  ]
}

export function planEscalations(pupils: readonly ExamplePupil[]): Rows {
  const all = pupils.flatMap((pupil) =>
    (pupil.records.escalations ?? []).map((escalation) => ({ pupil, ...escalation })),
  )
  const last = (steps: readonly { to: string }[]): string => steps.at(-1)?.to ?? 'flagged'
  return [
    [
      'escalation',
      all.map(({ pupil, domain, openedOn, steps }, index) => ({
        id: index + 1,
        student_id: pupil.id,
        class_id: pupil.classId,
        domain,
        state: last(steps),
        highest_state: last(steps),
        opened_on: openedOn,
        closed_on: closedOn(steps),
      })),
    ],
    [
      'escalation_step',
      all.flatMap(({ steps }, index) =>
        steps.map(({ on, to, transition = '', dynamics }, no) => ({
          escalation_id: index + 1,
          step_no: no + 1,
          transition,
          from_state: steps[no - 1]?.to ?? null,
          to_state: to,
          stepped_on: on,
          dynamics: dynamics ?? null,
        })),
      ),
    ],
  ]
}

function closedOn(steps: readonly { on: IsoDay; to: string }[]): IsoDay | null {
  return steps.find(({ to }) => to.startsWith('closed') || to === 'dismissed')?.on ?? null
}
