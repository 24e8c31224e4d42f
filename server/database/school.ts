import { sql } from 'kysely'
import { Refusal } from '../refusal.ts'
import type { Db, Trx } from './database.ts'

/** How long a change waits for what another transaction holds. */
const patience = '3s'

/** Does the work in one transaction that sees and writes the rows of one school only. */
export function inSchool<T>(db: Db, schoolId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  return inScope(db, scopeOf(schoolId), work)
}

/** As `inSchool`, for a change that a person waits for: refuses where a load or a run holds the school for too long. */
export function inSchoolSoon<T>(db: Db, schoolId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  return inScope(db, `${scopeOf(schoolId)}; set local lock_timeout = '${patience}'`, work).catch(refuseHeld)
}

/** As `inSchool`, for reading alone: every query sees the same moment, and a write is refused. */
export function inSchoolReadOnly<T>(db: Db, schoolId: number, work: (trx: Trx) => Promise<T>): Promise<T> {
  return inScope(db, `set transaction isolation level repeatable read, read only; ${scopeOf(schoolId)}`, work)
}

/** Narrows a transaction that has just made a school to that school. */
export async function enterSchool(trx: Trx, schoolId: number): Promise<void> {
  await sql.raw(scopeOf(schoolId)).execute(trx).catch(refuseRole)
}

/** `set local`, never `set_config`: on Citus only the former reaches the workers, and only after its own setting says so. */
function scopeOf(schoolId: number): string {
  if (!Number.isSafeInteger(schoolId) || schoolId < 1) throw new RangeError(`Not the id of a school: ${schoolId}`)
  return `set local citus.propagate_set_commands = 'local'; set local role reglament_app; set local app.school_id = '${schoolId}'`
}

function inScope<T>(db: Db, scope: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql.raw(scope).execute(trx).catch(refuseRole)
    return work(trx)
  })
}

/** PostgreSQL gave the waiting up. */
function refuseHeld(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  throw code === '55P03' ? busy(error) : error
}

/** The "no" of a school that a load or a run holds just now. */
export function busy(cause?: unknown): Refusal {
  return new Refusal(
    'busy',
    {
      ru: 'Идёт загрузка или пересчёт. Ничего не сохранено. Попробуйте ещё раз через минуту.',
      en: 'A load or a recalculation is under way. Nothing was saved. Try again in a minute.',
    },
    { status: 503, cause },
  )
}

function refuseRole(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '22023') {
    throw new Refusal('role_missing', {
      ru: 'База не подготовлена: в ней нет роли reglament_app. Выполните команду migrate.',
      en: 'The database is not prepared: it has no role reglament_app. Run the command migrate.',
    })
  }
  if (code === '42501') {
    throw new Refusal('role_forbidden', {
      ru: 'Пользователь базы не может действовать как reglament_app. Администратор базы должен выполнить: grant reglament_app to <пользователь>.',
      en: 'The database user may not act as reglament_app. An administrator of the database has to run: grant reglament_app to <user>.',
    })
  }
  throw error
}
