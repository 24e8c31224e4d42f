import { sql } from 'kysely'
import type { Db, Trx } from '../database/database.ts'
import { inSchool } from '../database/school.ts'
import { type Day, type IsoDay, isoOf } from '../domain/day.ts'
import { judge, judgeAll } from '../domain/duties/judge.ts'
import { dependsOn } from '../domain/duties/spec.ts'
import type { World } from '../domain/duties/world.ts'
import { loadWorld } from '../duties/duties.ts'
import type { RuleSet } from '../rules/files/ruleset.ts'
import { type CalendarLibrary, initSchool, loadCalendars } from '../school/school.ts'
import { castOf } from './cast.ts'
import { addClosures } from './closures.ts'
import { addContacts } from './contacts.ts'
import { addEvidence, type Doing } from './evidence.ts'
import { addFamilies } from './family.ts'
import { addGatherings } from './gatherings.ts'
import { type DemoYears, demoYears, type Ground, stampUpTo, trackingStart } from './ground.ts'
import { addIncidents } from './incidents.ts'
import { addAbsences } from './journal/absences.ts'
import { journalsOf } from './journal/days.ts'
import { addFinals } from './journal/finals.ts'
import { addMarks } from './journal/marks.ts'
import { addOwed } from './journal/owed.ts'
import { type Answers, addCases } from './ladder.ts'
import { addLoad } from './loads.ts'
import { addOccasions } from './occasions.ts'
import { randomOf } from './random.ts'
import { advanceIds, createRecords, type Records, saveRecords } from './records.ts'
import { type Respond, responderOf } from './responses.ts'
import { addReviews } from './reviews.ts'
import { rosterOf } from './roster.ts'
import { staffOf } from './staff.ts'
import { addSupport } from './support.ts'
import { addWaivers } from './waivers.ts'

export type DemoOptions = {
  /** The day the school is to live in; in summer the last day of study is taken instead. */
  asOf: Day
  seed: number
  ruleSet: RuleSet
  /** Nothing is recorded later than this instant: the clock of whoever makes the school. The end of the day without it. */
  knownAt?: Date
  onProgress?: (done: number, all: number) => void
}
export type Demo = {
  schoolId: number
  asOf: IsoDay
  counts: Readonly<Record<string, number>>
  /** To be called after each look at the school's past, in its transaction, with its day and that of the next one. */
  respond: Respond
}

const timeZone = 'Europe/Moscow'
const stages = 6

/**
 * Makes a synthetic school: the last school year and the present one up to a day, with stories that every rule and every
 * status has something to say of. The same seed and day make the same school.
 */
export async function makeDemo(db: Db, options: DemoOptions): Promise<Demo> {
  const { seed, ruleSet, onProgress } = options
  const years = demoYears(ruleSet.schoolYears, options.asOf)
  const trackingFrom = trackingStart(years)
  const library = { production: [...ruleSet.productionYears], schoolYears: [...ruleSet.schoolYears] }
  const school = { name: nameOf(seed), timeZone, trackingFrom: isoOf(trackingFrom), demoSeed: seed }
  const schoolId = await initSchool(db, school, library)
  const records = createRecords()
  let done = 0
  let respond: Respond
  const step = () => onProgress?.(++done, stages)
  try {
    respond = await inSchool(db, schoolId, (trx) =>
      fill(trx, { schoolId, years, trackingFrom, library, options, records, step }),
    )
  } catch (error) {
    await removeSchool(db, schoolId)
    throw error
  }
  await advanceIds(db, records)
  await sql`analyze`.execute(db)
  step()
  const counts = Object.fromEntries(counted.map((table) => [table, records.count(table)]))
  return { schoolId, asOf: isoOf(years.asOf), counts, respond }
}

const counted = [
  'school_class',
  'student',
  'staff',
  'mark',
  'absence',
  'lesson',
  'incident',
  'duty_trigger',
  'interaction',
  'escalation',
] as const

function nameOf(seed: number): string {
  return `Школа № ${2101 + (Math.abs(seed) % 800)} (учебная)`
}

async function removeSchool(db: Db, schoolId: number): Promise<void> {
  await inSchool(db, schoolId, (trx) => trx.deleteFrom('school_calendar').where('school_id', '=', schoolId).execute())
  await db.deleteFrom('school').where('id', '=', schoolId).execute()
}

type Work = {
  schoolId: number
  years: DemoYears
  trackingFrom: Day
  library: CalendarLibrary
  options: DemoOptions
  records: Records
  step: () => void
}

async function fill(trx: Trx, work: Work): Promise<Respond> {
  const { schoolId, records, step } = work
  const { ground, doing } = await gather(trx, work)
  await saveRecords(trx, schoolId, records)
  step()
  const world = await actOnDuties(trx, work, ground, doing)
  await saveRecords(trx, schoolId, records)
  step()
  const { ladder } = work.options.ruleSet
  if (!ladder) throw new RangeError('The rules hold no ladder')
  return responderOf({ schoolId, ground, ladder, doing, chance: ground.random.branch('decisions') }, world)
}

/** Everything but what class teachers did about their duties. */
async function gather(trx: Trx, work: Work): Promise<{ ground: Ground; doing: Doing }> {
  const { schoolId, records, library, options, step } = work
  const plain = await groundOf(trx, work)
  const roster = rosterOf(plain, records)
  addClosures(plain, roster, records)
  await saveRecords(trx, schoolId, records)
  const ground = { ...plain, calendars: await loadCalendars(trx, schoolId, library) }
  step()
  const staff = staffOf(ground, roster.classes, records)
  const cast = castOf(ground, roster)
  const journals = journalsOf(ground, roster, records)
  const absences = addAbsences(ground, journals, cast, staff, records)
  addFinals(ground, journals, cast, addMarks(ground, journals, cast, absences, records), records)
  addOwed(ground, journals, cast, records)
  addIncidents(ground, journals, cast, absences, records)
  step()
  addSupport(ground, roster, cast, staff, records)
  addFamilies(ground, roster, cast, staff, records)
  addGatherings(ground, journals, cast, records)
  addContacts(ground, journals, cast, staff, records)
  addOccasions(ground, journals, staff, records)
  const answers: Answers = addCases(ground, journals, cast, staff, records)
  addReviews(ground, roster.classes, staff, records)
  addLoad(ground, journals, options.seed, records)
  return { ground, doing: { cast, staff, answers, records, chance: ground.random.branch('evidence') } }
}

async function groundOf(trx: Trx, { schoolId, years, trackingFrom, library, options }: Work): Promise<Ground> {
  return {
    ...years,
    years: years.last ? [years.last, years.present] : [years.present],
    random: randomOf(`${options.seed}|${isoOf(years.asOf)}`),
    calendars: await loadCalendars(trx, schoolId, library),
    trackingFrom,
    stamp: stampUpTo(options.knownAt ?? new Date((years.asOf + 1) * 86_400_000 - 1)),
  }
}

/** Evidence for the duties the regulation makes of these records; those that neglect makes come after the rest. */
async function actOnDuties(trx: Trx, work: Work, ground: Ground, doing: Doing): Promise<World> {
  const world = await worldOf(trx, work, ground)
  const known = Number.MAX_SAFE_INTEGER
  const own = world.specs.filter((spec) => dependsOn(spec).length === 0)
  const undone = addEvidence(ground, judgeAll({ ...world, specs: own }, ground.asOf, known), doing)
  await saveRecords(trx, work.schoolId, work.records)
  work.step()
  const then = await worldOf(trx, work, ground)
  const later = then.specs.filter((spec) => dependsOn(spec).length > 0)
  const left = later.flatMap((spec) => addEvidence(ground, judge(spec, then, ground.asOf, known), doing))
  addWaivers(ground, [...undone, ...left], doing.staff, work.records)
  return then
}

async function worldOf(
  trx: Trx,
  { schoolId, options: { ruleSet } }: Work,
  { calendars, trackingFrom }: Ground,
): Promise<World> {
  const planRequired = ruleSet.familyCategories.filter((category) => category.planRequired).map(({ id }) => id)
  return loadWorld(trx, {
    schoolId,
    points: ruleSet.points,
    calendars,
    timeZone,
    trackingFrom: isoOf(trackingFrom),
    planRequired,
  })
}
