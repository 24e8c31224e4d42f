import type { RegulationPoint } from '../formats/regulation.ts'
import { dayText, hourText, quoted, spanText, type Telling } from './duty-say.ts'
import { dutyWordsOf } from './duty-words.ts'
import { messageText } from './message.ts'
import type { Lang } from './words.ts'

/** «Пункт III.9 «Просвещать родителей», окно 1 сентября – 30 ноября»: which duty it is. */
export function headingText(telling: Telling): string {
  const { duty, point, lang } = telling
  const own = duty.spec.title?.[lang]
  const heading = pointText(duty.spec.point, point, lang)
  return [
    heading,
    ...(own ? [own.replace(/^\p{Lu}/u, (start) => start.toLowerCase())] : []),
    ...occasion(telling),
  ].join(', ')
}

/** «Пункт III.9 «Просвещать родителей»». */
export function pointText(id: string, point: RegulationPoint | undefined, lang: Lang): string {
  const title = point ? quoted(point.title[lang], lang) : ''
  return messageText(dutyWordsOf(lang).heading, { point: id, title }, lang)
}

/** The window or the occasion of a duty; of a largest-gap norm none: its days are in its reasons. */
function occasion(telling: Telling): string[] {
  const { duty } = telling
  if (duty.gap) return []
  if (duty.spec.kind === 'whileOpen') return [...causeTexts(telling), spanOf('week', telling)]
  return duty.trigger ? causeTexts(telling) : [spanOf('window', telling)]
}

/** The days of a window. A duty of the start of a year that came late is due beyond them: its own due day is said later. */
function spanOf(word: 'window' | 'week', telling: Telling): string {
  const { duty, lang } = telling
  const { from, to } = duty.window
  const words = dutyWordsOf(lang)
  const span = spanText(from, to, telling)
  return from === to ? messageText(words.day1, { from: span.from }, lang) : messageText(words[word], span, lang)
}

function causeTexts(telling: Telling): string[] {
  const { duty, lang, catalogue } = telling
  const { trigger } = duty
  if (!trigger) return []
  const words = dutyWordsOf(lang)
  const on = dayText(trigger.openedOn, telling)
  const cause = causeTitle(telling)
  const isByHour = duty.parts.some(({ dueAt }) => dueAt !== undefined) && trigger.openedAt !== undefined
  const at = isByHour && trigger.openedAt !== undefined ? hourText(trigger.openedAt, catalogue.timeZone) : ''
  const told = isByHour
    ? messageText(words.causeAt, { cause, on, at }, lang)
    : messageText(words.cause, { cause, on }, lang)
  const event =
    trigger.eventOn === undefined ? [] : [messageText(words.event, { on: dayText(trigger.eventOn, telling) }, lang)]
  return [told, ...event]
}

function causeTitle({ duty, point, lang }: Telling): string {
  const known = point?.triggers.find(({ id }) => id === duty.trigger?.cause)
  return quoted(known?.title[lang] ?? duty.trigger?.cause ?? '', lang)
}
