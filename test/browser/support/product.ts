import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseContext } from '../../../server/cli/command.ts'
import { demoCommand } from '../../../server/cli/commands/demo.ts'
import type { DatabaseConfig } from '../../../server/config.ts'
import { openDatabase } from '../../../server/database/database.ts'
import { startServer } from '../../../server/serve.ts'
import { onServer, serverUrl, withDatabase } from '../../support/server.ts'

const rulesFolder = join(import.meta.dirname, '../../../rules')
/** The demo school lives on this day; its clock runs on from noon in Moscow. */
const moment = Date.parse('2026-11-23T09:00:00Z')

/** A demo school, evaluated, and the product over it; on PostgreSQL where DATABASE_URL is set. */
export async function startProduct(): Promise<{ origin: string; stop: () => Promise<void> }> {
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
  const server = { host: '127.0.0.1', port: 0, metricsToken: undefined, trustProxy: [] }
  const running = await startServer({ db: database.db, rulesFolder, now, server, oidc: undefined, log: false })
  return {
    origin: running.address,
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
