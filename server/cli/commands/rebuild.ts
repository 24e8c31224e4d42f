import { Type } from 'typebox'
import { inSchool } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import { compareDuties, type DutyDifference, repairDuties } from '../../duties/duties.ts'
import { findLastRunDay } from '../../flags/queries.ts'
import { groundOf } from '../../overview/overview.ts'
import { compareFlags, type FlagReplay } from '../../rebuild.ts'
import { Refusal } from '../../refusal.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { command, type Lang, type SchoolContext } from '../command.ts'
import { rulesInForce } from '../library.ts'
import { wrapWords } from '../table.ts'
import { dayText } from '../words/format.ts'

type Answer = {
  asOf: string
  isWritten: boolean
  duties: { judged: number; differences: DutyDifference[] }
  flags: FlagReplay
}

const orNull = (description: string) => Type.Union([Type.String(), Type.Null()], { description })

export const rebuildCommand = command<Answer>({
  name: 'rebuild',
  summary: {
    ru: 'Пересчитать всё заново и сравнить с тем, что хранится',
    en: 'Compute everything anew and compare it with what is stored',
  },
  positionals: [],
  options: {
    write: {
      type: 'boolean',
      words: { ru: 'исправить хранимые обязательства', en: 'mend the stored duties' },
    },
  },
  needs: 'school',
  shape: Type.Object({
    asOf: Type.String({ description: 'день последней проверки. Day of the last evaluation' }),
    isWritten: Type.Boolean(),
    duties: Type.Object({
      judged: Type.Integer(),
      differences: Type.Array(
        Type.Object({
          dutyKey: Type.String(),
          kind: Type.String({ description: 'missing | extra | differs' }),
          columns: Type.Array(Type.String()),
          cached: orNull('хранимое состояние. The stored status'),
          judged: orNull('состояние по пересчёту. The status computed anew'),
        }),
      ),
    }),
    flags: Type.Object({
      runs: Type.Integer(),
      flags: Type.Integer(),
      skipped: Type.Integer({
        description: 'не сравнивались: исправленные записи или слово человека. Corrected records or a person’s word',
      }),
      differences: Type.Array(
        Type.Object({
          ruleId: Type.String(),
          subject: Type.String(),
          kept: orNull('что хранится. What is kept'),
          replayed: orNull('что даёт история. What history gives'),
        }),
      ),
      because: orNull('почему историю не повторить. Why history cannot be replayed'),
    }),
  }),
  run: async (context) => {
    const answer = await inSchool(context.db, context.school.id, (trx) => rebuilt(trx, context))
    const found = answer.duties.differences.length + answer.flags.differences.length
    return { code: found > 0 ? 1 : 0, answer }
  },
  print,
})

async function rebuilt(trx: Parameters<typeof compareDuties>[0], context: SchoolContext): Promise<Answer> {
  const { school, knownAt, options, progress } = context
  const asOf = await findLastRunDay(trx, school.id)
  if (asOf === undefined) throw notEvaluated
  const ruleSet = await rulesInForce(trx, { ...context, asOf })
  const ground = await groundOf(trx, context, ruleSet)
  const { judged, differences } = await compareDuties(trx, ground, asOf, knownAt)
  const isWritten = options['write'] === true && differences.length > 0
  if (isWritten) await repairDuties(trx, ground, asOf, knownAt, differences)
  const calendars = await loadCalendars(trx, school.id, libraryOf(ruleSet))
  const flags = await compareFlags(trx, school.id, calendars, (done, all) => progress(done, all, looking))
  return { asOf: isoOf(asOf), isWritten, duties: { judged, differences: [...differences] }, flags }
}

const looking = { ru: 'Повторяю историю', en: 'Replaying history' }
const notEvaluated = new Refusal('not-evaluated', {
  ru: 'Школу ещё не проверяли по правилам. Выполните: reglament evaluate',
  en: 'The school has not been evaluated yet. Run: reglament evaluate',
})
const shown = 20

function print({ asOf, isWritten, duties, flags }: Answer, lang: Lang): string[] {
  const ru = lang === 'ru'
  const { differences } = duties
  const dutyLines = differences.slice(0, shown).flatMap((each) => wrapWords(dutyText(each, lang), 100))
  const flagLines = flags.differences
    .slice(0, shown)
    .flatMap(({ ruleId, subject, kept, replayed }) => wrapWords(`✗ ${ruleId} ${subject}: ${kept} → ${replayed}`, 100))
  const wrote = ru ? 'Хранимые обязательства исправлены.' : 'The stored duties were mended.'
  return [
    ru
      ? `На ${dayText(asOf, lang)}. Обязательств пересчитано: ${duties.judged}, расхождений: ${differences.length}.`
      : `As of ${dayText(asOf, lang)}. Duties judged anew: ${duties.judged}, differences: ${differences.length}.`,
    ...dutyLines,
    ...(isWritten ? [wrote] : []),
    ...flagText(flags, lang),
    ...flagLines,
  ]
}

function dutyText({ dutyKey, kind, columns, cached, judged }: DutyDifference, lang: Lang): string {
  const ru = lang === 'ru'
  if (kind === 'missing') return ru ? `✗ ${dutyKey}: не хранится (${judged})` : `✗ ${dutyKey}: not stored (${judged})`
  if (kind === 'extra') return ru ? `✗ ${dutyKey}: лишнее (${cached})` : `✗ ${dutyKey}: not asked for (${cached})`
  return `✗ ${dutyKey}: ${cached} → ${judged} (${columns.join(', ')})`
}

function flagText({ runs, flags, skipped, differences, because }: FlagReplay, lang: Lang): string[] {
  const ru = lang === 'ru'
  if (because === 'rules_missing')
    return [
      ru ? 'Историю сигналов не повторить: нет прежних правил.' : 'Flags cannot be replayed: former rules are gone.',
    ]
  if (because === 'snapshot_missing')
    return [
      ru ? 'Историю сигналов не повторить: нет снимков показателей.' : 'Flags cannot be replayed: snapshots are gone.',
    ]
  return [
    ru
      ? `Проверок повторено: ${runs}, сигналов сравнено: ${flags}, расхождений: ${differences.length}, пропущено: ${skipped}.`
      : `Runs replayed: ${runs}, flags compared: ${flags}, differences: ${differences.length}, left out: ${skipped}.`,
  ]
}
