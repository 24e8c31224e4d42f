import type { RecordOf } from '../records/kinds.ts'
import { type Context, giveIds } from './context.ts'
import { addKey, classOn, type Found, lastClass, type Ref, type StudentRef } from './register.ts'
import { findStudent } from './students.ts'
import { trackDay, trackStudent } from './tracker.ts'

type Incident = {
  ref: Ref
  key: string
  records: RecordOf<'incident'>[]
  participants: Map<string, { student: StudentRef; role: string }>
}

/** Incidents with their participants: rows of one incident are put together by its number, or by day, kind and pupils. */
export async function stageIncidents(context: Context, records: readonly RecordOf<'incident'>[]): Promise<void> {
  const incidents = new Map<string, Incident>()
  const seen = new Map<string, number>()
  for (const record of records) {
    const people = participantsOf(context, record)
    if (!people) continue
    const key = record.fields.incidentKey ?? numbered(seen, naturalKey(record))
    const incident: Incident = incidents.get(key) ?? { ref: { id: 0 }, key, records: [], participants: new Map() }
    incidents.set(key, incident)
    incident.records.push(record)
    const role = record.fields.participation ?? 'offender'
    for (const student of people) incident.participants.set(`${student.id}|${role}`, { student, role })
  }
  for (const incident of incidents.values())
    incident.ref = context.register.keys.incident.get(incident.key) ?? incident.ref
  await giveIds(
    context,
    'incident',
    [...incidents.values()].map(({ ref }) => ref),
  )
  for (const incident of incidents.values()) stageIncident(context, incident)
}

function participantsOf(context: Context, record: RecordOf<'incident'>): StudentRef[] | undefined {
  const found: Found<StudentRef>[] = (record.fields.participants ?? []).map((studentKey) =>
    findStudent(context.register, { studentKey }),
  )
  const wrong = found.find((each) => 'reason' in each)
  if (wrong && 'reason' in wrong) {
    context.notes.refuse(record.origin, wrong.reason, 'incident')
    return undefined
  }
  return found.flatMap((each) => ('ref' in each ? [each.ref] : []))
}

function naturalKey(record: RecordOf<'incident'>): string {
  const { date, time, incidentKind, participants = [] } = record.fields
  return [date, time ?? '', incidentKind ?? '', [...participants].toSorted().join(' ')].join('|')
}

function numbered(seen: Map<string, number>, key: string): string {
  const count = (seen.get(key) ?? 0) + 1
  seen.set(key, count)
  return count === 1 ? key : `${key}#${count}`
}

function stageIncident(context: Context, incident: Incident): void {
  const { register, stages, tracker, profile } = context
  // A witness's row may leave out what happened: the first row that tells counts.
  const pick = <F extends keyof RecordOf<'incident'>['fields']>(field: F) =>
    incident.records.map(({ fields }) => fields[field]).find((value) => value !== undefined)
  const date = pick('date') ?? ''
  const kind = pick('incidentKind') ?? 'other'
  const known = context.incidentKinds.get(kind)
  const severity = pick('severity') ?? Number(profile.codes.severity?.[kind] ?? known?.severity ?? 1)
  const people = [...incident.participants.values()]
  const first = (people.find(({ role }) => role === 'offender') ?? people[0])?.student
  const schoolClass = first && (classOn(first, date) ?? lastClass(first))
  const text = [pick('detail'), pick('text'), pick('place')].filter((part) => part !== undefined).join('; ')
  addKey(register, 'incident', incident.key, incident.ref)
  trackDay(tracker, 'incident', date)
  for (const { student } of people) trackStudent(tracker, student, date)
  stages.put('incident', [
    incident.ref.id,
    kind,
    severity,
    known?.isEmergency ?? false,
    known?.isRestricted ?? false,
    date,
    instantOf(date, pick('time'), context.timeZone),
    schoolClass?.id ?? null,
    text || null,
    pick('reporter') ?? null,
  ])
  for (const { student, role } of people) stages.put('incident_participant', [incident.ref.id, student.id, role])
}

function instantOf(date: string, time: string | undefined, timeZone: string): string | null {
  if (time === undefined) return null
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).toInstant().toString()
}
