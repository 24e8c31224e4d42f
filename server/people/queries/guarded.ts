import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { Role } from '../../domain/access/access.ts'

/** What of a person decides who may touch their sign-in: roles and classes of the day and of days to come, and use made of it. */
export type Guarded = { roles: Role[]; hasClass: boolean; isUsed: boolean }

export async function findGuarded(trx: Trx, schoolId: number, staffId: number, now: Date): Promise<Guarded> {
  const { rows } = await sql<Guarded>`
    select coalesce((select array_agg(distinct r.role) from staff_role r where r.school_id = o.id and r.staff_id = ${staffId}
        and (r.to_on is null or r.to_on >= d.today)), '{}') as roles,
      exists (select from class_teacher t where t.school_id = o.id and t.staff_id = ${staffId}
        and (t.to_on is null or t.to_on >= d.today))
      or exists (select from staff_leave v where v.school_id = o.id and v.acting_staff_id = ${staffId}
        and (v.to_on is null or v.to_on >= d.today)) as "hasClass",
      exists (select from account a where a.school_id = o.id and a.staff_id = ${staffId} and (a.password_hash is not null
        or exists (select from session x where x.school_id = a.school_id and x.staff_id = a.staff_id))) as "isUsed"
    from school o cross join lateral (select (${now}::timestamptz at time zone o.time_zone)::date as today) d
    where o.id = ${schoolId}`.execute(trx)
  return rows[0] ?? { roles: [], hasClass: false, isUsed: false }
}
