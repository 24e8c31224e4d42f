import { inSchool } from '../../server/database/school.ts'
import { loadAbsences, look } from '../flags/look.ts'
import { type Cast, createCast, signIn, type TestApp } from '../support/app.ts'

/** Ids of one class: things of every kind that a route may be asked for. */
export type Place = {
  readonly class: number
  readonly pupil: number
  readonly flag: number
  readonly case: number
  readonly interaction: number
  readonly waiver: number
  readonly staff: number
  readonly duty: string
  readonly closure: number
}
export type World = { readonly cast: Cast; readonly own: Place; readonly other: Place }

/** A school where something of every kind happened in 7Б and in 8В. */
export async function createWorld(app: TestApp, name: string): Promise<World> {
  const cast = await createCast(app, name)
  const [own, other] = [cast.pupils.own[0] ?? 0, cast.pupils.other[0] ?? 0]
  await loadAbsences(app, cast, '2026-11-23', [
    { pupil: own, on: '2026-11-20', lessons: 4 },
    { pupil: other, on: '2026-11-20', lessons: 4 },
  ])
  await look(app, cast, '2026-11-23')
  return {
    cast,
    own: await placeOf(app, cast, cast.own, own, cast.staff.classTeacher),
    other: await placeOf(app, cast, cast.other, other, cast.staff.otherTeacher),
  }
}

async function placeOf(app: TestApp, cast: Cast, classId: number, pupil: number, teacher: number): Promise<Place> {
  const school_id = cast.schoolId
  return inSchool(app.db, school_id, async (trx) => {
    // Of a level that the administration is shown too.
    const flag = await trx
      .updateTable('flag')
      .set({ level: 3 })
      .where('student_id', '=', pupil)
      .returning('id')
      .executeTakeFirstOrThrow()
    const escalation = await trx
      .insertInto('escalation')
      .values({
        school_id,
        student_id: pupil,
        class_id: classId,
        domain: 'conduct',
        state: 'in_work',
        highest_state: 'in_work',
        opened_on: '2026-11-20',
        recorded_at: new Date('2026-11-20T12:00:00Z'),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const interaction = await trx
      .insertInto('interaction')
      .values({
        school_id,
        class_id: classId,
        form: 'meeting',
        evidence: ['parentContact'],
        occurred_on: '2026-11-20',
        author_id: teacher,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('interaction_student')
      .values({ school_id, interaction_id: interaction.id, student_id: pupil })
      .execute()
    const waiver = await trx
      .insertInto('waiver')
      .values({
        school_id,
        point: 'II.1',
        class_id: classId,
        from_on: '2026-11-20',
        to_on: '2026-11-30',
        reason_code: 'other',
        state: 'draft',
        requested_by: teacher,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const duty = await trx
      .selectFrom('duty')
      .select('duty_key as key')
      .where('class_id', '=', classId)
      .where('subject_kind', '=', 'class')
      .executeTakeFirstOrThrow()
    const closure = await trx
      .insertInto('school_break')
      .values({ school_id, class_id: classId, from_on: '2026-12-21', to_on: '2026-12-22', kind: 'quarantine' })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      class: classId,
      pupil,
      flag: flag.id,
      case: escalation.id,
      interaction: interaction.id,
      waiver: waiver.id,
      staff: cast.staff.delegate,
      duty: duty.key,
      closure: closure.id,
    }
  })
}

/** A new session of somebody of the cast: what a call does to its session concerns no other call. */
export function as(app: TestApp, { cast }: World, who: keyof Cast['staff']): Promise<string> {
  return signIn(app, cast.schoolId, cast.staff[who])
}
