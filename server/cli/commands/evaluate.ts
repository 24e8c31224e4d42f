import { Type } from 'typebox'
import { inSchoolReadOnly } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import type { RuleCounts } from '../../domain/evaluation.ts'
import { evaluateSchool } from '../../flags/keeping/evaluate.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { common } from '../arguments.ts'
import { command, type Lang, type SchoolContext } from '../command.ts'
import { rulesOf } from '../library.ts'
import { refreshInForce, refusedLines } from '../refreshment.ts'
import { tableLines } from '../table.ts'
import { dayText } from '../words/format.ts'

type Source = { source: string; dataOn: string; ageDays: number; state: string }
type Answer = {
  asOf: string
  isStored: boolean
  isChanged: boolean
  rules: ({ rule: string; title: { ru: string; en: string } } & RuleCounts)[]
  sources: Source[]
  flags: { raised: number; cleared: number; open: number } | null
  duties: { judged: number; written: number; flips: number } | null
  held: { rule: string; ru: string; en: string }[]
  refusedRules: { ru: string; en: string } | null
}

const Text = Type.Object({ ru: Type.String(), en: Type.String() })
const orNull = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()])

export const evaluateCommand = command<Answer>({
  name: 'evaluate',
  summary: {
    ru: 'Проверить школу по правилам: сигналы и обязательства',
    en: 'Evaluate the school by the rules: flags and duties',
  },
  positionals: [],
  options: { rules: { type: 'string', hint: 'DIR', words: common('rules') } },
  needs: 'school',
  shape: Type.Object({
    asOf: Type.String(),
    isStored: Type.Boolean({ description: 'false с ключом --rules: ничего не сохранено. false with --rules' }),
    isChanged: Type.Boolean({ description: 'есть ли новое со времени прошлой проверки. Whether anything is new' }),
    rules: Type.Array(
      Type.Object({
        rule: Type.String(),
        title: Text,
        flagged: Type.Integer(),
        notFlagged: Type.Integer(),
        unknown: Type.Integer(),
        exempt: Type.Integer(),
        levels: Type.Record(Type.String(), Type.Integer()),
      }),
    ),
    sources: Type.Array(
      Type.Object({ source: Type.String(), dataOn: Type.String(), ageDays: Type.Integer(), state: Type.String() }),
    ),
    flags: orNull(Type.Object({ raised: Type.Integer(), cleared: Type.Integer(), open: Type.Integer() })),
    duties: orNull(Type.Object({ judged: Type.Integer(), written: Type.Integer(), flips: Type.Integer() })),
    held: Type.Array(Type.Object({ rule: Type.String(), ru: Type.String(), en: Type.String() }), {
      description: 'почему новые правила ждут решения. Why new rules wait for a decision',
    }),
    refusedRules: orNull(Text),
  }),
  run: async (context) => {
    const answer = context.options['rules'] === undefined ? await stored(context) : await tried(context)
    return { code: answer.refusedRules === null ? 0 : 1, answer }
  },
  print,
})

async function stored(context: SchoolContext): Promise<Answer> {
  const { done, refusedRules } = await refreshInForce(context)
  const { raised, cleared, open } = done.flags
  const { judged, written, flips } = done.duties
  return {
    ...answerOf(context, done),
    isStored: true,
    isChanged: done.isChanged || written > 0,
    flags: { raised, cleared, open },
    duties: { judged: judged.length, written, flips },
    held: [...done.heldBecause],
    refusedRules,
  }
}

/** The same evaluation by other rules, which leaves nothing behind. */
async function tried(context: SchoolContext): Promise<Answer> {
  const { db, school, asOf, knownAt } = context
  const ruleSet = await rulesOf(context)
  return inSchoolReadOnly(db, school.id, async (trx) => {
    const calendars = await loadCalendars(trx, school.id, libraryOf(ruleSet))
    const evaluation = await evaluateSchool(trx, { school, ruleSet, asOf, knownAt }, calendars)
    return {
      ...answerOf(context, { evaluation }),
      isStored: false,
      isChanged: false,
      flags: null,
      duties: null,
      held: [],
      refusedRules: null,
    }
  })
}

function answerOf({ asOf }: SchoolContext, { evaluation }: { evaluation: Awaited<ReturnType<typeof evaluateSchool>> }) {
  const { facts, rules, counts } = evaluation
  const none: RuleCounts = { flagged: 0, notFlagged: 0, unknown: 0, exempt: 0, levels: {} }
  return {
    asOf: isoOf(asOf),
    rules: rules.map(({ rule }) => ({ rule: rule.id, title: rule.title, ...(counts[rule.id] ?? none) })),
    sources: Object.entries(facts.freshness).map(([source, { dataOn, ageDays, state }]) => ({
      source,
      dataOn: isoOf(dataOn),
      ageDays,
      state,
    })),
  }
}

function print(answer: Answer, lang: Lang): string[] {
  const rows = answer.rules.map(({ rule, title, flagged, unknown, exempt }) => [
    rule,
    title[lang],
    String(flagged),
    String(unknown),
    String(exempt),
  ])
  const header =
    lang === 'ru'
      ? ['Правило', 'О чём', 'Сработало', 'Не оценено', 'Исключено']
      : ['Rule', 'About', 'Holds', 'Unknown', 'Exempt']
  return [...tableLines(header, rows), '', ...sourceLines(answer, lang), ...totalLines(answer, lang)]
}

function sourceLines({ sources }: Answer, lang: Lang): string[] {
  const old = sources.filter(({ state }) => state !== 'fresh')
  return old.map(({ source, dataOn, state }) =>
    lang === 'ru'
      ? `Данные «${source}» – на ${dayText(dataOn, lang)}: ${state === 'stale' ? 'устарели, правила по ним не судят' : 'старше недели'}.`
      : `Data "${source}" are of ${dayText(dataOn, lang)}: ${state === 'stale' ? 'stale, rules do not judge by them' : 'over a week old'}.`,
  )
}

function totalLines({ asOf, flags, duties, held, isChanged, refusedRules }: Answer, lang: Lang): string[] {
  const ru = lang === 'ru'
  if (!flags || !duties)
    return [
      ru ? `На ${dayText(asOf, lang)}. Ничего не сохранено.` : `As of ${dayText(asOf, lang)}. Nothing was stored.`,
    ]
  const waiting = held.map((reason) => `! ${reason[lang]}`)
  const ask = ru
    ? 'Новые правила ждут решения: reglament rules accept --reason "…"'
    : 'The new rules wait for a decision: reglament rules accept --reason "…"'
  const total = ru
    ? `На ${dayText(asOf, lang)}: сигналов открыто ${flags.open}, новых ${flags.raised}, снято ${flags.cleared}. Обязательств ${duties.judged}, изменилось ${duties.written}.`
    : `As of ${dayText(asOf, lang)}: ${flags.open} flags open, ${flags.raised} new, ${flags.cleared} cleared. ${duties.judged} duties, ${duties.written} changed.`
  return [
    ...refusedLines(refusedRules, lang),
    ...(waiting.length > 0 ? [...waiting, ask] : []),
    total,
    ...(isChanged ? [] : [ru ? 'Нового нет.' : 'Nothing is new.']),
  ]
}
