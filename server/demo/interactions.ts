import { type Day, isoOf } from '../domain/day.ts'
import type { Ground } from './ground.ts'
import type { Records } from './records.ts'

export type Logged = {
  classId: number
  form: string
  evidence: readonly string[]
  on: Day
  hour?: number
  /** Instead of an hour: the instant. */
  at?: string
  by: number
  students?: readonly number[]
  triggerId?: number
  topic?: string
  outcome?: string
  wasReached?: boolean
  startedBy?: 'school' | 'family'
  /** Entered so many days later. */
  delay?: number
}

/** Logs one interaction; answers its id. */
export function addInteraction({ stamp, asOf }: Ground, records: Records, logged: Logged): number {
  const { on, hour = 11, delay = 0, students = [] } = logged
  const id = records.nextId('interaction')
  const recordedOn = Math.min(asOf, on + delay)
  records.add('interaction', {
    id,
    class_id: logged.classId,
    form: logged.form,
    evidence: listText(logged.evidence),
    points: '{}',
    occurred_on: isoOf(on),
    occurred_at: logged.at ?? null,
    recorded_at: stamp(recordedOn, hour + 4),
    author_id: logged.by,
    trigger_id: logged.triggerId ?? null,
    topic: logged.topic ?? null,
    outcome: logged.outcome ?? null,
    was_reached: logged.wasReached ?? null,
    started_by: logged.startedBy ?? null,
    backdate_reason: recordedOn - on > 7 ? 'Вносил после болезни' : null,
  })
  for (const student_id of students) records.add('interaction_student', { interaction_id: id, student_id })
  return id
}

/** A list of words as PostgreSQL writes it. */
export function listText(words: readonly string[]): string {
  return `{${words.join(',')}}`
}
