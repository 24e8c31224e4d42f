import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const shipped = join(import.meta.dirname, '../../rules/catalogue/templates')

/** Puts the tables to fill in into a folder, for the profile `canonical`; answers their paths. Files that are there stay. */
export async function writeTemplates(folder: string, from: string = shipped): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files = (await readdir(from)).filter((file) => file.endsWith('.csv')).toSorted()
  const there = new Set(await readdir(folder))
  for (const file of files) if (!there.has(file)) await copyFile(join(from, file), join(folder, file))
  return files.map((file) => join(folder, file))
}

export type Template = { name: string; columns: string[]; bytes: Buffer }

/** The tables to fill in, with their headers. */
export async function listTemplates(from: string = shipped): Promise<Template[]> {
  const files = (await readdir(from)).filter((file) => file.endsWith('.csv')).toSorted()
  return Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(from, name))
      const [header = ''] = bytes.toString('utf8').replace('\ufeff', '').split(/\r?\n/)
      return { name, columns: header.split(';'), bytes }
    }),
  )
}
