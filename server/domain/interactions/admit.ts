import { type Day, dayOf, isoOf } from '../day.ts'
import type { Channel } from '../formats/catalogue.ts'
import type { RegulationPoint } from '../formats/regulation.ts'

/** What a person says they did, as far as it decides whether it is taken. */
export type Entry = {
  readonly form: string
  readonly evidence: readonly string[]
  readonly points: readonly string[]
  readonly occurredOn: Day
  readonly occurredAt?: Date | undefined
  readonly hasPupils: boolean
  readonly backdateReason?: string | undefined
}
export type Said = { readonly ru: string; readonly en: string }
export type Problem = Said & { readonly code: string; readonly status: number }
export type Admission = {
  readonly points: readonly RegulationPoint[]
  readonly channels: readonly Channel[]
  readonly today: Day
  readonly now: Date
  /** Whether the person may confirm what is older than a month: the deputy head or the principal. */
  readonly mayConfirm: boolean
}

/** Days after which a record needs a reason, and after which the deputy head's hand. */
export const backdating = { reasonAfter: 7, confirmAfter: 30 } as const

/** Points that an entry may serve: those of its kinds of evidence, narrowed to the points named. */
export function pointsServed(
  { evidence, points: named }: Pick<Entry, 'evidence' | 'points'>,
  points: readonly RegulationPoint[],
): RegulationPoint[] {
  return points.filter(
    (point) =>
      (named.length === 0 || named.includes(point.id)) && point.evidence.some(({ id }) => evidence.includes(id)),
  )
}

/** Whether a channel is in use on a day. */
export function isInUse({ from, until }: Pick<Channel, 'from' | 'until'>, day: Day): boolean {
  const iso = isoOf(day)
  return (from === undefined || iso >= from) && (until === undefined || iso <= until)
}

/** Why an entry is not taken; undefined where it is. */
export function problemOf(entry: Entry, admission: Admission): Problem | undefined {
  return problemOfContent(entry, admission) ?? problemOfDay(entry, admission)
}

function problemOfContent(
  { form, evidence, points: named }: Entry,
  { points, channels }: Admission,
): Problem | undefined {
  if (!channels.some(({ id }) => id === form))
    return bad('unknown-form', `Формы «${form}» нет в справочнике каналов.`, `There is no form "${form}".`)
  const kinds = new Set(points.flatMap((point) => point.evidence.map(({ id }) => id)))
  const unknown = evidence.find((kind) => !kinds.has(kind))
  if (unknown !== undefined || evidence.length === 0)
    return bad(
      'unknown-evidence',
      `Укажите, что это было: вид записи «${unknown ?? ''}» регламент не знает.`,
      `Say what it was: the regulation knows no kind of record "${unknown ?? ''}".`,
    )
  const served = pointsServed({ evidence, points: named }, points)
  const idle = named.find((id) => !served.some((point) => point.id === id))
  if (idle === undefined) return undefined
  return bad(
    'point-not-served',
    `Пункт ${idle} такой записью не подтвердить: выберите подходящий вид записи или снимите пункт.`,
    `Point ${idle} is not served by such a record: choose a fitting kind or take the point away.`,
  )
}

function problemOfDay({ occurredOn, occurredAt, backdateReason }: Entry, at: Admission): Problem | undefined {
  if (occurredOn > at.today || (occurredAt !== undefined && occurredAt > at.now))
    return bad(
      'future',
      'Этот день или час ещё не наступил. Запишите, когда событие состоится.',
      'That day or hour is yet to come. Log it once it has happened.',
    )
  const age = at.today - occurredOn
  if (age > backdating.confirmAfter && !at.mayConfirm)
    return {
      code: 'needs-deputy',
      status: 403,
      ru: `Прошло ${age} дн.: запись старше ${backdating.confirmAfter} дней вносит заместитель директора. Сообщите ему день, форму и итог.`,
      en: `It was ${age} days ago: what is older than ${backdating.confirmAfter} days is logged by the deputy head.`,
    }
  if (age > backdating.reasonAfter && (backdateReason ?? '').trim() === '')
    return bad(
      'needs-reason',
      `Прошло ${age} дн.: напишите, почему запись вносится позже недели. Она будет помечена.`,
      `It was ${age} days ago: say why it is logged later than a week. It will be marked.`,
    )
  return undefined
}

function bad(code: string, ru: string, en: string): Problem {
  return { code, status: 422, ru, en }
}

/** What a person should know of an entry that is taken all the same. */
export function warningsOf(entry: Entry, { points, channels }: Admission): Said[] {
  const channel = channels.find(({ id }) => id === entry.form)
  if (!channel) return []
  const { title, legality } = channel
  const outside = pointsServed(entry, points).filter((point) => !point.channels.includes(channel.id))
  return [
    ...(outside.length > 0
      ? [
          {
            ru: `Форма «${title.ru}» не названа в тексте: ${outside.map(({ id }) => `п. ${id}`).join(', ')}. Запись засчитана и помечена.`,
            en: `The form "${title.en}" is not named in the text of ${outside.map(({ id }) => id).join(', ')}. The record counts and is marked.`,
          },
        ]
      : []),
    ...(channel.personalData === 'forbidden' || !isInUse(channel, entry.occurredOn)
      ? [{ ru: `${title.ru}: ${legality.ru}.`, en: `${title.en}: ${legality.en}.` }]
      : []),
    ...(channel.personalData === 'nameless' && entry.hasPupils
      ? [
          {
            ru: `${title.ru}: имена и обстоятельства семьи туда не пишут. ${legality.ru}.`,
            en: `${title.en}: no names and no family circumstances there. ${legality.en}.`,
          },
        ]
      : []),
  ]
}

/** Whether a record was made so long after the event that it is marked. Both are days. */
export function isBackdated(occurredOn: string, recordedOn: Day): boolean {
  return recordedOn - dayOf(occurredOn) > backdating.reasonAfter
}
