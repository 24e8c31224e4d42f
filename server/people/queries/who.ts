import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { OwnClass, Role } from '../../domain/access/access.ts'

/** Who a session belongs to, with roles and classes as of a day. */
export type Who = {
  schoolId: number
  schoolName: string
  timeZone: string
  trackingFrom: string
  isDemo: boolean
  staffId: number
  name: string
  login: string
  hasPassword: boolean
  language: 'ru' | 'en' | null
  tokenHash: string
  secondFactor: boolean
  hasTotp: boolean
  startedAt: string
  seenAt: string
  expiresAt: string
  /** Roles of which the school asks a second factor. */
  secondFactorRoles: Role[]
  roles: Role[]
  classes: OwnClass[]
}

/**
 * The person of a live session: roles held and classes led today (the school's day), or stood in for while the leader is on leave. One
 * query, for every request makes it. Undefined where the session is unknown, revoked, expired, or the account is disabled.
 */
export async function findWho(trx: Trx, schoolId: number, tokenHash: string, now: Date): Promise<Who | undefined> {
  const { rows } = await sql<Who>`
    select x.school_id as "schoolId", o.name as "schoolName", o.time_zone as "timeZone", o.tracking_from as "trackingFrom",
      o.is_demo as "isDemo", x.staff_id as "staffId", p.full_name as name, a.login,
      a.password_hash is not null as "hasPassword", a.language, x.token_hash as "tokenHash",
      x.second_factor as "secondFactor", a.totp_confirmed_at is not null as "hasTotp", x.started_at as "startedAt",
      x.seen_at as "seenAt", x.expires_at as "expiresAt",
      coalesce((select v.value from school_setting v where v.school_id = x.school_id and v.key = 'secondFactorRoles'
        order by v.set_at desc limit 1), '[]') as "secondFactorRoles",
      coalesce((select array_agg(distinct r.role order by r.role) from staff_role r where r.school_id = x.school_id
        and r.staff_id = x.staff_id and r.from_on <= d.today and (r.to_on is null or r.to_on >= d.today)), '{}') as roles,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'as', l.as) order by c.grade, c.name)
        from (
          select t.school_id, t.class_id, t.role as as from class_teacher t
          where t.school_id = x.school_id and t.staff_id = x.staff_id
            and t.from_on <= d.today and (t.to_on is null or t.to_on >= d.today)
          union
          select t.school_id, t.class_id, 'delegate' from staff_leave v
          join class_teacher t on t.school_id = v.school_id and t.staff_id = v.staff_id and t.role = 'main'
            and t.from_on <= d.today and (t.to_on is null or t.to_on >= d.today)
          where v.school_id = x.school_id and v.acting_staff_id = x.staff_id
            and v.from_on <= d.today and (v.to_on is null or v.to_on >= d.today)
        ) l join school_class c on c.school_id = l.school_id and c.id = l.class_id), '[]') as classes
    from school o
    cross join lateral (select (${now}::timestamptz at time zone o.time_zone)::date as today) d
    join session x on x.school_id = o.id
    join account a on a.school_id = x.school_id and a.staff_id = x.staff_id and a.disabled_at is null
    join staff p on p.school_id = x.school_id and p.id = x.staff_id and (p.left_on is null or p.left_on >= d.today)
    where o.id = ${schoolId} and x.token_hash = ${tokenHash} and x.revoked_at is null and x.expires_at > ${now}`.execute(
    trx,
  )
  return rows[0]
}

/** When a session was last used; written at most once a minute. */
export async function touchSession(trx: Trx, schoolId: number, tokenHash: string, now: Date): Promise<void> {
  await trx
    .updateTable('session')
    .set({ seen_at: now })
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .execute()
}
