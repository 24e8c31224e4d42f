import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import { closest } from 'fastest-levenshtein'
import { type Profile, profileSchema } from '../../domain/formats/profile.ts'
import { Refusal, type Said } from '../../refusal.ts'

export type ProfileSummary = { id: string; title: Said; note: Said | undefined; pupil: string; kinds: string[] }

const shipped = join(import.meta.dirname, '../../../rules/catalogue/profiles')
const checkShape = new Ajv({ allErrors: true, strict: false }).compile<Profile>(profileSchema)

/** A shipped profile by its id, or a school's own by the path of its file. */
export async function readProfile(idOrPath: string, folder: string = shipped): Promise<Profile> {
  if (/\.json$/i.test(idOrPath)) return parseProfile(idOrPath)
  const ids = await listIds(folder)
  if (ids.includes(idOrPath)) return parseProfile(join(folder, `${idOrPath}.json`))
  const near = ids.length > 0 ? closest(idOrPath, ids) : ''
  throw new Refusal('unknown_profile', {
    ru: `Профиля «${idOrPath}» нет. Ближайший: ${near}. Все профили: ${ids.join(', ')}.`,
    en: `There is no profile "${idOrPath}". The nearest: ${near}. All profiles: ${ids.join(', ')}.`,
  })
}

const bundle = ['class', 'staff', 'student', 'guardian', 'mark']

export async function listProfiles(folder: string = shipped): Promise<ProfileSummary[]> {
  const profiles = await Promise.all((await listIds(folder)).map((id) => readProfile(id, folder)))
  return profiles.map(({ id, title, note, pupil, tables }) => ({
    id,
    title,
    note,
    pupil,
    // A bundle of fixed files names no tables; it is known what it holds.
    kinds: tables.length === 0 ? bundle : [...new Set(tables.map(({ record }) => record))],
  }))
}

async function listIds(folder: string): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .toSorted()
}

async function parseProfile(path: string): Promise<Profile> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) throw wrong(path, 'файла нет', 'there is no such file')
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw wrong(path, `это не JSON (${String(error)})`, `not JSON (${String(error)})`)
  }
  if (checkShape(content)) return content
  const faults = (checkShape.errors ?? [])
    .map((fault) => `${fault.instancePath || '/'}: ${fault.message ?? ''}`)
    .slice(0, 8)
  throw wrong(path, faults.join('; '), faults.join('; '))
}

function wrong(path: string, ru: string, en: string): Refusal {
  return new Refusal('wrong_profile_file', {
    ru: `Профиль «${basename(path)}» не годится: ${ru}. Исправьте файл.`,
    en: `The profile "${basename(path)}" is not valid: ${en}. Correct the file.`,
  })
}
