import { Type } from 'typebox'
import { migrate } from '../../database/migrate.ts'
import { inSchoolReadOnly } from '../../database/school.ts'
import { addDemoAccounts } from '../../demo/accounts.ts'
import { makeDemo } from '../../demo/demo.ts'
import { historyDays, liveThrough } from '../../demo/history.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import { countDuties } from '../../duties/queries/cache.ts'
import { findLastRun, listOpenFlags } from '../../flags/queries.ts'
import { Refusal } from '../../refusal.ts'
import { countStudents } from '../../roster/queries.ts'
import { listSchools, type SchoolRow } from '../../school/queries.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { common, usage } from '../arguments.ts'
import { command, type DatabaseContext, type Lang } from '../command.ts'
import { loadRuleSet } from '../library.ts'
import { asOfOption, todayAt } from '../school.ts'
import { tableLines } from '../table.ts'
import { dayText } from '../words/format.ts'
import { statusWords } from '../words/statuses.ts'
import { wordsOf } from '../words/words.ts'

type Answer = {
  school: number
  name: string
  asOf: string
  isNew: boolean
  students: number
  flagged: number
  levels: Record<string, number>
  duties: Record<string, number>
}

const timeZone = 'Europe/Moscow'

export const demoCommand = command<Answer>({
  name: 'demo',
  summary: { ru: 'Создать учебную школу и проверить её', en: 'Make a demo school and evaluate it' },
  positionals: [],
  options: {
    'as-of': { type: 'string', hint: 'D', words: common('asOf') },
    seed: {
      type: 'string',
      hint: 'N',
      words: { ru: 'другое число – другая школа', en: 'another number, another school' },
    },
  },
  needs: 'database',
  shape: Type.Object({
    school: Type.Integer(),
    name: Type.String(),
    asOf: Type.String(),
    isNew: Type.Boolean({ description: 'false – школа уже была. false: the school was there already' }),
    students: Type.Integer(),
    flagged: Type.Integer({ description: 'учеников с сигналом уровня 2 и выше. Pupils flagged at level 2 or above' }),
    levels: Type.Record(Type.String(), Type.Integer()),
    duties: Type.Record(Type.String(), Type.Integer(), { description: 'обязательств по состояниям. Duties by status' }),
  }),
  run: async (context) => {
    const { school, isNew } = await ensureDemo(context)
    return { code: 0, answer: await summary(context, school, isNew) }
  },
  print,
})

/** The demo school, made where the database holds none. Refuses a database with a real school. */
export async function ensureDemo(context: DatabaseContext): Promise<{ school: SchoolRow; isNew: boolean }> {
  await migrate(context.db)
  const schools = await listSchools(context.db)
  if (schools.some(({ isDemo }) => !isDemo)) throw holdsRealSchool
  const isNew = schools.length === 0
  if (isNew) await make(context)
  const [school] = await listSchools(context.db)
  if (!school) throw new Error('The demo school was not stored')
  await addDemoAccounts(context.db, school.id, todayAt(context.io.now(), school.timeZone))
  return { school, isNew }
}

const holdsRealSchool = new Refusal('real-school', {
  ru: 'В этой базе настоящая школа: учебную рядом с ней не создают. Задайте другую папку: REGLAMENT_DATA=./demo',
  en: 'This database holds a real school: no demo is made beside it. Name another folder: REGLAMENT_DATA=./demo',
})

async function make(context: DatabaseContext): Promise<void> {
  const { db, options, progress, io } = context
  const asOf = asOfOption(options['as-of']) ?? todayAt(io.now(), timeZone)
  const ruleSet = await loadRuleSet(context, isoOf(asOf))
  const making = { ru: 'Создаю школу', en: 'Making the school' }
  const made = await makeDemo(db, {
    asOf,
    seed: seedOf(options['seed']),
    ruleSet,
    onProgress: (done, all) => progress(done, all, making),
  })
  const [school] = await listSchools(db)
  if (!school) throw new Error('The demo school was not stored')
  const calendars = await inSchoolReadOnly(db, school.id, (trx) => loadCalendars(trx, school.id, libraryOf(ruleSet)))
  const days = historyDays(calendars.ofGrade(5), dayOf(school.trackingFrom), dayOf(made.asOf))
  const living = { ru: 'Проверяю по дням', en: 'Evaluating day by day' }
  const { respond } = made
  await liveThrough(db, { school, ruleSet, days, respond, onProgress: (done, all) => progress(done, all, living) })
}

function seedOf(value: string | boolean | undefined): number {
  if (typeof value !== 'string') return 1
  if (!/^\d{1,9}$/.test(value)) throw usage((words) => words.badSeed(value))
  return Number(value)
}

async function summary({ db }: DatabaseContext, school: SchoolRow, isNew: boolean): Promise<Answer> {
  return inSchoolReadOnly(db, school.id, async (trx) => {
    const run = await findLastRun(trx, school.id, '9999-12-31')
    const asOf = run?.as_of ?? school.trackingFrom
    const flags = (await listOpenFlags(trx, school.id)).filter(({ suppressedBy }) => suppressedBy === null)
    const flagged = flags.filter(({ level, studentName }) => level >= 2 && studentName !== null)
    return {
      school: school.id,
      name: school.name,
      asOf,
      isNew,
      students: await countStudents(trx, school.id, asOf),
      flagged: new Set(flagged.map(({ subjectId }) => subjectId)).size,
      levels: Object.fromEntries(
        ['4', '3', '2', '1'].map((level) => [level, flags.filter((flag) => String(flag.level) === level).length]),
      ),
      duties: await countDuties(trx, school.id),
    }
  })
}

function print({ name, asOf, students, flagged, levels, duties }: Answer, lang: Lang): string[] {
  const ru = lang === 'ru'
  const share = students === 0 ? 0 : Math.round((100 * flagged) / students)
  const judged = Object.entries(statusWords).filter(([status]) => status !== 'not_triggered')
  const states = judged.map(([status, said]) => [`${said.glyph} ${said[lang]}`, String(duties[status] ?? 0)])
  const ofLevels = Object.entries(levels).map(([level, count]) => [
    ru ? `сигналы, уровень ${level}` : `flags, level ${level}`,
    String(count),
  ])
  return [
    `${name}. ${wordsOf(lang).demo}`,
    ru
      ? `На ${dayText(asOf, lang)} ${asOf.slice(0, 4)}: учеников ${students}, с сигналом уровня 2 и выше ${flagged} (${share} %).`
      : `As of ${dayText(asOf, lang)} ${asOf.slice(0, 4)}: ${students} pupils, ${flagged} flagged at level 2 or above (${share}%).`,
    '',
    ...tableLines([ru ? 'Обязательства' : 'Duties', ''], states),
    '',
    ...tableLines([ru ? 'Сигналы' : 'Flags', ''], ofLevels),
    '',
    ru ? 'Дальше:' : 'Next:',
    '  npm run -s reglament -- flags --class 7Б',
    '  npm run -s reglament -- duties',
    '  npm run -s reglament -- compliance',
  ]
}
