import { createHash } from 'node:crypto'
import type { RecordOf } from '../records/kinds.ts'
import { type Context, giveIds } from './context.ts'
import { faultsOf } from './faults.ts'
import { addKey, classOn, type Found, lastClass, type Ref, reason, type StudentRef } from './register.ts'
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
  if (found.some((each) => 'reason' in each)) {
    context.notes.refuse(record.origin, faultsOf(context, record), 'incident')
    return undefined
  }
  return found.flatMap((each) => ('ref' in each ? [each.ref] : []))
}

const longestKey = 500

function naturalKey(record: RecordOf<'incident'>): string {
  const { date, time, incidentKind, participants = [] } = record.fields
  const key = [date, time ?? '', incidentKind ?? '', [...participants].toSorted().join(' ')].join('|')
  // An index holds no key longer than that; a mass brawl names half a school.
  return key.length <= longestKey ? key : `${date}|${createHash('sha256').update(key).digest('hex')}`
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
  const { kind, known } = kindOf(context, incident)
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

/** A kind that the catalogue does not hold has no title and no severity: it is said, and counts as another breach. */
function kindOf(context: Context, { records }: Incident) {
  const told = records.find(({ fields }) => fields.incidentKind !== undefined)
  const named = told?.fields.incidentKind ?? other
  const known = context.incidentKinds.get(named)
  if (known || !told) return { kind: named, known }
  context.notes.warn(
    told.origin,
    reason(
      'unknown_incident_kind',
      {
        ru: `вида происшествий «${named}» нет в каталоге; записано как другое нарушение.`,
        en: `the catalogue has no kind of incident "${named}"; it is kept as another breach.`,
      },
      {
        ru: 'Исправьте раздел incident профиля: rules check назовёт место.',
        en: 'Correct "incident" in the profile: rules check names the place.',
      },
    ),
  )
  return { kind: other, known: context.incidentKinds.get(other) }
}

const other = 'other'

function instantOf(date: string, time: string | undefined, timeZone: string): string | null {
  if (time === undefined) return null
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).toInstant().toString()
}
