import type { Trx } from '../../database/database.ts'
import type { Judged, Status } from '../../domain/duties/duty.ts'
import { dutySentence } from '../../domain/explain/duty.ts'
import type { DutyCatalogue } from '../../domain/explain/duty-say.ts'
import type { Said } from '../../domain/interactions/admit.ts'
import { type JudgedSchool, judgedFor } from '../../overview/overview.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { listServing } from '../queries/list.ts'
import type { Acting } from './record.ts'

/** A duty that a record moved or served: how it stood before and how after, in words. */
export type DutyChange = {
  key: string
  point: string
  title: Said
  classId: number
  studentId: number | null
  from: Status | null
  to: Status | null
  before: Said | null
  after: Said | null
  isServed: boolean
}

/** The duties of the classes that a change is about, as they stand before it. */
export type Before = { readonly classIds: readonly number[]; readonly school: JudgedSchool }

export async function judgedBefore(trx: Trx, by: Acting, classIds: readonly number[]): Promise<Before> {
  return { classIds, school: await judgedFor(trx, { ...by, on: by.today }, classIds) }
}

/**
 * Judges the classes of a change of interactions anew, writes what differs to the cache, and answers the duties that changed:
 * those whose status is another, and those that `ids` serve. A duty of `keys` is told whatever became of it.
 */
export async function rejudge(
  trx: Trx,
  by: Acting,
  { classIds, school: before }: Before,
  { ids, keys = [] }: { ids: readonly number[]; keys?: readonly string[] },
): Promise<DutyChange[]> {
  const { judged } = await refreshDutiesOf(trx, by, classIds)
  const serving = await listServing(trx, by.who.schoolId, ids)
  const records = new Map([...before.catalogue.records, ...serving.map((row) => [row.id, row] as const)])
  const catalogue: DutyCatalogue = { ...before.catalogue, records }
  const was = new Map(before.duties.map((duty) => [duty.key, duty]))
  const is = new Map(judged.map((duty) => [duty.key, duty]))
  return [...new Set([...keys, ...was.keys(), ...is.keys()])].flatMap((key) => {
    const one = was.get(key)
    const other = is.get(key)
    const isServed = serves(other, ids)
    if (one?.status === other?.status && !isServed && !serves(one, ids) && !keys.includes(key)) return []
    return changeOf(one, other, isServed, catalogue, by)
  })
}

function serves(duty: Judged | undefined, ids: readonly number[]): boolean {
  return duty !== undefined && duty.evidenceIds.some((id) => ids.includes(id))
}

function changeOf(
  one: Judged | undefined,
  other: Judged | undefined,
  isServed: boolean,
  catalogue: DutyCatalogue,
  { today }: Acting,
): DutyChange[] {
  const duty = other ?? one
  if (!duty) return []
  const say = (judged: Judged | undefined): Said | null =>
    judged
      ? { ru: dutySentence(judged, catalogue, today, 'ru'), en: dutySentence(judged, catalogue, today, 'en') }
      : null
  const { key, spec, classId, studentId } = duty
  const title = catalogue.points.get(spec.point)?.title ?? { ru: '', en: '' }
  return [
    {
      key,
      point: spec.point,
      title,
      classId,
      studentId: studentId ?? null,
      from: one?.status ?? null,
      to: other?.status ?? null,
      before: say(one),
      after: say(other),
      isServed,
    },
  ]
}
