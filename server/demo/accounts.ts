import { sql } from 'kysely'
import type { Db } from '../database/database.ts'
import { inSchool } from '../database/school.ts'
import { type Day, isoOf } from '../domain/day.ts'
import { hashPassword } from '../people/people.ts'

/** The password of every sign-in of the demo school. Nowhere else is there a password that the program knows. */
export const demoPassword = 'demo'

/** Sign-ins of the demo school by role, in the order they are told. */
const logins: Readonly<Record<string, string>> = {
  principal: 'director',
  deputy: 'deputy',
  academicDeputy: 'academic',
  classTeacher: 'teacher',
  psychologist: 'psychologist',
  socialEducator: 'social',
  speechTherapist: 'speech',
  subjectTeacher: 'subject',
  secretary: 'secretary',
  methodologist: 'methodist',
  systemAdmin: 'admin',
}

export type DemoSignIn = { role: string; login: string; name: string }

/** One sign-in for each role that somebody holds; the class teacher's is that of 7Б. Made once; a second call adds nothing. */
export function addDemoAccounts(db: Db, schoolId: number, today: Day): Promise<void> {
  return inSchool(db, schoolId, async (trx) => {
    const password = await hashPassword(demoPassword)
    for (const [role, login] of Object.entries(logins))
      await sql`
        insert into account (school_id, staff_id, login, password_hash)
        select r.school_id, r.staff_id, ${login}, ${password} from staff_role r
        left join class_teacher t on t.school_id = r.school_id and t.staff_id = r.staff_id and t.to_on >= ${isoOf(today)}::date
        left join school_class c on c.school_id = t.school_id and c.id = t.class_id
        where r.school_id = ${schoolId} and r.role = ${role}
          and (${role} <> 'subjectTeacher' or t.staff_id is null)
          and not exists (select from account a where a.school_id = r.school_id and a.staff_id = r.staff_id)
          and not exists (select from account a where a.school_id = r.school_id and a.login = ${login})
        order by (c.name = '7Б') is true desc, r.staff_id
        limit 1`.execute(trx)
  })
}

/** Who may sign in to the demo school, for the line that tells it. */
export async function listDemoSignIns(db: Db, schoolId: number): Promise<DemoSignIn[]> {
  const rows = await inSchool(db, schoolId, (trx) =>
    trx
      .selectFrom('account as a')
      .innerJoin('staff as s', (join) => join.onRef('s.school_id', '=', 'a.school_id').onRef('s.id', '=', 'a.staff_id'))
      .select(['a.login', 's.full_name as name'])
      .where('a.school_id', '=', schoolId)
      .execute(),
  )
  const byLogin = new Map(rows.map((row) => [row.login, row.name]))
  return Object.entries(logins).flatMap(([role, login]) => {
    const name = byLogin.get(login)
    return name === undefined ? [] : [{ role, login, name }]
  })
}
