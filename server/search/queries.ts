import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'

export type Looking = {
  /** Words in lower case, `ё` as `е`; each begins a word of what is found. */
  readonly words: readonly string[]
  readonly on: string
  /** Own classes only; undefined is the whole school. */
  readonly classes: readonly number[] | undefined
  readonly limit: number
}

/** Pupils of a day whose name holds a word that begins with each of the words, in Russian order. */
export async function searchPupils(trx: Trx, schoolId: number, { words, on, classes, limit }: Looking) {
  const { rows } = await sql<{ id: number; name: string; className: string }>`
    select s.id, s.full_name as name, c.name as "className"
    from student s
    join enrolment e on e.school_id = s.school_id and e.student_id = s.id and e.from_on <= ${on}::date
      and (e.to_on is null or e.to_on >= ${on}::date)
    join school_class c on c.school_id = e.school_id and c.id = e.class_id
    where s.school_id = ${schoolId} and (${classes === undefined} or c.id = any(${[...(classes ?? [])]}::bigint[]))
      and (' ' || translate(lower(s.full_name), 'ё', 'е')) like all (${patternsOf(words)}::text[])
    order by s.full_name collate "und-x-icu", s.id limit ${limit}`.execute(trx)
  return rows
}

/** Classes of the school year of a day by the beginning of their name or of their teacher's. */
export async function searchClasses(trx: Trx, schoolId: number, { words, on, classes, limit }: Looking) {
  const { rows } = await sql<{ id: number; name: string; teacher: string | null }>`
    select c.id, c.name, p.full_name as teacher
    from school_class c
    left join lateral (select t.staff_id from class_teacher t where t.school_id = c.school_id and t.class_id = c.id
      and t.from_on <= ${on}::date and (t.to_on is null or t.to_on >= ${on}::date) order by t.role limit 1) t on true
    left join staff p on p.school_id = c.school_id and p.id = t.staff_id
    where c.school_id = ${schoolId} and c.opened_on <= ${on}::date and (c.closed_on is null or c.closed_on >= ${on}::date)
      and c.school_year = (select max(y.school_year) from school_class y where y.school_id = c.school_id and y.opened_on <= ${on}::date)
      and (${classes === undefined} or c.id = any(${[...(classes ?? [])]}::bigint[]))
      and (' ' || translate(lower(c.name || ' ' || coalesce(p.full_name, '')), 'ё', 'е')) like all (${patternsOf(words)}::text[])
    order by c.grade, c.name collate "und-x-icu" limit ${limit}`.execute(trx)
  return rows
}

function patternsOf(words: readonly string[]): string[] {
  return words.map((word) => `% ${word.replaceAll(/[%_\\]/g, '\\$&')}%`)
}
