import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { OwnClass, Role } from '../../domain/access/access.ts'

export type Held = { role: Role; from: string; to: string | null }
export type PersonRow = {
  id: number
  name: string
  email: string | null
  leftOn: string | null
  roles: Held[]
  classes: OwnClass[]
  account: {
    login: string
    isDisabled: boolean
    hasPassword: boolean
    hasSecondFactor: boolean
    seenAt: string | null
  } | null
}

/** Everybody who works or worked at the school, in the order of names: roles ever held, classes led on the day, the sign-in. */
export async function listPeople(trx: Trx, schoolId: number, on: string): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select p.id, p.full_name as name, p.email, p.left_on as "leftOn",
      coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'from', r.from_on, 'to', r.to_on) order by r.from_on, r.role)
        from staff_role r where r.school_id = p.school_id and r.staff_id = p.id), '[]') as roles,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'as', l.as) order by c.grade, c.name) from (
          select t.class_id, t.role as as from class_teacher t
          where t.school_id = p.school_id and t.staff_id = p.id
            and t.from_on <= ${on}::date and (t.to_on is null or t.to_on >= ${on}::date)
          union
          select t.class_id, 'delegate' from staff_leave v
          join class_teacher t on t.school_id = v.school_id and t.staff_id = v.staff_id and t.role = 'main'
            and t.from_on <= ${on}::date and (t.to_on is null or t.to_on >= ${on}::date)
          where v.school_id = p.school_id and v.acting_staff_id = p.id
            and v.from_on <= ${on}::date and (v.to_on is null or v.to_on >= ${on}::date)
        ) l join school_class c on c.school_id = p.school_id and c.id = l.class_id), '[]') as classes,
      (select jsonb_build_object('login', a.login, 'isDisabled', a.disabled_at is not null,
          'hasPassword', a.password_hash is not null, 'hasSecondFactor', a.totp_confirmed_at is not null,
          'seenAt', (select max(x.seen_at) from session x where x.school_id = a.school_id and x.staff_id = a.staff_id))
        from account a where a.school_id = p.school_id and a.staff_id = p.id) as account
    from staff p where p.school_id = ${schoolId}
    order by p.full_name collate "und-x-icu", p.id
    limit 2000`.execute(trx)
  return rows
}

export async function findPerson(trx: Trx, schoolId: number, id: number) {
  return trx
    .selectFrom('staff')
    .select(['id', 'full_name as name', 'email', 'left_on as leftOn'])
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertPerson(
  trx: Trx,
  schoolId: number,
  person: { name: string; email: string | null },
): Promise<number> {
  const { id } = await trx
    .insertInto('staff')
    .values({ school_id: schoolId, full_name: person.name, email: person.email })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updatePerson(
  trx: Trx,
  schoolId: number,
  id: number,
  person: { name: string; email: string | null; leftOn: string | null },
): Promise<void> {
  await trx
    .updateTable('staff')
    .set({ full_name: person.name, email: person.email, left_on: person.leftOn })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export function listRolesOf(trx: Trx, schoolId: number, staffId: number): Promise<Held[]> {
  return trx
    .selectFrom('staff_role')
    .select(['role', 'from_on as from', 'to_on as to'])
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .orderBy('from_on')
    .execute()
}

export async function insertRole(
  trx: Trx,
  schoolId: number,
  staffId: number,
  { role, from }: { role: Role; from: string },
): Promise<void> {
  await trx
    .insertInto('staff_role')
    .values({ school_id: schoolId, staff_id: staffId, role, from_on: from, to_on: null })
    .execute()
}

export async function endRole(
  trx: Trx,
  schoolId: number,
  staffId: number,
  { role, from, to }: { role: Role; from: string; to: string | null },
): Promise<void> {
  await trx
    .updateTable('staff_role')
    .set({ to_on: to })
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .where('role', '=', role)
    .where('from_on', '=', from)
    .execute()
}
