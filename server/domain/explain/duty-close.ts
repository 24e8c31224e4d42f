import type { Json, Reason } from '../duties/duty.ts'
import { dayText, formText, hourText, orList, quoted, recordsText, type Telling } from './duty-say.ts'
import { dutyWordsOf } from './duty-words.ts'
import { messageText } from './message.ts'

type Missing = { readonly part: string; readonly evidence: readonly string[]; readonly dueOn: number }

/** What would close a duty and until when: «Чтобы закрыть: вебинар, круглый стол или другая форма до 30 ноября.» */
export function toCloseText({ data }: Reason, telling: Telling): string {
  const { duty, lang } = telling
  const words = dutyWordsOf(lang)
  const due = dayText(duty.dueOn, telling)
  if (duty.status === 'missed') {
    const isNeverLate = duty.closesOn <= duty.dueOn
    const closes = dayText(duty.closesOn, telling)
    const what = whatWasNeeded(missingOf(data['parts']), telling)
    return isNeverLate
      ? messageText(words.wasDue, { due, what }, lang)
      : messageText(words.closed, { due, closes, what }, lang)
  }
  const what = whatCloses(missingOf(data['parts']), telling)
  if (duty.status === 'in_grace') return messageText(words.toClose.in_grace, { due, what }, lang)
  if (duty.status === 'overdue') return messageText(words.toClose.overdue, { due, what }, lang)
  return messageText(words.toClose.open, { what }, lang)
}

function missingOf(parts: Json | undefined): readonly Missing[] {
  return Array.isArray(parts) ? (parts as readonly Missing[]) : []
}

function whatCloses(missing: readonly Missing[], telling: Telling): string {
  const { duty } = telling
  const [only] = missing
  if (duty.parts.length > 1 || !only) return missing.map((part) => partText(part, telling)).join('; ')
  const what = recordsClosing(only.evidence, telling)
  return messageText(dutyWordsOf(telling.lang).toClose.by, { what, until: untilText(telling) }, telling.lang)
}

/** The same of what is over: without a day, for none is left. */
function whatWasNeeded(missing: readonly Missing[], telling: Telling): string {
  const { duty } = telling
  const [only] = missing
  if (duty.parts.length > 1 || !only) return missing.map(({ part }) => partTitle(part, telling)).join('; ')
  return recordsClosing(only.evidence, telling)
}

/** The day until which it still helps: the due day, the end of the grace, the last day for the late. */
function untilText(telling: Telling): string {
  const { duty } = telling
  if (duty.status === 'in_grace') return dayText(duty.graceUntil, telling)
  return dayText(duty.status === 'overdue' ? duty.closesOn : duty.dueOn, telling)
}

/** Where the text leaves the forms open they are named, and any other will do; elsewhere the records that count. */
export function recordsClosing(kinds: readonly string[], telling: Telling): string {
  const { point, lang } = telling
  const words = dutyWordsOf(lang)
  if (point?.forms.open) {
    const forms = point.channels.map((form) => formText(form, telling))
    return orList([...forms, words.toClose.otherForm], lang)
  }
  const message = kinds.length > 1 ? words.toClose.oneOf : words.toClose.record
  return messageText(message, { list: recordsText(kinds, telling) }, lang)
}

/** A part by its own title and term: «Связаться с директором» – до 7 сентября, 10:15. */
function partText({ part, dueOn }: Missing, telling: Telling): string {
  const { duty, lang, catalogue } = telling
  const title = partTitle(part, telling)
  const own = duty.parts.find(({ id }) => id === part)
  const isAhead = duty.status === 'open' || duty.status === 'due_soon'
  const day = isAhead ? dayText(dueOn, telling) : untilText(telling)
  const until = isAhead && own?.dueAt !== undefined ? `${day}, ${hourText(own.dueAt, catalogue.timeZone)}` : day
  return messageText(dutyWordsOf(lang).toClose.part, { title, until }, lang)
}

function partTitle(part: string, { duty, lang }: Telling): string {
  return quoted(duty.spec.components?.find(({ id }) => id === part)?.title[lang] ?? part, lang)
}
