import { type Day, isoOf } from '../domain/day.ts'
import type { Ground } from './ground.ts'
import type { Records } from './records.ts'

export type Cause = {
  kind: 'flag' | 'request' | 'plan' | 'emergency' | 'event'
  cause: string
  classId: number
  on: Day
  studentId?: number | undefined
  at?: string
  closedOn?: Day | undefined
  closeReason?: string | undefined
  attributes?: Readonly<Record<string, unknown>>
}

/** Enters what makes a duty arise; answers its id. What is to close it later than the day is not known yet. */
export function addTrigger({ stamp, asOf }: Ground, records: Records, it: Cause): number {
  const id = records.nextId('duty_trigger')
  const isClosed = it.closedOn !== undefined && it.closedOn <= asOf
  records.add('duty_trigger', {
    id,
    kind: it.kind,
    cause: it.cause,
    class_id: it.classId,
    student_id: it.studentId ?? null,
    occurred_on: isoOf(it.on),
    occurred_at: it.at ?? null,
    closed_on: isClosed && it.closedOn !== undefined ? isoOf(it.closedOn) : null,
    close_reason: isClosed ? (it.closeReason ?? null) : null,
    origin: 'manual',
    ref: `demo-${id}`,
    attributes: JSON.stringify(it.attributes ?? {}),
    recorded_at: stamp(it.on, 8),
  })
  return id
}
