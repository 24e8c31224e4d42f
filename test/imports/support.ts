import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../server/database/database.ts'
import { targets } from '../../server/imports/queries/targets.ts'

/** Every row of every table an import writes: what must be equal after an import that changes nothing, or an undone one. */
export async function stateOf(db: Db): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {}
  for (const table of [...targets.map((target) => target.table), 'school_break', 'import_source']) {
    const { rows } = await sql<{
      row: string
    }>`select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`.execute(db)
    state[table] = rows.map(({ row }) => row)
  }
  return state
}

/** A folder of its own with the files given, by their names. */
export async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reglament-test-'))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

export async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  return join(await folderOf({ [name]: content }), name)
}

/** Lines of a CSV table. */
export function csv(...lines: string[]): string {
  return lines.join('\n')
}
