import type { Seen, SeenClass } from './seen.ts'
import { causesOf, dependsOn, kindsOf, type Spec } from './spec.ts'

/**
 * Everything but the clock that the state of a norm in a class depends on, as one canonical text: hash it (SHA-256). Equal
 * hashes mean equal states while no transition lies between the two days.
 */
export function hashMaterial(spec: Spec, view: SeenClass, seen: Seen): string {
  const causes = new Set([...causesOf(spec), ...relatedSpecs(spec, seen).flatMap((it) => causesOf(it))])
  const kinds = new Set([...kindsOf(spec), ...relatedSpecs(spec, seen).flatMap((it) => kindsOf(it))])
  const { calendar, ...schoolClass } = view.class
  return canonical({
    specs: [spec, ...relatedSpecs(spec, seen)].map(({ sources, ...it }) => ({ ...it, sources: [...sources] })),
    class: { ...schoolClass, calendar: calendar.id },
    trackingFrom: seen.trackingFrom,
    assignments: view.assignments,
    enrolments: view.enrolments,
    memberships: view.memberships,
    triggers: [...view.triggers].filter(([cause]) => causes.has(cause)),
    blocks: view.blocks,
    evidence: [...kinds].sort().map((kind) => view.evidence.get(kind) ?? []),
    waivers: view.waivers.filter((it) => it.point === spec.point),
  })
}

function relatedSpecs(spec: Spec, seen: Seen): Spec[] {
  const ids = dependsOn(spec)
  return seen.specs.filter((it) => ids.includes(it.id))
}

/** JSON with the keys of every object in order; the same for equal values whatever order they were built in. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
