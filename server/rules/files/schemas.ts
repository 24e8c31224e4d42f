import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileKinds } from './kinds.ts'

const folder = join(import.meta.dirname, '../../../rules/schema')

/** The text of every JSON Schema of `rules/schema/`, generated from the formats that the program itself is typed by. */
export function listSchemas(): { name: string; text: string }[] {
  return fileKinds.map(({ name, schema }) => {
    const head = { $schema: 'http://json-schema.org/draft-07/schema#' }
    return { name: `${name}.schema.json`, text: `${JSON.stringify({ ...head, ...schema }, null, 2)}\n` }
  })
}

/** Names of the schema files that differ from what the formats say: somebody changed one and not the other. */
export async function findDrift(at = folder): Promise<string[]> {
  const found = await Promise.all(
    listSchemas().map(async ({ name, text }) =>
      (await readFile(join(at, name), 'utf8').catch(() => '')) === text ? [] : [name],
    ),
  )
  return found.flat()
}

async function writeSchemas(): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all(listSchemas().map(({ name, text }) => writeFile(join(folder, name), text)))
}

if (import.meta.main) await writeSchemas()
