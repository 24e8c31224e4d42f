import type { Day } from '../day.ts'
import { rosterTriggers } from './roster.ts'
import type {
  Assignment,
  Block,
  DutyClass,
  Enrolment,
  Instant,
  Interaction,
  Membership,
  Trigger,
  Waiver,
  World,
} from './world.ts'

/** What one class shows as of a day, by what was known at an instant; indexed for the judge, in a stable order. */
export type SeenClass = {
  readonly class: DutyClass
  readonly assignments: readonly Assignment[]
  readonly enrolments: readonly Enrolment[]
  readonly memberships: readonly Membership[]
  readonly triggers: ReadonlyMap<string, readonly Trigger[]>
  readonly triggersById: ReadonlyMap<number, Trigger>
  readonly blocks: readonly Block[]
  readonly evidence: ReadonlyMap<string, readonly Interaction[]>
  readonly waivers: readonly Waiver[]
}

/** A world without what lies after `asOf` or was recorded after `knownAt`. The judge sees nothing else. */
export type Seen = Pick<World, 'specs' | 'trackingFrom' | 'zone'> & {
  readonly asOf: Day
  readonly knownAt: Instant
  /** The moment on the day that terms in hours are held against. */
  readonly at: Instant
  readonly classes: ReadonlyMap<number, SeenClass>
}

type Facts = Pick<
  World,
  'assignments' | 'enrolments' | 'memberships' | 'triggers' | 'blocks' | 'interactions' | 'waivers'
>

/**
 * The world as it could be seen on a day by what was known at an instant: later facts, later records and voided
 * interactions left out, ends that lie ahead unknown, doubles dropped, order fixed.
 */
export function seenWorld(world: World, asOf: Day, knownAt: Instant): Seen {
  const facts = visibleFacts(world, asOf, knownAt)
  const byClass = sortByClass(world.classes, facts)
  const classes = new Map(world.classes.map((it) => [it.id, seenClass(it, byClass.get(it.id) ?? emptyFacts())]))
  const at = Math.min(knownAt, world.now ?? knownAt)
  return { specs: world.specs, trackingFrom: world.trackingFrom, zone: world.zone, asOf, knownAt, at, classes }
}

function visibleFacts(world: World, asOf: Day, knownAt: Instant): Facts {
  const known = (it: { recordedAt?: Instant }) => it.recordedAt === undefined || it.recordedAt <= knownAt
  return {
    assignments: world.assignments.filter((it) => it.fromOn <= asOf),
    enrolments: world.enrolments.filter((it) => it.fromOn <= asOf && known(it)).map((it) => openEnded(it, asOf)),
    memberships: world.memberships.filter((it) => it.fromOn <= asOf && known(it)).map((it) => openEnded(it, asOf)),
    triggers: world.triggers
      .filter((it) => it.openedOn <= asOf && known(it))
      .map((it) => seenTrigger(it, asOf, knownAt)),
    blocks: world.blocks.filter((it) => it.fromOn <= asOf && known(it)).map((it) => seenBlock(it, asOf)),
    interactions: distinct(world.interactions.filter((it) => isSeen(it, asOf, knownAt)).sort(byDayThenId)),
    waivers: world.waivers.filter((it) => isApproved(it, knownAt)),
  }
}

function isSeen(it: Interaction, asOf: Day, knownAt: Instant): boolean {
  if (it.occurredOn > asOf || it.recordedAt > knownAt) return false
  return it.voidedAt === undefined || it.voidedAt > knownAt
}

function isApproved(it: Waiver, knownAt: Instant): boolean {
  if (it.approvedAt === undefined || it.approvedAt > knownAt) return false
  return it.revokedAt === undefined || it.revokedAt > knownAt
}

/** An end that lies ahead is a plan, not a fact. */
function openEnded<Fact extends { readonly toOn?: Day }>(fact: Fact, asOf: Day): Fact {
  if (fact.toOn === undefined || fact.toOn <= asOf) return fact
  const { toOn: _, ...open } = fact
  return open as Fact
}

function seenBlock(block: Block, asOf: Day): Block {
  if (block.untilOn === undefined || block.untilOn <= asOf) return block
  const { untilOn: _, ...open } = block
  return open
}

function seenTrigger(trigger: Trigger, asOf: Day, knownAt: Instant): Trigger {
  const { closedOn, closeReason, exclusions, openedAt, ...rest } = trigger
  const isClosed = closedOn !== undefined && closedOn <= asOf
  return {
    ...rest,
    ...(openedAt !== undefined && openedAt <= knownAt && { openedAt }),
    ...(isClosed && { closedOn, ...(closeReason !== undefined && { closeReason }) }),
    ...(exclusions !== undefined && { exclusions: exclusions.filter((it) => it.on <= asOf) }),
  }
}

function byDayThenId(a: Interaction, b: Interaction): number {
  return a.occurredOn - b.occurredOn || a.id - b.id
}

function distinct(interactions: readonly Interaction[]): Interaction[] {
  return [...new Map(interactions.map((it) => [it.id, it])).values()]
}

type Mutable = { -readonly [Key in keyof Facts]: Facts[Key][number][] }

function emptyFacts(): Mutable {
  return { assignments: [], enrolments: [], memberships: [], triggers: [], blocks: [], interactions: [], waivers: [] }
}

function sortByClass(classes: readonly DutyClass[], facts: Facts): Map<number, Mutable> {
  const sorted = new Map(classes.map((it) => [it.id, emptyFacts()]))
  const classOfTrigger = new Map(facts.triggers.flatMap((it) => (it.id === undefined ? [] : [[it.id, it.classId]])))
  const classesOf = new Map<number, Set<number>>()
  for (const it of facts.enrolments) {
    sorted.get(it.classId)?.enrolments.push(it)
    classesOf.set(it.studentId, (classesOf.get(it.studentId) ?? new Set()).add(it.classId))
  }
  for (const it of facts.assignments) sorted.get(it.classId)?.assignments.push(it)
  for (const it of facts.triggers) sorted.get(it.classId)?.triggers.push(it)
  for (const it of facts.memberships)
    for (const id of classesOf.get(it.studentId) ?? []) sorted.get(id)?.memberships.push(it)
  for (const it of facts.blocks) sorted.get(classOfTrigger.get(it.triggerId) ?? -1)?.blocks.push(it)
  for (const it of facts.interactions) {
    const linked = it.triggerId === undefined ? undefined : classOfTrigger.get(it.triggerId)
    for (const id of new Set([it.classId, linked ?? it.classId])) sorted.get(id)?.interactions.push(it)
  }
  for (const [id, own] of sorted) own.waivers.push(...facts.waivers.filter((it) => (it.classId ?? id) === id))
  return sorted
}

type Stay = { readonly studentId: number; readonly fromOn: Day; readonly toOn?: Day }

function byStudentThenDays(a: Stay, b: Stay): number {
  return a.studentId - b.studentId || byDays(a, b)
}

function byDays(a: { fromOn: Day; toOn?: Day }, b: { fromOn: Day; toOn?: Day }): number {
  return a.fromOn - b.fromOn || (a.toOn ?? Number.MAX_SAFE_INTEGER) - (b.toOn ?? Number.MAX_SAFE_INTEGER)
}

function seenClass(schoolClass: DutyClass, facts: Mutable): SeenClass {
  const assignments = facts.assignments.sort((a, b) => byDays(a, b) || a.staffId - b.staffId)
  const enrolments = facts.enrolments.sort(byStudentThenDays)
  const memberships = facts.memberships.sort(byStudentThenDays)
  const recorded = facts.triggers.sort((a, b) => a.openedOn - b.openedOn || (a.ref < b.ref ? -1 : 1))
  return {
    class: schoolClass,
    assignments,
    enrolments,
    memberships,
    triggers: groupBy([...recorded, ...rosterTriggers(schoolClass, enrolments, assignments, memberships)], (it) => [
      it.cause,
    ]),
    triggersById: new Map(recorded.flatMap((it) => (it.id === undefined ? [] : [[it.id, it]]))),
    blocks: facts.blocks.sort((a, b) => a.fromOn - b.fromOn || a.triggerId - b.triggerId),
    evidence: groupBy(facts.interactions, (it) => it.evidence),
    waivers: facts.waivers.sort((a, b) => a.id - b.id),
  }
}

function groupBy<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  return groups
}
