import { createApp } from './app.ts'
import type { OidcConfig, ServerConfig } from './config.ts'
import { startDaily } from './daily/daily.ts'
import type { Db } from './database/database.ts'
import { within } from './database/within.ts'
import { clockOf } from './http/clock.ts'
import type { Room } from './http/serve.ts'
import { Refusal } from './refusal.ts'
import { runExamplesOf } from './regulation/regulation.ts'
import { openRules } from './rules/rules.ts'
import { openSetup } from './setup/key.ts'

export type ServerInput = {
  db: Db
  rulesFolder: string
  now: () => Date
  server: ServerConfig
  oidc: OidcConfig | undefined
  log: boolean
  /** Folder of the built pages; false serves the API alone. */
  pages?: string | false
}
/** `setup` is the one-time link for whoever starts an empty installation. */
export type Running = { address: string; setup: string | undefined; close: () => Promise<void> }

/** How long a stop waits for what is under way: what takes longer goes with its connection, rolled back. */
const stopMillis = 10_000

/** Reads the rules, opens every feature and listens. Closing lets the calls under way finish. */
export async function startServer({ db, rulesFolder, now, server, oidc, log, pages }: ServerInput): Promise<Running> {
  const rules = await openRules(rulesFolder, now, { test: runExamplesOf })
  const setup = await openSetup(db, now())
  const room: Room = {
    db,
    clock: clockOf(now),
    rules,
    rulesFolder,
    oidc,
    secret: server.secret,
    ...(setup && { setup: setup.key }),
  }
  const app = await createApp(room, {
    log,
    ...(pages !== undefined && { pages }),
    metricsToken: server.metricsToken,
    ...(server.trustProxy.length > 0 && { trustProxy: [...server.trustProxy] }),
  })
  const { host, port } = server
  await app.listen({ host, port }).catch(async (error: unknown) => {
    await rules.close()
    throw taken(error, host, port)
  })
  const daily = startDaily(room, (line, message) => app.log.info(line, message))
  const bound = app.server.address()
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const address = `http://${shown}:${typeof bound === 'object' && bound ? bound.port : port}`
  return {
    address,
    setup: setup && `${address}/setup?key=${setup.secret}`,
    close: async () => {
      // A browser keeps its connection after the last answer; it is let go as soon as nothing is under way on it.
      const letGo = setInterval(() => app.server.closeIdleConnections(), 100)
      await within(stopMillis, Promise.all([app.close(), daily.close()]))
      clearInterval(letGo)
      await rules.close()
    },
  }
}

function taken(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return error
  return new Refusal('cannot-listen', {
    ru: `Адрес ${host}:${port} занят или закрыт. Задайте другой порт: PORT=3001 npm start`,
    en: `The address ${host}:${port} is taken or closed. Name another port: PORT=3001 npm start`,
  })
}
