import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SourceFile } from './text.ts'

const apart = ['schema/', 'catalogue/templates/']

/**
 * Every JSON file of a folder of rules: `path` within it, `file` as shown to people. One that lies where no rule file is
 * expected is read too, so that it is named rather than silently ignored. Schemas and what belongs to imports are not.
 */
export async function readRuleFiles(folder: string): Promise<SourceFile[]> {
  const entries = await readdir(folder, { recursive: true })
  const paths = entries.map((entry) => entry.replaceAll('\\', '/')).filter(isRuleFile)
  return Promise.all(
    paths.sort().map(async (path) => {
      const file = join(folder, path)
      return { path, file, text: await readFile(file, 'utf8') }
    }),
  )
}

function isRuleFile(path: string): boolean {
  return path.endsWith('.json') && !apart.some((folder) => path.startsWith(folder))
}
