import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, inject, it } from 'vitest'
import type { DatabaseConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/database.ts'
import { migrate } from '../../server/database/migrate.ts'
import { runImport } from '../../server/imports/imports.ts'
import { createSchool } from '../support/database.ts'
import { onServer, serverUrl, withDatabase } from '../support/server.ts'
import { csv, fileOf } from './support.ts'

const count = 4_000
const lines = Array.from(
  { length: count },
  (_, at) => `${100 + (at % 50)};Предмет ${at % 7};${String(1 + (at % 28)).padStart(2, '0')}.10.2026;${2 + (at % 4)}`,
)

/** A database of its own that outlives a killed process. */
async function place(): Promise<{ config: DatabaseConfig; remove: () => Promise<void> }> {
  if (!serverUrl) {
    const folder = await mkdtemp(join(tmpdir(), 'reglament-killed-'))
    return { config: { kind: 'pglite', folder: join(folder, 'data') }, remove: async () => {} }
  }
  const url = serverUrl
  const name = `${inject('databasePrefix')}killed_${process.pid}`
  await onServer(url, (client) => client.query(`create database ${name}`))
  const remove = (): Promise<void> =>
    onServer(url, async (client) => void (await client.query(`drop database ${name} with (force)`)))
  return { config: { kind: 'postgres', url: withDatabase(url, name) }, remove }
}

describe('a killed import', () => {
  it('leaves all or nothing', async () => {
    const { config, remove } = await place()
    try {
      const students = await fileOf(
        'students.csv',
        csv('Код;ФИО;Класс', ...Array.from({ length: 50 }, (_, at) => `${100 + at};Ученик ${at};7А`)),
      )
      const grades = await fileOf('grades.csv', csv('Код;Предмет;Дата;Отметка', ...lines))
      const first = await openDatabase(config)
      await migrate(first.db)
      const schoolId = await createSchool(first.db)
      await runImport(first.db, schoolId, students, { profile: 'canonical', asOf: '2026-09-01' })
      await first.close()
      const seen = new Set<number>()
      for (const delay of [0, 60, 250]) {
        await importAndKill(config, schoolId, grades, delay)
        const after = await openDatabase(config)
        const { rows } = await sql<{
          marks: number
          imports: number
        }>`select (select count(*) from mark) as marks, (select count(*) from import) as imports`.execute(after.db)
        await after.close()
        const found = rows[0] ?? { marks: -1, imports: -1 }
        expect([`0 of 1`, `${count} of 2`]).toContain(`${found.marks} of ${found.imports}`)
        seen.add(found.marks)
      }
      // At least one of the deaths came before the end, or the test shows nothing.
      expect(seen).toContain(0)
    } finally {
      await remove()
    }
  }, 180_000)
})

/** Starts an import in a process of its own and kills it some moments after its rows began to flow. */
async function importAndKill(config: DatabaseConfig, schoolId: number, file: string, delay: number): Promise<void> {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, '../../server/database/database.ts'))})
    const { runImport } = await import(${JSON.stringify(join(import.meta.dirname, '../../server/imports/imports.ts'))})
    const database = await openDatabase(${JSON.stringify(config)})
    let told = false
    await runImport(database.db, ${schoolId}, ${JSON.stringify(file)}, { profile: 'canonical', asOf: '2026-11-20', onProgress: () => {
      if (!told) process.stdout.write('rows\\n')
      told = true
    } })
    process.stdout.write('done\\n')
    await database.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  await new Promise((resolve) => setTimeout(resolve, delay))
  child.kill('SIGKILL')
  await ended
}
