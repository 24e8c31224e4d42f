import type { interactions } from '../words/ru/interactions.ts'
import { type Draft, daysBetween } from './draft.ts'

/** Days after which a record needs a reason, and after which the deputy head's hand: as the server has them. */
const reasonAfter = 7
const confirmAfter = 30

/** Fields of the form that may lack something, in the order they stand in. */
export const lackable = ['kinds', 'form', 'pupils', 'on', 'reason'] as const
export type Lacks = Partial<Record<(typeof lackable)[number], string>>
type Words = Pick<
  typeof interactions.form,
  'needKind' | 'needForm' | 'needPupil' | 'needDay' | 'dayToCome' | 'needDeputy' | 'needReason'
>

/** The id of a field, for the caret to be put into it. */
export function fieldId(field: keyof Lacks): string {
  return `log-${field}`
}

/** What each field still lacks, in words; nothing where the entry can be sent. */
export function lacksOf(draft: Draft, at: { today: string; mayConfirm: boolean }, words: Words): Lacks {
  const day = lackOfDay(draft, at, words)
  return {
    ...(draft.kinds.length === 0 && { kinds: words.needKind }),
    ...(draft.form === '' && { form: words.needForm }),
    ...(!draft.isWhole && draft.pupils.length === 0 && { pupils: words.needPupil }),
    ...(day !== undefined && { on: day }),
    ...(needsReason(draft, at.today) && draft.reason.trim() === '' && { reason: words.needReason }),
  }
}

function lackOfDay({ on }: Draft, at: { today: string; mayConfirm: boolean }, words: Words): string | undefined {
  if (on === '') return words.needDay
  if (on > at.today) return words.dayToCome
  return daysBetween(on, at.today) > confirmAfter && !at.mayConfirm ? words.needDeputy(confirmAfter) : undefined
}

/** Whether the day is so long ago that the record says why it comes late. */
export function needsReason({ on }: Pick<Draft, 'on'>, today: string): boolean {
  return on !== '' && daysBetween(on, today) > reasonAfter
}
