import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/** A sign-in with all that is needed to judge an attempt. */
export type Account = {
  staffId: number
  name: string
  login: string
  passwordHash: string | null
  totpSecret: string | null
  hasTotp: boolean
  failedCount: number
  lockedUntil: string | null
  isDisabled: boolean
}

/**
 * The account of a login (logins are kept in small letters) or of a person, held until the transaction ends, so that attempts
 * made at once are counted one by one. A person who has left has none.
 */
export async function findAccount(
  trx: Trx,
  schoolId: number,
  of: { login: string } | { staffId: number },
): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select a.staff_id as "staffId", p.full_name as name, a.login, a.password_hash as "passwordHash",
      a.totp_secret as "totpSecret", a.totp_confirmed_at is not null as "hasTotp", a.failed_count as "failedCount",
      a.locked_until as "lockedUntil", a.disabled_at is not null as "isDisabled"
    from account a
    join staff p on p.school_id = a.school_id and p.id = a.staff_id
    where a.school_id = ${schoolId}
      and ${'login' in of ? sql`a.login = ${of.login.trim().toLowerCase()}` : sql`a.staff_id = ${of.staffId}`}
    for update of a`.execute(trx)
  return rows[0]
}

export async function insertAccount(
  trx: Trx,
  schoolId: number,
  account: { staffId: number; login: string; passwordHash: string | null },
): Promise<void> {
  await trx
    .insertInto('account')
    .values({
      school_id: schoolId,
      staff_id: account.staffId,
      login: account.login.trim().toLowerCase(),
      password_hash: account.passwordHash,
    })
    .execute()
}

type Change = {
  failedCount?: number
  lockedUntil?: Date | null
  passwordHash?: string
  totpSecret?: string | null
  totpConfirmedAt?: Date | null
  disabledAt?: Date | null
}

/** Changes what is named of an account. */
export async function updateAccount(trx: Trx, schoolId: number, staffId: number, change: Change): Promise<void> {
  await trx
    .updateTable('account')
    .set({
      ...(change.failedCount !== undefined && { failed_count: change.failedCount }),
      ...(change.lockedUntil !== undefined && { locked_until: change.lockedUntil }),
      ...(change.passwordHash !== undefined && { password_hash: change.passwordHash }),
      ...(change.totpSecret !== undefined && { totp_secret: change.totpSecret, totp_last_step: null }),
      ...(change.totpConfirmedAt !== undefined && { totp_confirmed_at: change.totpConfirmedAt }),
      ...(change.disabledAt !== undefined && { disabled_at: change.disabledAt }),
    })
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .execute()
}

/** Takes a step of the authenticator; false where it or a later one was taken before. */
export async function takeTotpStep(trx: Trx, schoolId: number, staffId: number, step: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('account')
    .set({ totp_last_step: step })
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** People with a sign-in whose e-mail at the school is this one; two are enough to know that it is not one person’s. */
export async function listAccountsByEmail(trx: Trx, schoolId: number, email: string, today: string): Promise<number[]> {
  const rows = await trx
    .selectFrom('account as a')
    .innerJoin('staff as p', (join) => join.onRef('p.school_id', '=', 'a.school_id').onRef('p.id', '=', 'a.staff_id'))
    .select('a.staff_id as staffId')
    .where('a.school_id', '=', schoolId)
    .where(sql`lower(p.email)`, '=', email.trim().toLowerCase())
    .where((where) => where.or([where('p.left_on', 'is', null), where('p.left_on', '>=', today)]))
    .limit(2)
    .execute()
  return rows.map(({ staffId }) => staffId)
}
