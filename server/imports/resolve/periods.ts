import { foldName } from '../records/names.ts'
import type { Context, Period } from './context.ts'

type Known = Pick<Context, 'profile' | 'periods' | 'register'>

/** The school year a record names, or that of the export. */
export function yearOf({ register }: Known, named: string | undefined): string {
  return named ?? register.setting.year.id
}

/** A period of the school's calendar, by its id or as the profile spells it. */
export function findPeriod({ profile, periods }: Known, name: string, year: string): Period | undefined {
  const folded = foldName(name)
  const codes = Object.entries(profile.codes.period ?? {})
  const id = codes.find(([spelling]) => foldName(spelling) === folded)?.[1] ?? name
  return periods.find((each) => each.schoolYear === year && each.id === id)
}

/** The periods of a year as the profile spells them first. */
export function periodNames({ profile, periods }: Known, year: string): string[] {
  const codes = Object.entries(profile.codes.period ?? {})
  const ids = new Set(periods.filter(({ schoolYear }) => schoolYear === year).map(({ id }) => id))
  return [...ids].map((id) => codes.find(([, code]) => code === id)?.[0] ?? id)
}
