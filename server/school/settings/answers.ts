import type { Trx } from '../../database/database.ts'
import type { Dated } from '../../domain/duties/answers.ts'
import { zoneClock } from '../../domain/duties/zone.ts'
import { findSetting, type RequestTerm, requestTerms } from '../../domain/settings/catalogue.ts'
import { type AnswerRow, listAnswers } from '../queries.ts'

/** The category of families for which a plan is asked only where the school says so. */
export const hardship = 'tzhs'

/** Answers that the judge goes by, each from the day it was given on. */
export type Answers = {
  readonly requestTerm: readonly Dated<RequestTerm>[]
  readonly planForTzs: readonly Dated<boolean>[]
}

export async function loadAnswers(trx: Trx, schoolId: number, timeZone: string): Promise<Answers> {
  const rows = await listAnswers(trx, schoolId, ['requestTerm', 'planForTzs'])
  const dated = (key: string) =>
    byDay(
      rows.filter((row) => row.key === key),
      timeZone,
    )
  return {
    requestTerm: dated('requestTerm').filter((it): it is Dated<RequestTerm> =>
      requestTerms.includes(it.value as RequestTerm),
    ),
    planForTzs: dated('planForTzs').filter((it): it is Dated<boolean> => typeof it.value === 'boolean'),
  }
}

/** The last answer of each day, in order. */
function byDay(rows: readonly AnswerRow[], timeZone: string): Dated<unknown>[] {
  const zone = zoneClock(timeZone)
  return [...new Map(rows.map((row) => [zone.dayOf(Date.parse(row.setAt)), row.value]))].map(([fromOn, value]) => ({
    fromOn,
    value,
  }))
}

/** The answer in force, or what holds until one is given. Throws RangeError for a key that is no question. */
export async function answerTo(trx: Trx, schoolId: number, key: string): Promise<unknown> {
  const rows = await listAnswers(trx, schoolId, [key])
  const setting = findSetting(key)
  if (!setting) throw new RangeError(`No such setting: ${key}`)
  return rows.at(-1)?.value ?? setting.fallback
}

/** Categories of families for which a plan is asked: those of the rule files, and hardship where the school says so. */
export async function planRequiredOf(trx: Trx, schoolId: number, files: readonly string[]): Promise<readonly string[]> {
  if (files.includes(hardship)) return files
  return (await answerTo(trx, schoolId, 'planForTzs')) === true ? [...files, hardship] : files
}
