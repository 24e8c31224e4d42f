import type { DutySpec } from '../formats/duty.ts'
import { numberText } from './fact.ts'
import { messageText } from './message.ts'
import { en } from './words/norm-en.ts'
import { ru } from './words/norm-ru.ts'
import type { Lang, Words } from './words.ts'

/** The words a norm of the regulation is read with, in one language; ICU messages. */
export type NormWords = {
  readonly window: Readonly<Record<'schoolYear' | 'month' | 'term' | 'dates', string>>
  readonly everyOpportunity: string
  readonly coverage: string
  readonly gap: string
  readonly after: string
  readonly afterHours: string
  readonly before: string
  readonly onDay: string
  readonly week: string
  readonly grace: string
  readonly critical: string
}

const words: Record<Lang, NormWords> = { ru, en }

/** What a norm asks, read from its numbers: «Не реже раза в 14 дней, каникулы не считаются. Льготный срок – 1 день.» */
export function readNorm(spec: DutySpec): Words {
  return { ru: normText(spec, 'ru'), en: normText(spec, 'en') }
}

function normText(spec: DutySpec, lang: Lang): string {
  const { grace, critical } = words[lang]
  const parts = [
    askText(spec, lang),
    ...(spec.kind === 'window' && spec.coverage
      ? [messageText(words[lang].coverage, { share: numberText(spec.coverage.share, 'share', lang) }, lang)]
      : []),
    ...(spec.grace > 0 ? [messageText(grace, { n: spec.grace }, lang)] : []),
    ...(spec.critical === true ? [critical] : []),
  ]
  return `${parts.join('. ')}.`
}

function askText(spec: DutySpec, lang: Lang): string {
  const own = words[lang]
  switch (spec.kind) {
    case 'window':
      return spec.need === 'everyOpportunity'
        ? own.everyOpportunity
        : messageText(own.window[spec.windows.kind], { n: spec.need ?? 1 }, lang)
    case 'gap':
      return messageText(own.gap, { n: spec.days }, lang)
    case 'whileOpen':
      return messageText(own.week, { n: spec.need ?? 1 }, lang)
    case 'deadline':
      return deadlineText(spec, own, lang)
  }
}

function deadlineText(spec: Extract<DutySpec, { kind: 'deadline' }>, own: NormWords, lang: Lang): string {
  const { hours, days = 0, count = 'calendar', anchor } = spec
  if (hours !== undefined) return messageText(own.afterHours, { n: hours }, lang)
  if (days === 0 && anchor === 'after') return own.onDay
  return messageText(anchor === 'before' ? own.before : own.after, { n: days, count }, lang)
}
