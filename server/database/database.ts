import { Socket } from 'node:net'
import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Pool } from 'pg'
import type { DatabaseConfig } from '../config.ts'
import { copyIn } from './copy-in.ts'
import { openFolder } from './folder.ts'
import { insertIn } from './insert-in.ts'
import { parsers } from './parsers.ts'
import { type Embedded, type EmbeddedSource, startEmbedded } from './pglite.ts'
import { type LoadRows, poolFor } from './pool.ts'
import { checkServer, unreachable } from './server.ts'
import type { Tables } from './tables.ts'
import { within } from './within.ts'

export type { Tables } from './tables.ts'
export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

export type Database = {
  readonly db: Db
  readonly kind: DatabaseConfig['kind']
  readonly close: () => Promise<void>
}

/** Opens the database of the settings. Refuses a folder another process works on and a server too old or out of reach. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  return config.kind === 'postgres' ? openPostgres(config.url) : openFolder(config.folder, openEmbedded)
}

/** How long closing waits for transactions under way. */
const closeMillis = 3_000

async function openPostgres(url: string): Promise<Database> {
  const sockets = new Set<Socket>()
  const stream = (): Socket => {
    const socket = new Socket()
    sockets.add(socket)
    return socket.once('close', () => sockets.delete(socket))
  }
  const pool = new Pool({ connectionString: url, types: parsers, max: 10, connectionTimeoutMillis: 30_000, stream })
  const db = createDb(pool, copyIn)
  try {
    await checkServer(db)
  } catch (error) {
    await db.destroy()
    throw unreachable(error)
  }
  const close = async (): Promise<void> => {
    await within(closeMillis, db.destroy())
    // What still works is cut off, as by a kill: the server rolls it back.
    for (const socket of sockets) socket.destroy()
  }
  return { db, kind: 'postgres', close }
}

/** The embedded database, with pg's own client over a stream to its worker: one dialect and one set of types for both. */
export async function openEmbedded(
  source: EmbeddedSource,
  waitMillis = 30_000,
): Promise<Database & Pick<Embedded, 'dump'>> {
  const embedded = await startEmbedded(source)
  const pool = new Pool({
    // Named in full, so that PGHOST, PGSSLMODE and their kin of the environment have no say.
    host: 'embedded',
    port: 5432,
    user: 'postgres',
    password: 'none',
    database: 'postgres',
    ssl: false,
    options: '',
    stream: embedded.connect,
    types: parsers,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: waitMillis,
  })
  const db = createDb(pool, insertIn)
  const close = async (): Promise<void> => {
    // Together, or a query that never ends would keep both from closing.
    await Promise.all([db.destroy(), embedded.close()])
  }
  return { db, kind: 'pglite', close, dump: embedded.dump }
}

function createDb(pool: Pool, loadRows: LoadRows): Db {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: poolFor(pool, loadRows),
      // A server may be set to write days as 31.12.2026; the parsers read ISO only.
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw("set datestyle = 'ISO, YMD'; set timezone = 'UTC'"))
      },
    }),
  })
}
