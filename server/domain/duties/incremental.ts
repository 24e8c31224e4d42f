import type { Day } from '../day.ts'
import type { Judged } from './duty.ts'
import { judgeClass } from './judge.ts'
import type { Seen } from './seen.ts'
import { causesOf, dependsOn, kindsOf, type Spec } from './spec.ts'
import type { Block, Instant, Interaction, Trigger, Waiver, World } from './world.ts'

/** What must be judged again: a point of a class. */
export type DirtyKey = `${string}|${number}`

/** Something that changed in a world. Roster: enrolments, populations or assignments of a class. */
export type Change =
  | { readonly kind: 'interaction'; readonly interaction: Interaction }
  | { readonly kind: 'trigger'; readonly trigger: Trigger }
  | { readonly kind: 'block'; readonly block: Block; readonly classId: number }
  | { readonly kind: 'waiver'; readonly waiver: Waiver }
  | { readonly kind: 'roster' | 'calendar' | 'class'; readonly classId: number }
  | { readonly kind: 'spec'; readonly point: string }

/** Points of classes that a change touches, with the points that depend on their state. */
export function dirtyKeys(change: Change, world: World): Set<DirtyKey> {
  const points = withDependents(pointsOf(change, world.specs), world.specs)
  const classes = classesOf(change, world)
  return new Set(points.flatMap((point) => classes.map((id): DirtyKey => `${point}|${id}`)))
}

function pointsOf(change: Change, specs: readonly Spec[]): Set<string> {
  const where = (matches: (spec: Spec) => boolean) => new Set(specs.filter(matches).map((spec) => spec.point))
  if (change.kind === 'interaction') return where((spec) => mayServe(spec, change.interaction))
  if (change.kind === 'trigger') return where((spec) => causesOf(spec).includes(change.trigger.cause))
  if (change.kind === 'block') return new Set([change.block.point])
  if (change.kind === 'waiver') return new Set([change.waiver.point])
  return change.kind === 'spec' ? new Set([change.point]) : where(() => true)
}

function mayServe(spec: Spec, it: Interaction): boolean {
  if (it.points.length > 0 && !it.points.includes(spec.point)) return false
  return kindsOf(spec).some((kind) => it.evidence.includes(kind))
}

function withDependents(points: Set<string>, specs: readonly Spec[]): string[] {
  const dirty = new Set(points)
  const pointOf = (id: string) => id.split('/')[0] ?? id
  for (let before = -1; before !== dirty.size; ) {
    before = dirty.size
    for (const spec of specs) if (dependsOn(spec).some((id) => dirty.has(pointOf(id)))) dirty.add(spec.point)
  }
  return [...dirty]
}

function classesOf(change: Change, world: World): number[] {
  if (change.kind === 'interaction') {
    const linked = world.triggers.find((it) => it.id !== undefined && it.id === change.interaction.triggerId)
    return [...new Set([change.interaction.classId, ...(linked ? [linked.classId] : [])])]
  }
  if (change.kind === 'trigger') return [change.trigger.classId]
  const classId = change.kind === 'waiver' ? change.waiver.classId : change.kind === 'spec' ? undefined : change.classId
  return classId === undefined ? world.classes.map(({ id }) => id) : [classId]
}

/** What has been said so far, by point and class. */
export type Said = ReadonlyMap<DirtyKey, readonly Judged[]>

/** Judges everything anew. */
export function judgeInFull(seen: Seen): Map<DirtyKey, Judged[]> {
  return judgeKeys(
    seen,
    new Set(seen.specs.flatMap(({ point }) => [...seen.classes.keys()].map((id): DirtyKey => `${point}|${id}`))),
  )
}

/** Judges again only what is dirty and keeps the rest. The same as judging in full: a property says so. */
export function rejudge(said: Said, dirty: ReadonlySet<DirtyKey>, seen: Seen): Map<DirtyKey, readonly Judged[]> {
  return new Map([...said, ...judgeKeys(seen, dirty)])
}

function judgeKeys(seen: Seen, keys: ReadonlySet<DirtyKey>): Map<DirtyKey, Judged[]> {
  const byPoint = Map.groupBy(seen.specs, (spec) => spec.point)
  const judged = new Map<DirtyKey, Judged[]>()
  for (const key of keys) {
    const [point = '', id] = key.split('|')
    const view = seen.classes.get(Number(id))
    const specs = byPoint.get(point)
    if (view && specs)
      judged.set(
        key,
        specs.flatMap((spec) => judgeClass(spec, view, seen)),
      )
  }
  return judged
}

/**
 * What the clock alone makes dirty between two judgements: duties whose next transition has come, largest-gap norms (their
 * age moves every day), and facts whose day has come.
 */
export function dirtyByClock(
  said: Said,
  world: World,
  from: { asOf: Day },
  to: { asOf: Day; knownAt: Instant },
): Set<DirtyKey> {
  const dirty = new Set<DirtyKey>()
  for (const [key, duties] of said) if (duties.some((duty) => isDue(duty, to))) dirty.add(key)
  const came = (day: Day | undefined) => day !== undefined && day > from.asOf && day <= to.asOf
  for (const change of changesThatCame(world, came)) for (const key of dirtyKeys(change, world)) dirty.add(key)
  return dirty
}

function isDue(duty: Judged, to: { asOf: Day; knownAt: Instant }): boolean {
  if (
    duty.gap ||
    duty.parts.some((part) => part.dueAt !== undefined) ||
    duty.reasons.some((it) => it.code === 'blocked')
  )
    return true
  return duty.nextTransitionOn !== undefined && duty.nextTransitionOn <= to.asOf
}

function changesThatCame(world: World, came: (day: Day | undefined) => boolean): Change[] {
  const classOf = new Map(world.triggers.map((it) => [it.id, it.classId]))
  const classesOfStudent = Map.groupBy(world.enrolments, (it) => it.studentId)
  return [
    ...world.interactions
      .filter((it) => came(it.occurredOn))
      .map((interaction) => ({ kind: 'interaction' as const, interaction })),
    ...world.triggers
      .filter((it) => came(it.openedOn) || came(it.closedOn) || it.exclusions?.some(({ on }) => came(on)))
      .map((trigger) => ({ kind: 'trigger' as const, trigger })),
    ...world.blocks
      .filter((it) => came(it.fromOn) || came(it.untilOn))
      .map((block) => ({ kind: 'block' as const, block, classId: classOf.get(block.triggerId) ?? -1 })),
    ...[...world.assignments, ...world.enrolments]
      .filter((it) => came(it.fromOn) || came(it.toOn))
      .map(({ classId }) => ({ kind: 'roster' as const, classId })),
    ...world.memberships
      .filter((it) => came(it.fromOn) || came(it.toOn))
      .flatMap((it) =>
        (classesOfStudent.get(it.studentId) ?? []).map(({ classId }) => ({ kind: 'roster' as const, classId })),
      ),
  ]
}
