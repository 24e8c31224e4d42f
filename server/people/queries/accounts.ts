import type { Trx } from '../../database/database.ts'

export type Account = {
  staffId: number
  passwordHash: string | null
  failedCount: number
  lockedUntil: string | null
  hasTotp: boolean
}

/** The account of a login that may sign in; logins are kept in small letters. */
export async function findAccount(trx: Trx, schoolId: number, login: string): Promise<Account | undefined> {
  const row = await trx
    .selectFrom('account')
    .select(['staff_id', 'password_hash', 'failed_count', 'locked_until', 'totp_confirmed_at'])
    .where('school_id', '=', schoolId)
    .where('login', '=', login.trim().toLowerCase())
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      staffId: row.staff_id,
      passwordHash: row.password_hash,
      failedCount: row.failed_count,
      lockedUntil: row.locked_until,
      hasTotp: row.totp_confirmed_at !== null,
    }
  )
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

/** How many sign-ins failed in a row, and until when the account is closed for it. */
export async function saveFailures(
  trx: Trx,
  schoolId: number,
  staffId: number,
  failures: { count: number; lockedUntil: Date | null },
): Promise<void> {
  await trx
    .updateTable('account')
    .set({ failed_count: failures.count, locked_until: failures.lockedUntil })
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .execute()
}
