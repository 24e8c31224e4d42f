import type { Json, Reason, ReasonCode } from '../duties/duty.ts'
import type { WhyNot } from '../duties/qualify.ts'
import { toCloseText } from './duty-close.ts'
import { gapText } from './duty-gap.ts'
import { dayText, formText, quoted, type Telling } from './duty-say.ts'
import { dutyWordsOf, type ExcludedWhy, type NoDataWhy } from './duty-words.ts'
import { type MessageValues, messageText } from './message.ts'

type Say = (reasons: readonly [Reason, ...Reason[]], telling: Telling) => string

/** How each code is said; reasons of one code that follow one another come together. */
const sayings: Readonly<Record<ReasonCode, Say>> = {
  no_data: ([reason], telling) => because(reason, telling, noDataText(reason, telling)),
  excluded: ([reason], telling) => because(reason, telling, excludedText(reason, telling)),
  waived: ([{ code, data }], telling) => plain(code, { why: coded('waivers', data['reasonCode'], telling) }, telling),
  counted: ([{ code, data }], telling) => plain(code, numbersOf(data), telling),
  in_grace_hit: ([{ code, data }], telling) => plain(code, { due: dayOf(data['dueOn'], telling) }, telling),
  late: ([reason], telling) => lateText(reason, telling),
  not_counted: notCountedText,
  to_close: ([reason], telling) => toCloseText(reason, telling),
  blocked: ([{ code, data }], telling) => {
    const why = coded('blocks', data['reasonCode'], telling)
    return plain(code, { from: dayOf(data['fromOn'], telling), until: dayOf(data['untilOn'], telling), why }, telling)
  },
  coverage: ([{ code, data }], telling) => plain(code, numbersOf(data), telling),
  parts: ([{ code, data }], telling) => plain(code, numbersOf(data), telling),
  form_outside_list: (reasons, telling) =>
    [...new Set(reasons.map(({ data }) => text(data['form'])))]
      .map((form) => plain('form_outside_list', { form: quoted(formTitle(form, telling), telling.lang) }, telling))
      .join(' '),
  too_close: ([{ code, data }], telling) =>
    plain(code, { ...numbersOf(data), before: dayOf(data['beforeOn'], telling) }, telling),
  gap: ([reason], telling) => gapText(reason, telling),
}

/** Reasons of one code in words. */
export function reasonText(reasons: readonly [Reason, ...Reason[]], telling: Telling): string {
  return sayings[reasons[0].code](reasons, telling)
}

function plain(code: ReasonCode, values: MessageValues, { lang }: Telling): string {
  return messageText(dutyWordsOf(lang).reasons[code], values, lang)
}

function because({ code }: Reason, telling: Telling, why: string): string {
  return plain(code, { why }, telling)
}

function lateText({ code, data }: Reason, telling: Telling): string {
  const due = dayOf(data['dueOn'], telling)
  if (data['dueOn'] === data['graceUntilOn']) return messageText(dutyWordsOf(telling.lang).late, { due }, telling.lang)
  return plain(code, { due, grace: dayOf(data['graceUntilOn'], telling) }, telling)
}

function noDataText({ data }: Reason, telling: Telling): string {
  const why = text(data['why']) as NoDataWhy
  const { lang } = telling
  const values = { from: dayOf(data['trackingFromOn'], telling), on: dayOf(data['dueOn'], telling) }
  return messageText(dutyWordsOf(lang).noData[why] ?? text(data['why']), values, lang)
}

function excludedText({ data }: Reason, telling: Telling): string {
  const { point, lang } = telling
  const words = dutyWordsOf(lang)
  const why = text(data['why'])
  const on = dayOf(data['leftOn'] ?? data['closedOn'], telling)
  const own = Object.hasOwn(words.excluded, why) ? words.excluded[why as ExcludedWhy] : undefined
  if (own !== undefined) return messageText(own, { on, ...numbersOf(data) }, lang)
  const title = point?.notApplicable.find(({ code }) => code === why)?.title[lang] ?? why
  const lower = title.replace(/^\p{Lu}/u, (start) => start.toLowerCase())
  return messageText(words.excludedByCode, { why: lower, on }, lang)
}

/** «Не засчитано: вебинар 3 декабря (уже следующее окно); встреча 14 октября (о другом ученике).» */
function notCountedText(reasons: readonly [Reason, ...Reason[]], telling: Telling): string {
  const { lang } = telling
  const words = dutyWordsOf(lang)
  const list = reasons.map(({ code, data }) => {
    const what = formText(text(data['form']), telling)
    const why = whyNotText(text(data['why']) as WhyNot, telling)
    return plain(code, { what, on: dayOf(data['occurredOn'], telling), why }, telling)
  })
  return messageText(words.notCounted, { list: list.join('; ') }, lang)
}

/** Evidence taken by another duty of the norm: of windows it matters which, of occasions and weeks only that. */
function whyNotText(why: WhyNot, { duty, lang }: Telling): string {
  const { whyNot, servesOther } = dutyWordsOf(lang)
  const { kind } = duty.spec
  const isTaken = why === 'next_window' || why === 'previous_window'
  return isTaken && (kind === 'deadline' || kind === 'whileOpen') ? servesOther[kind] : (whyNot[why] ?? why)
}

/** What a code says in the product's words; a code of the school's own stands as it is. */
function coded(kind: 'waivers' | 'blocks', code: Json | undefined, { lang }: Telling): string {
  return dutyWordsOf(lang)[kind][text(code)] ?? quoted(text(code), lang)
}

function formTitle(form: string, { catalogue, lang }: Telling): string {
  return catalogue.channels.get(form)?.[lang] ?? form
}

function dayOf(value: Json | undefined, telling: Telling): string {
  return typeof value === 'number' ? dayText(value, telling) : ''
}

function numbersOf(data: Reason['data']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
