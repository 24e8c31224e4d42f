import type { Profile } from '../../domain/formats/profile.ts'
import { Refusal } from '../../refusal.ts'
import type { SourceSet } from '../readers/read.ts'
import { listProfiles, type ProfileSummary, readProfile } from './read-profile.ts'
import { streamsOf } from './streams.ts'

/** A file of another system: say which profiles can read it. */
export async function suggestProfile(error: unknown, set: SourceSet, tried: Profile, folder: string): Promise<never> {
  if (!(error instanceof Refusal) || (error.code !== 'missing_column' && error.code !== 'wrong_profile')) throw error
  const fitting: ProfileSummary[] = []
  for (const profile of await listProfiles(folder)) {
    if (profile.id === tried.id) continue
    if (await fits(await readProfile(profile.id, folder), set)) fitting.push(profile)
  }
  if (fitting.length === 0) throw error
  throw new Refusal(error.code, {
    ru: `${error.said.ru} Подходят профили: ${fitting.map(({ id, title }) => `«${title.ru}» (${id})`).join(', ')}.`,
    en: `${error.said.en} Profiles that fit: ${fitting.map(({ id, title }) => `"${title.en}" (${id})`).join(', ')}.`,
  })
}

async function fits(profile: Profile, set: SourceSet): Promise<boolean> {
  try {
    await streamsOf(profile, set)
    return true
  } catch {
    return false
  }
}
