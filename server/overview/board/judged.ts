import { setImmediate } from 'node:timers/promises'
import type { Trx } from '../../database/database.ts'
import { listPeriods } from '../../domain/calendar/periods.ts'
import type { Period } from '../../domain/calendar/span.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import type { Json, Judged, Reason } from '../../domain/duties/duty.ts'
import { holderOn, standInOn } from '../../domain/duties/holders.ts'
import { judgeClass } from '../../domain/duties/judge.ts'
import { type Seen, seenWorld } from '../../domain/duties/seen.ts'
import type { DutyCalendar, World } from '../../domain/duties/world.ts'
import { type DutyCatalogue, dutyCatalogue } from '../../domain/explain/duty-say.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import { type DutyGround, dutyClassOf, loadWorld } from '../../duties/duties.ts'
import { listClasses } from '../../duties/queries/people.ts'
import { kindsOf } from '../../flags/flags.ts'
import { listStaff, listStudents, listStudentsOfClasses } from '../../roster/queries.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { findKeySecret } from '../queries/secret.ts'

export type ClassOfYear = { id: number; name: string; grade: number; schoolYear: string }

/** The duties of a school, or of some of its classes, as of the day of the call, with the names that sentences and tables need. */
export type JudgedSchool = {
  /** The school's own secret, with which keys that may not be told are hashed. */
  readonly keySecret: string
  readonly asOf: Day
  readonly duties: readonly Judged[]
  readonly seen: Seen
  /** What was judged: triggers, records and waivers, with those that are not seen on the day. */
  readonly world: World
  readonly points: readonly RegulationPoint[]
  readonly catalogue: DutyCatalogue
  readonly classes: ReadonlyMap<number, ClassOfYear>
  /** The days of every class, judged or not. */
  readonly calendars: ReadonlyMap<number, DutyCalendar>
  /** Classes of the school year of the day, by grade and name; in summer those of the year that is over. */
  readonly present: readonly ClassOfYear[]
  /** Periods of final marks of a grade in the year of those classes. */
  readonly termsOf: (grade: number) => readonly Period[]
  readonly students: ReadonlyMap<number, string>
  readonly staff: ReadonlyMap<number, string>
}

/** The school and the day that are asked about. */
export type Asked = {
  readonly school: { readonly id: number; readonly timeZone: string; readonly trackingFrom: string }
  readonly asOf: Day
  readonly knownAt: Date
  /** The moment of the look, for terms in hours; without it the end of the day. */
  readonly now?: Date
  /** The classes whose duties are asked for; without them every class. */
  readonly only?: readonly number[] | undefined
}

/** Judges live, so that any day may be asked for; the cache is not read. */
export async function judgeSchool(trx: Trx, asked: Asked, ruleSet: RuleSet): Promise<JudgedSchool> {
  const { school, asOf, knownAt, only } = asked
  const ground = await groundOf(trx, asked, ruleSet)
  const world = await loadWorld(trx, ground, only)
  const seen = seenWorld(world, asOf, knownAt.getTime())
  const classes = await listClasses(trx, school.id)
  const present = presentOf(classes, asOf)
  const students = await (only ? listStudentsOfClasses(trx, school.id, only) : listStudents(trx, school.id))
  return {
    keySecret: await findKeySecret(trx, school.id),
    asOf,
    duties: await judgeInPieces(seen),
    seen,
    world,
    points: ruleSet.points,
    catalogue: dutyCatalogue(ruleSet.points, ruleSet.channels, school.timeZone, world.interactions),
    classes: new Map(classes.map((each) => [each.id, each])),
    calendars: new Map(
      classes.flatMap((each) => dutyClassOf(each, ground.calendars)).map(({ id, calendar }) => [id, calendar]),
    ),
    present,
    termsOf: (grade) => termsIn(ground, present[0]?.schoolYear, grade),
    students: new Map(students.map((row) => [row.id, row.full_name])),
    staff: new Map((await listStaff(trx, school.id)).map((row) => [row.id, row.full_name])),
  }
}

/** How long the judge may keep the process from everything else. */
const pieceMillis = 20

/** Every duty in the order of norms and classes; between two classes the process answers others. */
async function judgeInPieces(seen: Seen): Promise<Judged[]> {
  const duties: Judged[] = []
  let since = performance.now()
  for (const spec of seen.specs)
    for (const view of seen.classes.values()) {
      duties.push(...judgeClass(spec, view, seen))
      if (performance.now() - since < pieceMillis) continue
      await setImmediate()
      since = performance.now()
    }
  return duties
}

export async function groundOf(
  trx: Trx,
  { school, now }: Pick<Asked, 'school' | 'now'>,
  ruleSet: RuleSet,
): Promise<DutyGround> {
  return {
    schoolId: school.id,
    points: ruleSet.points,
    calendars: await loadCalendars(trx, school.id, libraryOf(ruleSet)),
    timeZone: school.timeZone,
    trackingFrom: school.trackingFrom,
    planRequired: kindsOf(ruleSet).planRequired,
    ...(now && { now }),
  }
}

function termsIn({ calendars }: DutyGround, schoolYear: string | undefined, grade: number): readonly Period[] {
  return listPeriods(calendars.ofGrade(grade)).filter((period) => period.schoolYear === schoolYear)
}

function presentOf(classes: readonly (ClassOfYear & { openedOn: string })[], asOf: Day): ClassOfYear[] {
  const begun = classes.filter(({ openedOn }) => openedOn <= isoOf(asOf))
  const year = begun
    .map(({ schoolYear }) => schoolYear)
    .toSorted()
    .at(-1)
  return begun
    .filter(({ schoolYear }) => schoolYear === year)
    .toSorted((one, other) => one.grade - other.grade || one.name.localeCompare(other.name, 'ru'))
}

/** The name of who holds a class on a day; null is a vacancy. */
export function holderName({ seen, staff }: JudgedSchool, classId: number, day: Day): string | null {
  const view = seen.classes.get(classId)
  const holder = view && holderOn(view, day)
  return holder ? (staff.get(holder.staffId) ?? null) : null
}

/** The name of who stands in for an absent class teacher on a day; null where nobody does. */
export function standInName({ seen, staff }: JudgedSchool, classId: number, day: Day): string | null {
  const view = seen.classes.get(classId)
  const standIn = view && standInOn(view, day)
  return standIn ? (staff.get(standIn.staffId) ?? null) : null
}

/** Reasons as they leave the program: days as ISO texts. */
export function reasonsJson(reasons: readonly Reason[]): { code: string; data: Json }[] {
  return reasons.map(({ code, data }) => ({ code, data: withIsoDays(data) }))
}

function withIsoDays(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withIsoDays(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, Json]) => [
      key,
      key.endsWith('On') && typeof inner === 'number' ? isoOf(inner) : withIsoDays(inner),
    ]),
  )
}
