import { Type } from 'typebox'
import { inSchool, inSchoolReadOnly } from '../database/school.ts'
import { isoOf } from '../domain/day.ts'
import { findLastRunDay } from '../flags/queries.ts'
import { type Refreshed, refresh } from '../refresh.ts'
import { Refusal, type Said } from '../refusal.ts'
import { type RuleSet, restoreRules } from '../rules/rules.ts'
import type { Lang, SchoolContext } from './command.ts'
import { rulesOf } from './library.ts'
import { findKnownAt } from './school.ts'
import { dayText } from './words/format.ts'

type Text = { ru: string; en: string }

/** What the main path made of data or rules that have just changed, or why it could not run. */
export type Refreshment =
  | {
      asOf: string
      flags: { raised: number; cleared: number; open: number }
      duties: number
      held: number
      refusedRules: Text | null
    }
  | { asOf: string; refused: Text }

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

/**
 * The main path after a change that is stored already. Flags are never folded backwards: where a later day has been
 * evaluated, that is the day. Where the path refuses (broken rules), the change stands and the refusal is told beside it.
 */
export async function refreshSchool(context: SchoolContext): Promise<Refreshment> {
  const { db, school } = context
  const last = await inSchoolReadOnly(db, school.id, (trx) => findLastRunDay(trx, school.id))
  const asOf = Math.max(context.asOf, last ?? context.asOf)
  try {
    // Anew: the change was stored after the call began.
    const knownAt = await findKnownAt(context, school, asOf)
    const { done, refusedRules } = await refreshInForce({ ...context, asOf, knownAt })
    const { raised, cleared, open } = done.flags
    const { written } = done.duties
    const held = done.heldBecause.length
    return { asOf: isoOf(asOf), flags: { raised, cleared, open }, duties: written, held, refusedRules }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { asOf: isoOf(asOf), refused: { ...error.said } }
  }
}

/** Refusals of the rule files themselves: the edition in force goes on judging while they are mended. */
const ofRules = new Set(['rules-broken', 'back-dated'])

/**
 * The main path by the rule files, or, where those are refused, by the edition in force as it was kept: a broken file stops
 * no day. Refuses where there is none yet.
 */
export async function refreshInForce(context: SchoolContext): Promise<{ done: Refreshed; refusedRules: Said | null }> {
  const { db, school, asOf, knownAt } = context
  const run = (ruleSet: RuleSet) => inSchool(db, school.id, (trx) => refresh(trx, { school, ruleSet, asOf, knownAt }))
  try {
    return { done: await run(await rulesOf(context)), refusedRules: null }
  } catch (error) {
    if (!(error instanceof Refusal) || !ofRules.has(error.code)) throw error
    const kept = await inSchoolReadOnly(db, school.id, (trx) => restoreRules(trx, school.id, isoOf(asOf))).catch(() => {
      throw error
    })
    return { done: await run(kept.ruleSet), refusedRules: { ...error.said } }
  }
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
