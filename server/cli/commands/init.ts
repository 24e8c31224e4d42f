import { Type } from 'typebox'
import { migrate } from '../../database/migrate.ts'
import { isoOf, parseDay } from '../../domain/day.ts'
import { listSchools } from '../../school/queries.ts'
import { type CalendarLibrary, initSchool } from '../../school/school.ts'
import { usage } from '../arguments.ts'
import { badCalendar } from '../calendar-file.ts'
import { checkFollowed, readOwn } from '../calendars.ts'
import { command, type DatabaseContext } from '../command.ts'
import { loadLibrary } from '../library.ts'
import { todayAt } from '../school.ts'
import { wrapWords } from '../table.ts'

type Answer = { id: number; name: string; timeZone: string; trackingFrom: string }

export const initCommand = command<Answer>({
  name: 'init',
  summary: { ru: 'Создать школу', en: 'Create a school' },
  positionals: [],
  options: {
    name: {
      type: 'string',
      hint: 'имя',
      words: { ru: 'название школы (обязательно)', en: 'name of the school (required)' },
    },
    timezone: { type: 'string', hint: 'Europe/Moscow', words: { ru: 'часовой пояс', en: 'time zone' } },
    calendar: {
      type: 'string',
      hint: 'id',
      words: {
        ru: 'календарь из rules/calendar (по умолчанию четверти) или файл JSON с календарём школы',
        en: 'a calendar of rules/calendar (quarters by default) or a JSON file with the school’s own',
      },
    },
    'tracking-from': {
      type: 'string',
      hint: 'D',
      words: {
        ru: 'с какого дня вести учёт; раньше – «нет данных»',
        en: 'day from which records are kept; before it: no data',
      },
    },
  },
  needs: 'database',
  shape: Type.Object({ id: Type.Integer(), name: Type.String(), timeZone: Type.String(), trackingFrom: Type.String() }),
  run: async (context) => {
    const wanted = wantedOf(context)
    const { library, own } = await calendarsOf(context)
    await migrate(context.db)
    const id = await initSchool(context.db, wanted, library, own)
    const school = (await listSchools(context.db)).find((row) => row.id === id)
    if (!school) throw new Error(`School ${id} was not stored`)
    return { code: 0, answer: { id, name: school.name, timeZone: school.timeZone, trackingFrom: school.trackingFrom } }
  },
  print: ({ id, name, trackingFrom }, lang) =>
    wrapWords(
      lang === 'ru'
        ? `Школа «${name}» создана (№ ${id}), учёт с ${trackingFrom}. Теперь загрузите данные: reglament import --help`
        : `School "${name}" created (number ${id}), records from ${trackingFrom}. Now load data: reglament import --help`,
      100,
    ),
})

function wantedOf({ options }: DatabaseContext): {
  name: string
  timeZone: string
  trackingFrom?: string
  calendar?: string
} {
  const { name, timezone, calendar } = options
  const from = options['tracking-from']
  if (typeof name !== 'string' || name.trim() === '') throw usage((words) => words.missingArgument('--name', 'init'))
  if (typeof from === 'string' && parseDay(from) === undefined) throw usage((words) => words.badDay(from))
  return {
    name: name.trim(),
    timeZone: typeof timezone === 'string' ? knownZone(timezone) : 'Europe/Moscow',
    ...(typeof from === 'string' ? { trackingFrom: from } : {}),
    ...(typeof calendar === 'string' && !isFile(calendar) ? { calendar } : {}),
  }
}

function knownZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw usage((words) => words.badZone(name))
  }
}

function isFile(calendar: string): boolean {
  return /[\\/]|\.json$/i.test(calendar)
}

async function calendarsOf(context: DatabaseContext): Promise<{ library: CalendarLibrary; own?: CalendarLibrary }> {
  const { calendar } = context.options
  const library = await loadLibrary(context)
  if (typeof calendar !== 'string' || !isFile(calendar)) return { library }
  const own = await readOwn(context, calendar)
  const wrong = checkFollowed(own, isoOf(todayAt(context.io.now(), 'UTC'))).filter(
    ({ severity }) => severity === 'error',
  )
  if (wrong.length > 0) throw badCalendar(calendar, wrong)
  const { production, schoolYears, isProductionOwn } = own
  return { library, own: { production: isProductionOwn ? production : [], schoolYears } }
}
