import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, inject, it } from 'vitest'
import { type Database, openDatabase } from '../../server/database/database.ts'
import { migrate } from '../../server/database/migrate.ts'
import { inSchool } from '../../server/database/school.ts'
import { lockImports } from '../../server/imports/queries/history.ts'
import { createSchool } from '../support/database.ts'
import { onServer, serverUrl, withDatabase } from '../support/server.ts'

describe.runIf(serverUrl)('the program, stopped while a run is under way that does not end', () => {
  it('ends within half a minute with code 0 and leaves nothing of the run', async () => {
    const server = serverUrl ?? ''
    const name = `${inject('databasePrefix')}stop_${process.pid}`
    await onServer(server, (client) => client.query(`create database ${name}`))
    const url = withDatabase(server, name)
    const database = await openDatabase({ kind: 'postgres', url })
    try {
      await migrate(database.db)
      const schoolId = await createSchool(database.db)
      await inSchool(database.db, schoolId, (trx) =>
        trx
          .insertInto('school_setting')
          .values({ school_id: schoolId, key: 'dailyRunAt', value: JSON.stringify('00:00') })
          .execute(),
      )
      const { code, seconds } = await inSchool(database.db, schoolId, async (trx) => {
        await lockImports(trx, schoolId)
        const program = start(url)
        await waiting(database)
        return stop(program)
      })
      expect(code).toBe(0)
      expect(seconds).toBeLessThan(30)
      const { rows } = await sql`select from daily_run`.execute(database.db)
      expect(rows).toEqual([])
    } finally {
      await database.close()
      await onServer(server, (client) => client.query(`drop database ${name} with (force)`))
    }
  }, 300_000)
})

/** The program as `serve` runs it, without pages. */
function start(url: string): ChildProcess {
  const of = (file: string) => JSON.stringify(join(import.meta.dirname, '../../server', file))
  const script = `
    const { openDatabase } = await import(${of('database/database.ts')})
    const { startServer } = await import(${of('serve.ts')})
    const database = await openDatabase(${JSON.stringify({ kind: 'postgres', url })})
    const server = { host: '127.0.0.1', port: 0, metricsToken: undefined, trustProxy: [] }
    const running = await startServer({ db: database.db, rulesFolder: ${of('../rules')}, now: () => new Date(), server, log: false, pages: false })
    await new Promise((resolve) => process.once('SIGTERM', resolve))
    await running.close()
    await database.close()`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
}

/** Ends when the run of the program waits for the lock of its school. */
async function waiting({ db }: Database): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await sql`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(db)
        ).rows,
      {
        timeout: 200_000,
        interval: 200,
      },
    )
    .not.toEqual([])
}

async function stop(program: ChildProcess): Promise<{ code: unknown; seconds: number }> {
  const began = performance.now()
  const ended = once(program, 'exit')
  program.kill('SIGTERM')
  const [code] = await ended
  return { code, seconds: (performance.now() - began) / 1_000 }
}
