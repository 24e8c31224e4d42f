import type { ReasonCode, Status } from '../duties/duty.ts'
import type { WhyNot } from '../duties/qualify.ts'
import type { RegulationPoint } from '../formats/regulation.ts'
import { en } from './words/duty-en.ts'
import { ru } from './words/duty-ru.ts'
import type { Lang } from './words.ts'

/** Why a duty has no data: the `why` of reasons with code `no_data`. */
export type NoDataWhy = 'before_tracking' | 'beyond_calendar' | 'time_unknown' | 'event_day_unknown'

/** Why a duty does not apply by structure; other codes are the close codes of the point itself. */
export type ExcludedWhy =
  | 'few_instruction_days'
  | 'no_opportunity'
  | 'no_families'
  | 'left'
  | 'status_ended'
  | 'class_closed'

export type TriggerKind = RegulationPoint['triggers'][number]['kind']

/** The words that sentences about duties are put together of, in one language; those with `{…}` are ICU messages. */
export type DutyWords = {
  readonly quotes: readonly [string, string, string, string]
  readonly status: Readonly<Record<Status | 'not_triggered' | 'partial', string>>
  readonly day: string
  readonly dayWithYear: string
  readonly heading: string
  readonly window: string
  readonly day1: string
  readonly week: string
  readonly cause: string
  readonly causeAt: string
  readonly event: string
  readonly or: string
  readonly reasons: Readonly<Record<ReasonCode, string>>
  readonly noData: Readonly<Record<NoDataWhy, string>>
  readonly excluded: Readonly<Record<ExcludedWhy, string>>
  readonly excludedByCode: string
  readonly notCounted: string
  readonly whyNot: Readonly<Record<WhyNot, string>>
  readonly waivers: Readonly<Record<string, string>>
  readonly blocks: Readonly<Record<string, string>>
  readonly begins: string
  readonly met: string
  readonly metBy: string
  readonly wasDue: string
  readonly closed: string
  readonly toClose: {
    readonly open: string
    readonly in_grace: string
    readonly overdue: string
    readonly oneOf: string
    readonly record: string
    readonly by: string
    readonly otherForm: string
    readonly part: string
  }
  readonly gap: {
    readonly never: string
    readonly next: string
    readonly needed: string
    readonly over: string
    readonly waived: string
  }
  readonly late: string
  readonly servesOther: Readonly<Record<'deadline' | 'whileOpen', string>>
  readonly nothing: string
  readonly nothingWas: string
  readonly nothingOf: Readonly<Record<TriggerKind, string>>
  readonly nothingNow: string
}

const words: Record<Lang, DutyWords> = { ru, en }

/** The product's own words about duties in a language. */
export function dutyWordsOf(lang: Lang): DutyWords {
  return words[lang]
}
