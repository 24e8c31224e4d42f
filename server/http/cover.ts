import type { Trx } from '../database/database.ts'
import { type Because, coversClass } from '../domain/access/access.ts'
import { isoOf } from '../domain/day.ts'
import { findPlace } from '../roster/queries.ts'
import type { Call } from './call.ts'
import { forbidden, notFound } from './guards.ts'

/** Ids of the classes that a right is narrowed to; undefined where it reaches all of them. */
export function classesOf({ reach, classes }: Because): readonly number[] | undefined {
  if (reach === 'all' || reach === 'counts') return undefined
  return reach === 'own' ? classes.map(({ id }) => id) : []
}

/** The same, where a right that reaches pupils by their cases is narrowed to no classes: a case may be of any. */
export function classesWithin(because: Because): readonly number[] | undefined {
  return because.reach === 'case' ? undefined : classesOf(because)
}

/** Refuses a class that the right of the call does not reach. */
export function requireClass({ because }: Pick<Call, 'because'>, classId: number): void {
  if (!coversClass(because, classId)) throw forbidden()
}

/**
 * The class of a pupil on the day of the call, and today's. Refuses a pupil whom this school does not have, and one whom the
 * right does not reach: another class on that day or now (the classes of a right are those of today), or for specialists
 * nobody's open case.
 */
export async function requireStudent(
  trx: Trx,
  { because, who, on, today }: Pick<Call, 'because' | 'who' | 'on' | 'today'>,
  studentId: number,
): Promise<{ classId: number; hasOpenCase: boolean; presentClassId: number }> {
  const place = await findPlace(trx, who.schoolId, studentId, isoOf(on))
  if (!place) throw notFound('Такого ученика нет.', 'There is no such pupil.')
  const present = on === today ? place : await findPlace(trx, who.schoolId, studentId, isoOf(today))
  const presentClassId = present?.classId ?? place.classId
  const isReached =
    because.reach === 'case'
      ? place.hasOpenCase
      : coversClass(because, place.classId) && coversClass(because, presentClassId)
  if (!isReached) throw forbidden()
  return { ...place, presentClassId }
}
