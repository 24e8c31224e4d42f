import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'

export type RaisedCount = { ruleId: string; raised: number; open: number; firstOn: string; lastOn: string }

/** How many flags each rule has raised up to a day, and how many of them were open on it. Numbers alone. */
export async function countRaised(trx: Trx, schoolId: number, on: string): Promise<Map<string, RaisedCount>> {
  const { rows } = await sql<RaisedCount>`
    select rule_id as "ruleId", count(*)::int as raised, min(raised_on) as "firstOn", max(raised_on) as "lastOn",
      count(*) filter (where (cleared_on is null or cleared_on > ${on}::date)
        and (state in ('flagged', 'held') or cleared_on is not null))::int as open
    from flag where school_id = ${schoolId} and raised_on <= ${on}::date group by rule_id`.execute(trx)
  return new Map(rows.map((row) => [row.ruleId, row]))
}

export type FiredCell = { name: string; n: number }

/** Whom a rule has ever flagged, by class of the school year of the day: how many pupils (of a class rule, flags). */
export async function countByClass(
  trx: Trx,
  schoolId: number,
  ruleId: string,
  on: string,
): Promise<{ name: string; grade: number; n: number }[]> {
  const { rows } = await sql<{ name: string; grade: number; n: number }>`
    select c.name, c.grade, count(distinct f.subject_id)::int as n
    from flag f join school_class c on c.school_id = f.school_id and c.id = f.class_id
    where f.school_id = ${schoolId} and f.rule_id = ${ruleId} and f.raised_on <= ${on}::date
      and c.school_year = (select max(school_year) from school_class where school_id = ${schoolId} and opened_on <= ${on}::date)
    group by c.id, c.name, c.grade order by c.grade, c.name collate "und-x-icu"`.execute(trx)
  return rows
}

/** Flags that a rule raised in each month of the last year. */
export async function countByMonth(trx: Trx, schoolId: number, ruleId: string, on: string): Promise<FiredCell[]> {
  const { rows } = await sql<FiredCell>`
    select to_char(m, 'YYYY-MM') as name,
      (select count(*) from flag f where f.school_id = ${schoolId} and f.rule_id = ${ruleId}
        and f.raised_on >= m::date and f.raised_on < (m + interval '1 month')::date and f.raised_on <= ${on}::date)::int as n
    from generate_series(date_trunc('month', ${on}::timestamp) - interval '11 months', date_trunc('month', ${on}::timestamp),
      interval '1 month') m
    order by 1`.execute(trx)
  return rows
}

/** Whether the school has a class: without one no rule has had anything to look at. */
export async function hasClasses(trx: Trx, schoolId: number): Promise<boolean> {
  const found = await trx.selectFrom('school_class').select('id').where('school_id', '=', schoolId).limit(1).execute()
  return found.length > 0
}
