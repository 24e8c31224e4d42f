import type { Day } from '../day.ts'
import type { Duty, DutyPart } from './duty.ts'
import { lifeOfClass } from './lives.ts'
import { covers } from './roster.ts'
import type { SeenClass } from './seen.ts'
import { kindsOf, type Spec } from './spec.ts'
import type { Instant, Interaction, ZoneClock } from './world.ts'

/** Why an interaction does not count for a duty. */
export type WhyNot =
  | 'other_kind'
  | 'not_final'
  | 'other_point'
  | 'other_subject'
  | 'not_linked'
  | 'linked_elsewhere'
  | 'chosen_for_other'
  | 'author_not_holder'
  | 'outside_class_life'
  | 'before_window'
  | 'after_close'
  | 'next_window'
  | 'previous_window'
  | 'already_enough'

/** What the judging of one norm in one class looks at while it shares out evidence. */
export type Matching = {
  readonly view: SeenClass
  readonly zone: ZoneClock
  /** Whether duties of several versions of the norm are among them: then evidence is checked against each. */
  readonly hasVersions: boolean
  readonly duties: ReadonlyMap<string, Duty>
  /** Ids of the triggers that made the duties of this norm. */
  readonly triggerIds: ReadonlySet<number>
}

/** Why the interaction cannot serve the norm at all, whichever duty; undefined where it may. */
export function whyNotNorm({ view }: Pick<Matching, 'view'>, spec: Spec, it: Interaction): WhyNot | undefined {
  if (it.points.length > 0 && !it.points.includes(spec.point)) return 'other_point'
  if (!kindsOf(spec).some((kind) => it.evidence.includes(kind))) return 'other_kind'
  if (spec.stopsOn && !spec.stopsOn.some((kind) => it.evidence.includes(kind))) return 'not_final'
  const life = lifeOfClass(view)
  if (it.occurredOn < life.from || it.occurredOn > life.to) return 'outside_class_life'
  return spec.authors === 'staff' || isHolder(view, it) ? undefined : 'author_not_holder'
}

/** The duty's holder, one who acts for the holder or a delegate; where nobody holds the class, any member of staff. */
function isHolder(view: SeenClass, it: Interaction): boolean {
  if (it.authorId === undefined) return true
  const holders = view.assignments.filter((assignment) => covers(assignment, it.occurredOn))
  return holders.length === 0 || holders.some((assignment) => assignment.staffId === it.authorId)
}

/** Why the interaction does not count for this duty of the norm; undefined where it does. */
export function whyNot(matching: Matching, duty: Duty, it: Interaction): WhyNot | undefined {
  const unfit = matching.hasVersions ? whyNotNorm(matching, duty.spec, it) : undefined
  if (unfit) return unfit
  const chosen = it.dutyKey !== undefined && matching.duties.has(it.dutyKey) ? it.dutyKey : undefined
  if (chosen !== undefined && chosen !== duty.key) return 'chosen_for_other'
  if (it.classId !== matching.view.class.id && !isLinked(duty, it)) return 'other_subject'
  const untied = chosen === undefined ? whyNotTied(matching, duty, it) : undefined
  if (untied) return untied
  if (it.occurredOn < duty.opensOn) return 'before_window'
  return it.occurredOn > duty.closesOn ? 'after_close' : undefined
}

function isLinked({ trigger }: Duty, it: Interaction): boolean {
  return it.triggerId !== undefined && (it.triggerId === trigger?.id || it.triggerId === trigger?.about)
}

function whyNotTied({ triggerIds }: Matching, duty: Duty, it: Interaction): WhyNot | undefined {
  if (needsLink(duty.spec)) return isLinked(duty, it) ? undefined : 'not_linked'
  if (!isLinked(duty, it) && it.triggerId !== undefined && triggerIds.has(it.triggerId)) return 'linked_elsewhere'
  const isAbout = duty.studentId === undefined || it.studentIds.length === 0 || it.studentIds.includes(duty.studentId)
  return isAbout ? undefined : 'other_subject'
}

export function needsLink(spec: Spec): boolean {
  return spec.kind === 'whileOpen' || (spec.kind === 'deadline' && spec.link === 'trigger')
}

export function fits(part: DutyPart, it: Interaction): boolean {
  return part.evidence.some((kind) => it.evidence.includes(kind))
}

/** Whether evidence came in time for a part: within its hours, or by the end of its grace. */
export function isOnTime(part: DutyPart, it: Interaction, zone: ZoneClock): boolean {
  if (part.dueAt === undefined || part.graceUntil > part.dueOn) return it.occurredOn <= part.graceUntil
  return instantOf(it, zone) <= part.dueAt
}

/** When it happened; with no hour written down, as late as it can have been: the end of its day, or when it was recorded. */
export function instantOf(it: Interaction, zone: ZoneClock): Instant {
  return it.occurredAt ?? Math.min(it.recordedAt, zone.endOf(it.occurredOn))
}

export function byDay(a: { occurredOn: Day; id: number }, b: { occurredOn: Day; id: number }): number {
  return a.occurredOn - b.occurredOn || a.id - b.id
}
