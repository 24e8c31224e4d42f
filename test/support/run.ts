import type { TestProject } from 'vitest/node'
import { onServer, serverUrl } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How the names of this run's databases on a PostgreSQL server begin. */
    databasePrefix: string
  }
}

/** Names the databases of one run of the suite, and drops what is left of them when it ends. */
export default function setup(project: TestProject): () => Promise<void> {
  const prefix = `reglament_test_${Date.now().toString(36)}_${process.pid}_`
  project.provide('databasePrefix', prefix)
  return async () => {
    if (!serverUrl) return
    await onServer(serverUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        'select datname as name from pg_database where starts_with(datname, $1)',
        [prefix],
      )
      for (const { name } of rows) await client.query(`drop database ${name} with (force)`)
    })
  }
}
