import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { productionCalendar } from '../../../server/domain/calendar/production.ts'
import { type Day, dayOf } from '../../../server/domain/day.ts'
import type { Judged } from '../../../server/domain/duties/duty.ts'
import { judge } from '../../../server/domain/duties/judge.ts'
import { type Spec, specsOf } from '../../../server/domain/duties/spec.ts'
import type { DutyCalendar, Interaction, Trigger, World } from '../../../server/domain/duties/world.ts'
import { zoneClock } from '../../../server/domain/duties/zone.ts'
import type { ProductionYear } from '../../../server/domain/formats/calendar.ts'
import type { RegulationFile } from '../../../server/domain/formats/regulation.ts'
import { calendarWith, forever } from './worlds.ts'

/** One class of a plain school in 2026/27, for examples: the real production calendar and the norms that are shipped. */

const read = (path: string): unknown =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../rules', path), 'utf8'))

export const d = dayOf
export const at = (text: string) => Date.parse(`${text}+03:00`)

/** The illustrative quarters of 2026/27: breaks 24.10–01.11, 31.12–10.01, 27.03–04.04. */
export const calendar: DutyCalendar = {
  ...calendarWith(['2026-11-04', '2027-02-23', '2027-03-08'].map(d), [
    { from: d('2026-10-24'), to: d('2026-11-01') },
    { from: d('2026-12-31'), to: d('2027-01-10') },
    { from: d('2027-03-27'), to: d('2027-04-04') },
  ]),
  production: productionCalendar(['2026', '2027'].map((year) => read(`calendar/ru-${year}.json`) as ProductionYear)),
  terms: [
    { id: 'q1', from: d('2026-09-01'), to: d('2026-10-23') },
    { id: 'q2', from: d('2026-11-02'), to: d('2026-12-30') },
    { id: 'q3', from: d('2027-01-11'), to: d('2027-03-26') },
    { id: 'q4', from: d('2027-04-05'), to: d('2027-05-26') },
  ],
}

export const shipped: readonly Spec[] = ['I', 'II', 'III'].flatMap((section) =>
  (read(`regulation/${section}.json`) as RegulationFile).points.flatMap(specsOf),
)

/** A shipped norm by its id, with some of it replaced. */
export function norm(id: string, changes: Partial<Spec> = {}): Spec {
  const spec = shipped.find((it) => it.id === id)
  if (!spec) throw new Error(`No norm ${id}`)
  return { ...spec, ...changes } as Spec
}

export function school(specs: readonly Spec[], facts: Partial<World> = {}): World {
  return {
    specs,
    classes: [{ id: 1, openedOn: d('2026-08-15'), calendar }],
    assignments: [{ classId: 1, staffId: 7, role: 'main', fromOn: d('2026-08-15') }],
    enrolments: [101, 102].map((studentId) => ({ studentId, classId: 1, fromOn: d('2026-08-15') })),
    memberships: [],
    triggers: [],
    blocks: [],
    interactions: [],
    waivers: [],
    trackingFrom: d('2026-08-01'),
    zone: zoneClock('Europe/Moscow'),
    ...facts,
  }
}

let lastId = 0

/** An interaction of the class teacher, recorded the same day. */
export function did(on: string, evidence: string | string[], more: Partial<Interaction> = {}): Interaction {
  lastId += 1
  return {
    id: lastId,
    classId: 1,
    studentIds: [],
    form: 'meeting',
    evidence: typeof evidence === 'string' ? [evidence] : evidence,
    points: [],
    occurredOn: d(on),
    recordedAt: 0,
    authorId: 7,
    ...more,
  }
}

export function asked(on: string, more: Partial<Trigger> = {}): Trigger {
  return { id: 1, cause: 'parentRequest', ref: 'R1', classId: 1, studentId: 101, openedOn: d(on), ...more }
}

/** The duties of the first norm of a world as of a day. */
export function stateOf(world: World, asOf: string | Day, knownAt = forever): Judged[] {
  const [spec] = world.specs
  return spec ? judge(spec, world, typeof asOf === 'string' ? d(asOf) : asOf, knownAt) : []
}

export function only(duties: readonly Judged[]): Judged {
  const [duty] = duties
  if (!duty || duties.length > 1) throw new Error(`Expected one duty, got ${duties.map(({ key }) => key).join(', ')}`)
  return duty
}
