import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

export type Cell = string | number | boolean | null
export type Row = readonly Cell[]

/** Rows on their way into a table: the one parameter of the query that loads them. */
export type RowsToLoad = {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: Iterable<Row> | AsyncIterable<Row>
}

/** Loads rows over one connection and answers how many there were. */
export type LoadRows = (client: pg.PoolClient, load: RowsToLoad) => Promise<number>

/** Code of the error of who has waited for a connection in vain. */
export const noConnection = 'no-connection'

const mark = Symbol('rows to load')

/** A parameter that the pool's connections take as rows to load rather than as a value. */
export function asParameter(load: RowsToLoad): object {
  return { [mark]: load }
}

/**
 * The pool as Kysely asks for it. Two things differ from pg's: a query whose parameter is `RowsToLoad` loads them over the
 * very connection of its transaction, and waiting for a connection in vain says what the likely cause is.
 */
export function poolFor(pool: pg.Pool, loadRows: LoadRows): PostgresPool {
  // A server that restarts breaks idle connections; the pool drops them and the next query opens a new one.
  pool.on('error', () => {})
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await connect(pool)
      const ours = known.get(client)
      if (ours) return ours
      // pg says so when a connection breaks in use, too; unheard it would end the process. The next query says it again.
      client.on('error', () => {})
      const made = clientFor(client, loadRows)
      known.set(client, made)
      return made
    },
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('timeout exceeded')) throw error
    const why = `No free connection to the database within ${pool.options.connectionTimeoutMillis} ms; is \`db\` used inside a transaction in place of \`trx\`?`
    throw Object.assign(new Error(why, { cause: error }), { code: noConnection })
  }
}

function clientFor(client: pg.PoolClient, loadRows: LoadRows): PostgresPoolClient {
  const query = async <R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> => {
    const load = loadOf(values[0])
    if (load) return { command: 'INSERT', rowCount: await loadRows(client, load), rows: [] }
    return (await client.query(text, [...values])) as unknown as PostgresQueryResult<R>
  }
  return {
    // Kysely also knows a form of `query` for cursors, which needs a `cursor` setting that we do not make.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
}

function loadOf(value: unknown): RowsToLoad | undefined {
  if (typeof value !== 'object' || value === null || !(mark in value)) return undefined
  return value[mark] as RowsToLoad
}
