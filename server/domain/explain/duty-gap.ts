import type { Reason } from '../duties/duty.ts'
import { recordsClosing } from './duty-close.ts'
import { dayText, type Telling } from './duty-say.ts'
import { dutyWordsOf } from './duty-words.ts'
import { messageText } from './message.ts'

/** «Последний раз – 3 ноября, с тех пор 18 дней без каникул, предел – 14. Чтобы закрыть: …» */
export function gapText({ data }: Reason, telling: Telling): string {
  const { duty, lang } = telling
  const words = dutyWordsOf(lang)
  if (duty.status === 'no_data') {
    const on = dayText(duty.gap?.noDataFrom ?? duty.dueOn, telling)
    const why = messageText(words.noData.beyond_calendar, { on, from: '' }, lang)
    return messageText(words.reasons.no_data, { why }, lang)
  }
  if (duty.status === 'upcoming')
    return messageText(
      words.begins,
      { opens: dayText(duty.window.from, telling), due: dayText(duty.dueOn, telling) },
      lang,
    )
  const { age, days, sinceOn } = data
  const values = {
    age: Math.max(0, typeof age === 'number' ? age : 0),
    limit: typeof days === 'number' ? days : 0,
    since: typeof sinceOn === 'number' ? dayText(sinceOn, telling) : '',
  }
  const message = duty.evidenceIds.length === 0 ? words.gap.never : words.reasons.gap
  return [messageText(message, values, lang), ...ahead(telling)].join(' ')
}

function ahead(telling: Telling): string[] {
  const { duty, asOf, lang } = telling
  const { gap } = dutyWordsOf(lang)
  if (duty.status === 'waived') return [gap.waived]
  if (asOf > duty.window.to) return [gap.over]
  const due = dayText(duty.dueOn, telling)
  if (duty.status !== 'in_grace' && duty.status !== 'overdue') return [messageText(gap.next, { due }, lang)]
  const what = recordsClosing(duty.spec.stopsOn ?? duty.spec.evidence ?? [], telling)
  return [messageText(gap.needed, { due, what }, lang)]
}
