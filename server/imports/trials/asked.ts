import { type Day, isoOf, parseDay } from '../../domain/day.ts'
import { Refusal } from '../../refusal.ts'
import type { ImportOptions } from '../records/result.ts'

type Ground = {
  readonly today: Day
  readonly author: string
  readonly profiles: readonly string[]
  readonly rulesFolder: string
}

const whom = ['school', 'classes', 'students', 'nobody'] as const

/** What a form asks of a load. Refuses a profile that is not shipped: a path is none of a browser's business. */
export function optionsOf(fields: Readonly<Record<string, string>>, ground: Ground): ImportOptions {
  const profile = ground.profiles.find((id) => id === fields['profile'])
  if (profile === undefined) throw wrong('Выберите, откуда выгрузка.', 'Choose the system the export comes from.')
  const pupil = fields['pupil']?.trim().slice(0, 200)
  const exportedOn = dayOf(fields['exportedOn'], ground.today)
  const covers = coversOf(fields)
  return {
    profile,
    asOf: isoOf(ground.today),
    force: fields['force'] === 'true',
    closeMissing: fields['closeMissing'] === 'true',
    author: ground.author,
    rulesFolder: ground.rulesFolder,
    ...(pupil && { pupil }),
    ...(exportedOn !== undefined && { exportedOn }),
    ...(covers && { covers }),
  }
}

function coversOf(fields: Readonly<Record<string, string>>): ImportOptions['covers'] {
  const { covers = '', coversFrom, coversTo } = fields
  const who = whom.find((each) => each === covers)
  if (covers !== '' && who === undefined)
    throw wrong('Не понято, за кого отвечает выгрузка.', 'It is not clear whom the export answers for.')
  const from = dayOf(coversFrom)
  const to = dayOf(coversTo)
  if (from !== undefined && to !== undefined && from > to)
    throw wrong('Первый день выгрузки позже последнего.', 'The first day of the export is later than its last.')
  if (!who && !from && !to) return undefined
  return { ...(who && { who }), ...(from && { from }), ...(to && { to }) }
}

function dayOf(text: string | undefined, last?: Day): string | undefined {
  if (text === undefined || text === '') return undefined
  const day = parseDay(text)
  if (day === undefined || (last !== undefined && day > last))
    throw wrong(`День «${text}» ещё не наступил или записан неверно.`, `The day "${text}" is yet to come or malformed.`)
  return isoOf(day)
}

function wrong(ru: string, en: string): Refusal {
  return new Refusal('bad-request', { ru, en }, { status: 400 })
}
