import { inSchoolReadOnly } from '../../database/school.ts'
import { type Day, dayOf, isoOf } from '../../domain/day.ts'
import { countLooked } from '../../facts/facts.ts'
import { listFlagsAfter } from '../../flags/keeping/evaluate.ts'
import { findLastRun, findLastRunDay, listOpenFlags, type OpenFlag } from '../../flags/queries.ts'
import { Refusal } from '../../refusal.ts'
import { listClasses } from '../../roster/queries.ts'
import { usage } from '../arguments.ts'
import { command } from '../command.ts'
import { type FlagLine, type FlagsAnswer, flagLines, flagsShape, type SignalRow } from '../flag-lines.ts'

export const flagsCommand = command<FlagsAnswer>({
  name: 'flags',
  summary: { ru: 'Открытые сигналы', en: 'Open flags' },
  positionals: [],
  options: {
    class: { type: 'string', hint: '7Б', words: { ru: 'только этот класс', en: 'this class only' } },
    level: { type: 'string', hint: 'N', words: { ru: 'уровень не ниже', en: 'level at least' } },
    rule: { type: 'string', hint: 'ATT-02', words: { ru: 'только это правило', en: 'this rule only' } },
    all: { type: 'boolean', words: { ru: 'вместе со скрытыми и собранными', en: 'with those hidden or gathered' } },
  },
  needs: 'school',
  shape: flagsShape,
  run: async ({ db, school, asOf, options }) =>
    inSchoolReadOnly(db, school.id, async (trx) => {
      const run = await findLastRun(trx, school.id, isoOf(asOf))
      if (!run) throw notEvaluated(isoOf(asOf), await findLastRunDay(trx, school.id))
      const isLast = dayOf(run.as_of) === (await findLastRunDay(trx, school.id))
      const all = isLast ? await listOpenFlags(trx, school.id) : await listFlagsAfter(trx, school.id, run)
      const classes = (await listClasses(trx, school.id)).map(({ name }) => name)
      const wanted = filterOf(options, classes, Object.keys(run.counts as object))
      const sizes = await countLooked(trx, school.id, run.id)
      return { code: 0, answer: answerOf(run.as_of, all.filter(wanted), sizes, options['all'] === true) }
    }),
  print: flagLines,
})

function notEvaluated(asOf: string, last: Day | undefined): Refusal {
  if (last !== undefined)
    return new Refusal('not-evaluated', {
      ru: `На ${asOf} и раньше школу по правилам не проверяли: что было видно тогда, неизвестно`,
      en: `The school was not evaluated on ${asOf} or before: what could be seen then is not known`,
    })
  return new Refusal('not-evaluated', {
    ru: 'Школу ещё не проверяли по правилам. Выполните: reglament evaluate',
    en: 'The school has not been evaluated yet. Run: reglament evaluate',
  })
}

type Given = Record<string, string | boolean | undefined>

/** Which flags the call asks for. A class or a rule that is not there is refused: an empty list would look like calm. */
function filterOf(options: Given, classes: readonly string[], rules: readonly string[]): (flag: OpenFlag) => boolean {
  const className = namedOf(options['class'], classes, 'noSuchClass')
  const ruleId = namedOf(options['rule'], rules, 'noSuchRule')
  const minLevel = levelOf(options['level'])
  return (flag) =>
    (className === undefined || flag.className === className) &&
    (ruleId === undefined || flag.ruleId === ruleId) &&
    flag.level >= minLevel
}

/** The name as it is kept, whatever the case and the spaces: «7 б» is «7Б». */
function namedOf(value: Given[string], names: readonly string[], refusal: 'noSuchClass' | 'noSuchRule') {
  if (typeof value !== 'string') return undefined
  const plain = (name: string) => name.replaceAll(/\s/g, '').toLocaleUpperCase('ru')
  const found = names.find((name) => plain(name) === plain(value))
  if (found === undefined) throw usage((words) => words[refusal](value))
  return found
}

function levelOf(value: Given[string]): number {
  if (typeof value !== 'string') return 0
  if (!/^[0-4]$/.test(value)) throw usage((words) => words.badLevel(value))
  return Number(value)
}

function hiddenBy(flag: OpenFlag): string | null {
  return flag.suppressedBy ?? flag.groupedUnder
}

function answerOf(asOf: string, found: OpenFlag[], sizes: ReadonlyMap<number, number>, isWhole: boolean): FlagsAnswer {
  const flags = found.filter((flag) => isWhole || hiddenBy(flag) === null)
  const levels: Record<string, number> = {}
  for (const { level } of flags) levels[level] = (levels[level] ?? 0) + 1
  const students = new Set(
    flags.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'student' ? [subjectId] : [])),
  )
  return { asOf, students: students.size, levels, flags: flags.map(rowOf), signals: signalsOf(found, sizes) }
}

function signalsOf(flags: readonly OpenFlag[], sizes: ReadonlyMap<number, number>): SignalRow[] {
  const gathered = flags.filter(({ groupedUnder }) => groupedUnder?.startsWith('share:'))
  return [...Map.groupBy(gathered, ({ classId, ruleId }) => `${classId}|${ruleId}`).values()].flatMap((members) => {
    const [first] = members
    if (!first) return []
    return {
      class: first.className,
      rule: first.ruleId,
      title: (first.explanation as { title: SignalRow['title'] }).title,
      level: Math.max(...members.map(({ level }) => level)),
      pupils: members.length,
      size: sizes.get(first.classId) ?? members.length,
      since: members.map(({ openedOn }) => openedOn).toSorted()[0] ?? first.openedOn,
    }
  })
}

function rowOf(flag: OpenFlag): FlagLine {
  const { text, advice, points } = flag.explanation as {
    text: FlagLine['text']
    advice: FlagLine['advice']
    points: string[]
  }
  return {
    class: flag.className,
    student: flag.studentName,
    studentId: flag.subjectKind === 'student' ? flag.subjectId : null,
    rule: flag.ruleId,
    level: flag.level,
    text,
    points,
    since: flag.openedOn,
    advice,
    revision: flag.revision,
    hidden: hiddenBy(flag),
  }
}
