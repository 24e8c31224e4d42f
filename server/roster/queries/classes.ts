import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type ClassOnDay = {
  id: number
  cohortId: number
  name: string
  grade: number
  schoolYear: string
  openedOn: string
  closedOn: string | null
  pupils: number
  joined: number
  left: number
}

/** School years that have classes, the last first. */
export async function listYears(trx: Trx, schoolId: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('school_class')
    .select('school_year')
    .distinct()
    .where('school_id', '=', schoolId)
    .orderBy('school_year', 'desc')
    .execute()
  return rows.map((row) => row.school_year)
}

/** Classes of a school year with the pupils of a day, by grade and name; `only` narrows to the classes named. */
export async function listClassesOn(
  trx: Trx,
  schoolId: number,
  ask: { year?: string; cohort?: number; day: string; only?: readonly number[] | undefined },
): Promise<ClassOnDay[]> {
  const { rows } = await sql<ClassOnDay>`
    select c.id, c.cohort_id as "cohortId", c.name, c.grade, c.school_year as "schoolYear", c.opened_on as "openedOn",
      c.closed_on as "closedOn", coalesce(n.pupils, 0)::int as pupils, coalesce(n.joined, 0)::int as joined,
      coalesce(n.left, 0)::int as left
    from school_class c
    left join lateral (
      select count(distinct e.student_id) filter (where e.from_on <= d.day and (e.to_on is null or e.to_on >= d.day)) as pupils,
        count(distinct e.student_id) filter (where e.from_on > c.opened_on and e.from_on <= d.day) as joined,
        count(distinct e.student_id) filter (where e.to_on < d.day) as left
      from enrolment e cross join (select least(${ask.day}::date,
          make_date(left(c.school_year, 4)::int + 1, 8, 31)) as day) d
      where e.school_id = c.school_id and e.class_id = c.id
    ) n on true
    where c.school_id = ${schoolId}
      and (${ask.year ?? null}::text is null or c.school_year = ${ask.year ?? null})
      and (${ask.cohort ?? null}::bigint is null or c.cohort_id = ${ask.cohort ?? null})
      and (${ask.only ? [...ask.only] : null}::bigint[] is null or c.id = any(${ask.only ? [...ask.only] : null}::bigint[]))
    order by c.school_year desc, c.grade, c.name collate "und-x-icu"`.execute(trx)
  return rows
}

export type ClassRow = {
  id: number
  cohortId: number
  name: string
  grade: number
  schoolYear: string
  openedOn: string
  closedOn: string | null
}

export function findClass(trx: Trx, schoolId: number, id: number): Promise<ClassRow | undefined> {
  return trx
    .selectFrom('school_class')
    .select(['id', 'cohort_id as cohortId', 'name', 'grade', 'school_year as schoolYear'])
    .select(['opened_on as openedOn', 'closed_on as closedOn'])
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Everybody who was in a class, with the days, in Russian order. */
export function listPupilsOf(trx: Trx, schoolId: number, classId: number) {
  return trx
    .selectFrom('enrolment as e')
    .innerJoin('student as s', (join) =>
      join.onRef('s.school_id', '=', 'e.school_id').onRef('s.id', '=', 'e.student_id'),
    )
    .select(['s.id', 's.full_name as name', 'e.from_on as fromOn', 'e.to_on as toOn', 'e.schooling_form as form'])
    .where('e.school_id', '=', schoolId)
    .where('e.class_id', '=', classId)
    .orderBy(sql`s.full_name collate "und-x-icu"`)
    .limit(200)
    .execute()
}

/** Who works here on a day, in Russian order. */
export function listWorking(trx: Trx, schoolId: number, day: string) {
  return trx
    .selectFrom('staff')
    .select(['id', 'full_name as name'])
    .where('school_id', '=', schoolId)
    .where((where) => where.or([where('left_on', 'is', null), where('left_on', '>=', day)]))
    .orderBy(sql`full_name collate "und-x-icu"`)
    .limit(1000)
    .execute()
}

/** Flags of a class that people see, by level. */
export async function countOpenFlags(trx: Trx, schoolId: number, classId: number): Promise<Record<number, number>> {
  const rows = await trx
    .selectFrom('flag')
    .select((flag) => ['level', flag.fn.countAll<number>().as('count')])
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .where('state', 'in', ['flagged', 'held'])
    .where('suppressed_by', 'is', null)
    .groupBy('level')
    .execute()
  return Object.fromEntries(rows.map(({ level, count }) => [level, count]))
}
