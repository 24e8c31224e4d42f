import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Channel } from '../../domain/formats/catalogue.ts'
import type { Call } from '../../http/call.ts'
import { Refusal } from '../../refusal.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { listAnswers } from '../queries.ts'
import { keepAnswer } from './show.ts'

const key = 'channels'

/** Ids of the channels that a school uses; where it never said, all that its families' data may go through or be named in. */
export async function usedChannels(trx: Trx, schoolId: number, all: readonly Channel[]): Promise<ReadonlySet<string>> {
  const said = (await listAnswers(trx, schoolId, [key])).at(-1)?.value
  return new Set(Array.isArray(said) ? (said as string[]) : all.filter(isLawful).map(({ id }) => id))
}

const isLawful = ({ personalData }: Channel): boolean => personalData !== 'forbidden'

/** The catalogue of channels with what the law says of each, the days it holds, and whether the school uses it. */
export async function showChannels(trx: Trx, call: Call) {
  const { who, on, isPast, room } = call
  const { channels, points } = await rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
  const used = await usedChannels(trx, who.schoolId, channels)
  return {
    canChange: !isPast && access(who, 'settings', 'write') !== undefined,
    channels: channels.map(({ id, title, form, personalData, legality, from, until }) => ({
      id,
      title,
      form,
      personalData,
      legality,
      from: from ?? null,
      until: until ?? null,
      isUsed: used.has(id),
      points: points.filter((point) => point.channels.includes(id)).map((point) => point.id),
    })),
  }
}

/** Keeps which channels the school uses. A channel closed to personal data of families is not among them. */
export async function chooseChannels(trx: Trx, call: Call, used: readonly string[]): Promise<{ isChanged: boolean }> {
  const { channels } = await rulesInForce(trx, call.who.schoolId, isoOf(call.today), call.room.rules.current())
  for (const id of used) {
    const channel = channels.find((each) => each.id === id)
    if (!channel) throw unknownChannel(id)
    if (!isLawful(channel)) throw forbiddenChannel(channel)
  }
  const ordered = channels.map(({ id }) => id).filter((id) => used.includes(id))
  return keepAnswer(
    trx,
    call,
    key,
    ordered,
    channels.filter(isLawful).map(({ id }) => id),
  )
}

const unknownChannel = (id: string): Refusal =>
  new Refusal(
    'unknown-channel',
    { ru: `Канала «${id}» в каталоге нет.`, en: `The catalogue has no channel "${id}".` },
    { status: 400 },
  )
const forbiddenChannel = ({ title, legality }: Channel): Refusal =>
  new Refusal('forbidden-channel', {
    ru: `«${title.ru}» использовать нельзя: ${legality.ru}.`,
    en: `"${title.en}" may not be used: ${legality.en}.`,
  })
