import type { Profile } from '../../domain/formats/profile.ts'
import { Refusal } from '../../refusal.ts'
import type { SourceSet } from '../readers/read.ts'
import { readDay } from './values.ts'

type Asked = { readonly asOf: string; readonly exportedOn?: string; readonly pupil?: string }

/** The day of the export: what the person says, what the file says, the day of the call. */
export function exportDay(profile: Profile, set: SourceSet, options: Asked): string {
  if (options.exportedOn !== undefined) return options.exportedOn
  for (const pattern of profile.exportedOn ?? []) {
    for (const table of set.tables) {
      const day = readDay(new RegExp(pattern, 'iu').exec(table.text)?.[1] ?? '', profile.dates)
      if (day) return day
    }
  }
  return profile.exportedOnDay ?? options.asOf
}

/** A file that does not name its pupil needs the person's word. */
export function checkPupil(profile: Profile, options: Asked, set: SourceSet): void {
  const named = namedPupil(set)
  if (profile.pupil === 'option' && options.pupil === undefined) {
    throw new Refusal('pupil_needed', {
      ru: `В файле нет кода ученика${named ? ` (в нём написано «${named}»)` : ''}. Укажите, чей он: код, номер или ФИО (в командной строке --pupil).`,
      en: `The file holds no id of its pupil${named ? ` (it says "${named}")` : ''}. Say whose it is: id, number or full name (--pupil on the command line).`,
    })
  }
}

/** The pupil's name as the file prints it, where it does. */
export function namedPupil(set: SourceSet): string | undefined {
  return set.tables.map(({ text }) => /Ученик:\s*([^\n]+)/u.exec(text)?.[1]?.trim()).find((name) => name)
}
