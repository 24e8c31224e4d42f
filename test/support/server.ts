import { Client } from 'pg'

/** The server the suite runs on, or undefined for the embedded database. */
export const serverUrl: string | undefined = process.env['DATABASE_URL'] || undefined

/** Does the work with a connection of its own to the server. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The address of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
