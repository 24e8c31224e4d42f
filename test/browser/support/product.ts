import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { DatabaseContext } from '../../../server/cli/command.ts'
import { demoCommand } from '../../../server/cli/commands/demo.ts'
import type { DatabaseConfig } from '../../../server/config.ts'
import { type Db, openDatabase } from '../../../server/database/database.ts'
import { inSchool } from '../../../server/database/school.ts'
import { startServer } from '../../../server/serve.ts'
import { onServer, serverUrl, withDatabase } from '../../support/server.ts'

const rulesFolder = join(import.meta.dirname, '../../../rules')
/** The demo school lives on this day; its clock runs on from noon in Moscow. */
const moment = Date.parse('2026-11-23T09:00:00Z')

/** A demo school, evaluated, and the product over it; on PostgreSQL where DATABASE_URL is set. */
export async function startProduct(): Promise<{ origin: string; ahead: number; stop: () => Promise<void> }> {
  const started = Date.now()
  const now = () => new Date(moment + Date.now() - started)
  const place = await makePlace()
  const database = await openDatabase(place.config)
  const io = {
    env: {},
    cwd: process.cwd(),
    now,
    out: () => {},
    err: () => {},
    isTerminal: false,
    untilStopped: async () => {},
  }
  const context: DatabaseContext = {
    io,
    lang: 'ru',
    json: false,
    rulesFolder,
    options: {},
    positionals: [],
    progress: () => {},
    db: database.db,
  }
  if (demoCommand.needs !== 'database') throw new Error('The demo needs a database')
  await demoCommand.run(context)
  await missToday(database.db)
  const server = { host: '127.0.0.1', port: 0, metricsToken: undefined, trustProxy: [] }
  const running = await startServer({ db: database.db, rulesFolder, now, server, oidc: undefined, log: false })
  return {
    origin: running.address,
    ahead: moment - started,
    stop: async () => {
      await running.close()
      await database.close()
      await place.remove()
    },
  }
}

async function makePlace(): Promise<{ config: DatabaseConfig; remove: () => Promise<void> }> {
  if (serverUrl === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'reglament-browser-data-'))
    const remove = async () => rmSync(folder, { recursive: true, force: true })
    return { config: { kind: 'pglite', folder }, remove }
  }
  const url = serverUrl
  const name = `reglament_browser_${process.pid}`
  await onServer(url, (client) => client.query(`create database ${name}`))
  const remove = async () => {
    await onServer(url, (client) => client.query(`drop database ${name} with (force)`))
  }
  return { config: { kind: 'postgres', url: withDatabase(url, name) }, remove }
}

/** Two pupils of 7Б whom the journal of this morning misses, for a reason that nobody has said yet. */
async function missToday(db: Db): Promise<void> {
  const { id } = await db.selectFrom('school').select('id').executeTakeFirstOrThrow()
  await inSchool(db, id, async (trx) => {
    await sql`
      insert into absence (school_id, student_id, absent_on, lesson_no, entry_no, kind, import_id, recorded_at)
      select e.school_id, e.student_id, '2026-11-23', no, 9, 'absent_unknown', (select max(id) from import), '2026-11-23T08:00:00Z'
      from (select e.school_id, e.student_id from enrolment e
        join school_class c on c.school_id = e.school_id and c.id = e.class_id and c.name = '7Б' and c.school_year = '2026/27'
        where e.to_on is null or e.to_on > '2026-11-23' order by e.student_id limit 2) e, generate_series(1, 3) no`.execute(
      trx,
    )
  })
}
