import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Migration = { readonly name: string; readonly hash: string; readonly text: string }

export const migrationsFolder: string = join(import.meta.dirname, 'migrations')

/** The migrations of a folder in their order, `0001_foundation`, `0002_…`: numbered without a gap. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  files.forEach((file, index) => {
    const number = String(index + 1).padStart(4, '0')
    if (!new RegExp(`^${number}_[a-z0-9_]+\\.sql$`).test(file)) {
      throw new Error(`${join(folder, file)}: a migration numbered ${number} was expected here`)
    }
  })
  return Promise.all(files.map((file) => readMigration(folder, file)))
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  // Git may check a file out with other line ends; it is the same migration.
  const text = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
  return { name: file.slice(0, -'.sql'.length), hash: createHash('sha256').update(text).digest('hex'), text }
}
