import { type Day, dayOf, isoOf } from '../day.ts'
import type { RequestTerm } from '../settings/catalogue.ts'
import type { DeadlineNorm, Spec } from './spec.ts'
import type { Membership } from './world.ts'

/** An answer of the school in force from a day on, until the next one. */
export type Dated<Value> = { readonly fromOn: Day; readonly value: Value }

const requestPoint = 'III.3'

/**
 * Norms with the school's way of counting the days of III.3: the norm of each span is counted as was answered then, so that
 * a change never moves the due day of an earlier request.
 */
export function withRequestTerm(specs: readonly Spec[], answers: readonly Dated<RequestTerm>[]): Spec[] {
  if (answers.length === 0) return [...specs]
  return specs.flatMap((spec) =>
    spec.id === requestPoint && spec.kind === 'deadline' ? countedSpans(spec, answers) : [spec],
  )
}

function countedSpans(spec: DeadlineNorm, answers: readonly Dated<RequestTerm>[]): Spec[] {
  const spans = [{ from: spec.effective.from, term: undefined as RequestTerm | undefined }]
  for (const { fromOn, value } of answers) {
    const from = isoOf(fromOn)
    if (from <= spec.effective.from) spans.splice(0, spans.length, { from: spec.effective.from, term: value })
    else spans.push({ from, term: value })
  }
  const { to } = spec.effective
  return spans
    .map(({ from, term }, no) => ({ from, term, to: no + 1 < spans.length ? dayBefore(spans[no + 1]?.from) : to }))
    .filter(({ from, to: end }) => end === null || from <= end)
    .map(({ from, to: end, term }) => ({ ...counted(spec, term), effective: { from, to: earlier(end, to) } }))
}

function counted(spec: DeadlineNorm, term: RequestTerm | undefined): DeadlineNorm {
  if (term === undefined) return spec
  return { ...spec, count: term === 'working' ? 'working' : 'calendar', roll: term !== 'calendar_strict' }
}

function dayBefore(iso: string | undefined): string | null {
  return iso === undefined ? null : isoOf(dayOf(iso) - 1)
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** Families of a category that the school asks plans for only while it says so. */
export function whileAnswered(memberships: readonly Membership[], answers: readonly Dated<boolean>[]): Membership[] {
  return answers.flatMap(({ fromOn, value }, no) => {
    const until = answers[no + 1]?.fromOn
    if (!value) return []
    return memberships.flatMap((it) => clipped(it, fromOn, until === undefined ? undefined : until - 1))
  })
}

function clipped(it: Membership, fromOn: Day, toOn: Day | undefined): Membership[] {
  const from = Math.max(it.fromOn, fromOn)
  const ends = [it.toOn, toOn].filter((end) => end !== undefined)
  const to = ends.length === 0 ? undefined : Math.min(...ends)
  if (to !== undefined && to < from) return []
  const { toOn: _, ...rest } = it
  return [{ ...rest, fromOn: from, ...(to !== undefined && { toOn: to }) }]
}
