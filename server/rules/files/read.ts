import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findKind } from './kinds.ts'
import type { SourceFile } from './text.ts'

/**
 * Every rule file of a folder: `path` within it, `file` as shown to people. Other files (schemas, notes) are left alone;
 * a JSON file in a folder of rules always counts, so that a misplaced one is named rather than silently ignored.
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
  return path.endsWith('.json') && !path.startsWith('schema/') && findKind(path) !== undefined
}
