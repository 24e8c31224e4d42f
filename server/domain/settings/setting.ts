import type { Role } from '../access/access.ts'
import type { Words } from '../formats/words.ts'

export type SettingValue = string | number | boolean | readonly string[]
export const settingKinds = ['choice', 'switch', 'number', 'time', 'roles', 'instrument'] as const
export type SettingKind = (typeof settingKinds)[number]
export const settingGroups = ['duties', 'access', 'work', 'keeping'] as const
export type SettingGroup = (typeof settingGroups)[number]
export const settingUnits = ['days', 'years'] as const
export type SettingUnit = (typeof settingUnits)[number]

/** One question of a school: what it means, where it acts, what holds until it is answered, and who answers. */
export type Setting = {
  readonly key: string
  readonly group: SettingGroup
  readonly title: Words
  readonly hint: Words
  /** Where and since when an answer acts. */
  readonly acts: Words
  readonly kind: SettingKind
  readonly options?: readonly { readonly value: string; readonly title: Words }[]
  readonly unit?: SettingUnit
  readonly range?: { readonly from: number; readonly to: number }
  readonly fallback: SettingValue
  readonly decides: readonly Role[]
}

/** Whether a value is an answer to the question; `known` are the words that choices not listed here are made of. */
export function isAnswer(setting: Setting, value: unknown, known: readonly string[]): value is SettingValue {
  const { kind, range, options } = setting
  if (kind === 'switch') return typeof value === 'boolean'
  if (kind === 'number')
    return typeof value === 'number' && Number.isInteger(value) && range !== undefined && inRange(value, range)
  if (kind === 'time') return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
  if (kind === 'roles') return isListOf(value, known)
  if (kind === 'instrument') return typeof value === 'string' && known.includes(value)
  return typeof value === 'string' && (options ?? []).some((option) => option.value === value)
}

function inRange(value: number, { from, to }: { from: number; to: number }): boolean {
  return from <= value && value <= to
}

function isListOf(value: unknown, known: readonly string[]): boolean {
  if (!Array.isArray(value)) return false
  const items: unknown[] = value
  return new Set(items).size === items.length && items.every((item) => typeof item === 'string' && known.includes(item))
}
