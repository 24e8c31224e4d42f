import type { Trx } from '../../database/database.ts'
import { schoolYearOf } from '../../domain/calendar/periods.ts'
import { dayOf } from '../../domain/day.ts'
import { whileAnswered, withRequestTerm } from '../../domain/duties/answers.ts'
import { dutyCalendar } from '../../domain/duties/calendar.ts'
import { specsOf } from '../../domain/duties/spec.ts'
import type { DutyClass, Membership, World } from '../../domain/duties/world.ts'
import { zoneClock } from '../../domain/duties/zone.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import { type Answers, hardship, loadAnswers, type SchoolCalendars } from '../../school/school.ts'
import {
  type ClassRow,
  listAssignments,
  listClasses,
  listEnrolments,
  listFlaggedFamilies,
  listMemberships,
} from '../queries/people.ts'
import { listBlocks, listInteractions, listTriggers, listWaivers } from '../queries/records.ts'

/** What duties stand on beside the records: the regulation, the calendars, and the school's zone and first day. */
export type DutyGround = {
  schoolId: number
  points: readonly RegulationPoint[]
  calendars: SchoolCalendars
  timeZone: string
  trackingFrom: string
  /** Categories of families for which the regulation asks a plan. */
  planRequired: readonly string[]
  /** The moment of the look, for terms in hours; without it the end of the day. */
  now?: Date
}

/** Everything the judge looks at, read once; with `only` of these classes, whose duties depend on no other. */
export async function loadWorld(trx: Trx, ground: DutyGround, only?: readonly number[]): Promise<World> {
  const { schoolId, points, calendars } = ground
  const classes = (await listClasses(trx, schoolId)).filter(({ id }) => only?.includes(id) ?? true)
  const answers = await loadAnswers(trx, schoolId, ground.timeZone)
  return {
    specs: withRequestTerm(
      points.flatMap((point) => specsOf(point)),
      answers.requestTerm,
    ),
    classes: classes.flatMap((row) => dutyClassOf(row, calendars)),
    assignments: await listAssignments(trx, schoolId),
    enrolments: await listEnrolments(trx, schoolId, only),
    memberships: [
      ...(await listMemberships(trx, schoolId, ground.planRequired)),
      ...(await listAnswered(trx, ground, answers)),
    ],
    triggers: await listTriggers(trx, schoolId, only),
    blocks: await listBlocks(trx, schoolId),
    interactions: await listInteractions(trx, schoolId, only),
    waivers: await listWaivers(trx, schoolId),
    trackingFrom: dayOf(ground.trackingFrom),
    zone: zoneClock(ground.timeZone),
    ...(ground.now && { now: ground.now.getTime() }),
  }
}

/** Families in a difficult life situation, while the school asks plans for them beside those the rule files name. */
async function listAnswered(
  trx: Trx,
  { schoolId, planRequired }: DutyGround,
  { planForTzs }: Answers,
): Promise<Membership[]> {
  if (planForTzs.length === 0 || planRequired.includes(hardship)) return []
  return whileAnswered(await listFlaggedFamilies(trx, schoolId, [hardship]), planForTzs)
}

/** A class of a school year that no loaded calendar answers for has no duties: nobody knows its days. */
export function dutyClassOf(row: ClassRow, calendars: SchoolCalendars): DutyClass[] {
  const school = calendars.ofClass(row)
  const year =
    school.years.find(({ schoolYear }) => schoolYear === row.schoolYear) ?? schoolYearOf(school, dayOf(row.openedOn))
  if (!year) return []
  const calendar = dutyCalendar(`${calendars.version}:${row.id}`, calendars.production, school, year)
  return [
    {
      id: row.id,
      openedOn: dayOf(row.openedOn),
      calendar,
      ...(row.closedOn === null ? {} : { closedOn: dayOf(row.closedOn) }),
    },
  ]
}
