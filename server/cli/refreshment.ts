import { Type } from 'typebox'
import {
  type DoneInForce,
  type Refreshment,
  refreshInForce as refreshByRules,
  refreshSchool as refreshChanged,
} from '../daily/daily.ts'
import type { Refreshed } from '../refresh.ts'
import type { Lang, SchoolContext } from './command.ts'
import { rulesOf } from './library.ts'
import { dayText } from './words/format.ts'

export type { Refreshment } from '../daily/daily.ts'

type Text = { ru: string; en: string }

export const refreshShape = Type.Union(
  [
    Type.Object({
      asOf: Type.String(),
      flags: Type.Object({ raised: Type.Integer(), cleared: Type.Integer(), open: Type.Integer() }),
      duties: Type.Integer({ description: 'изменилось обязательств. Duties that changed' }),
      held: Type.Integer({ description: 'причин, по которым новые правила ждут. Reasons why new rules wait' }),
      refusedRules: Type.Union([Type.Object({ ru: Type.String(), en: Type.String() }), Type.Null()], {
        description:
          'почему файлы правил не взяты: действуют прежние. Why the files are refused: the former rules stand',
      }),
    }),
    Type.Object({ asOf: Type.String(), refused: Type.Object({ ru: Type.String(), en: Type.String() }) }),
  ],
  { description: 'сигналы и обязательства после этого. Flags and duties after it' },
)

/** The main path of the call's school after a change that is stored already. */
export function refreshSchool(context: SchoolContext): Promise<Refreshment> {
  const { db, school, asOf, io } = context
  return refreshChanged({ db, school, asOf, now: io.now, readRules: () => rulesOf(context) })
}

/** The main path of the call's school by its rule files, or by the edition in force where those are refused. */
export function refreshInForce(context: SchoolContext): Promise<DoneInForce<Refreshed>> {
  const { db, school, asOf, knownAt } = context
  return refreshByRules({ db, school, asOf, knownAt, readRules: () => rulesOf(context) })
}

/** Said where the files are refused and the former rules judged. */
export function refusedLines(refusedRules: Text | null, lang: Lang): string[] {
  if (refusedRules === null) return []
  return [`! ${refusedRules[lang]}`, lang === 'ru' ? 'Действуют прежние правила.' : 'The former rules stand.']
}

export function refreshLines(done: Refreshment, lang: Lang): string[] {
  const ru = lang === 'ru'
  const on = dayText(done.asOf, lang)
  if ('refused' in done)
    return [ru ? 'Сигналы и обязательства не пересчитаны.' : 'Flags and duties were not evaluated.', done.refused[lang]]
  const { flags, duties, held, refusedRules } = done
  const wait = ru
    ? 'Новые правила ждут решения: reglament rules accept --reason "…"'
    : 'The new rules wait for a decision: reglament rules accept --reason "…"'
  return [
    ru
      ? `На ${on}: сигналов открыто ${flags.open}, новых ${flags.raised}, снято ${flags.cleared}. Обязательств изменилось: ${duties}.`
      : `As of ${on}: ${flags.open} flags open, ${flags.raised} new, ${flags.cleared} cleared. Duties changed: ${duties}.`,
    ...(held > 0 ? [wait] : []),
    ...refusedLines(refusedRules, lang),
  ]
}
