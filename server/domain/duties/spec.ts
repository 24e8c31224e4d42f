import { type Day, dayOf } from '../day.ts'
import type { DeadlineSpec, DutySpec, GapSpec, WhileOpenSpec, WindowSpec } from '../formats/duty.ts'
import type { RegulationPoint } from '../formats/regulation.ts'

export type TriggerSource = RegulationPoint['triggers'][number]['source']

/** What a norm needs to know of its point: the point's id, its channels, and where its triggers come from. */
export type OfPoint = {
  readonly point: string
  readonly periodicity: RegulationPoint['kind']
  readonly channels: readonly string[]
  readonly sources: ReadonlyMap<string, TriggerSource>
}

/** A norm of the regulation files as the judge takes it. */
export type Spec = DutySpec & OfPoint
export type WindowNorm = WindowSpec & OfPoint
export type GapNorm = GapSpec & OfPoint
export type DeadlineNorm = DeadlineSpec & OfPoint
export type WhileOpenNorm = WhileOpenSpec & OfPoint

/** Norms of one point of the regulation files, every version of each. */
export function specsOf(point: RegulationPoint): Spec[] {
  const sources = new Map(point.triggers.map((trigger) => [trigger.id, trigger.source]))
  const ofPoint = { point: point.id, periodicity: point.kind, channels: point.channels, sources }
  return point.specs.map((spec) => ({ ...spec, ...ofPoint }))
}

/** A norm's name in duty keys: `III.3@1`. */
export function specKeyOf(spec: Spec): string {
  return `${spec.id}@${spec.version}`
}

/** Whether this version of a norm is the one for a duty that began on the day. */
export function isInForce(spec: Spec, day: Day): boolean {
  return day >= dayOf(spec.effective.from) && (spec.effective.to === null || day <= dayOf(spec.effective.to))
}

/** Parts of a duty: its components, or one nameless part. Only kinds that close the duty are listed. */
export function partsOf(spec: Spec): { id: string; evidence: readonly string[] }[] {
  if (spec.components) return spec.components.map(({ id, evidence }) => ({ id, evidence }))
  return [{ id: '', evidence: spec.stopsOn ?? spec.evidence ?? [] }]
}

/** Every kind of evidence that has to do with a norm, those that do not close it included. */
export function kindsOf(spec: Spec): readonly string[] {
  return spec.components?.flatMap((part) => part.evidence) ?? spec.evidence ?? []
}

/** Causes whose triggers a norm looks at. */
export function causesOf(spec: Spec): readonly string[] {
  if (spec.kind === 'deadline' || spec.kind === 'whileOpen') return spec.triggers
  return spec.kind === 'window' && spec.opportunity !== undefined ? [spec.opportunity] : []
}

/** Norms whose state a norm depends on: the outer deadline, and duties whose neglect is its trigger. */
export function dependsOn(spec: Spec): readonly string[] {
  const outer = spec.kind === 'deadline' && spec.nestedIn !== undefined ? [spec.nestedIn] : []
  const neglected = causesOf(spec).flatMap((cause) => {
    const source = spec.sources.get(cause)
    return source !== undefined && source !== 'recorded' && 'spec' in source ? [source.spec] : []
  })
  return [...outer, ...neglected]
}
