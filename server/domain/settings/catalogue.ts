import type { Role } from '../access/access.ts'
import { bodies } from './bodies.ts'
import { keeping } from './keeping.ts'
import type { Setting } from './setting.ts'

const leaders: readonly Role[] = ['deputy', 'principal']

/** How the five days of III.3 are counted. */
export const requestTerms = ['calendar_roll', 'calendar_strict', 'working'] as const
export type RequestTerm = (typeof requestTerms)[number]

const option = (value: string, ru: string, en: string) => ({ value, title: { ru, en } })

/** Every question a school answers for itself, in the order they are shown. What stands in the rule files is not asked again. */
export const settings: readonly Setting[] = [
  {
    key: 'requestTerm',
    group: 'duties',
    title: { ru: '«5 дней» на ответ родителям (III.3)', en: 'The “5 days” to answer parents (III.3)' },
    hint: {
      ru: 'Регламент не говорит, какие это дни. Обычно – календарные со следующего дня, с переносом с нерабочего дня на рабочий.',
      en: 'The regulation does not say which days. As a rule calendar days from the next one, moved from a day off to a working day.',
    },
    acts: {
      ru: 'Обращения, принятые со дня изменения; прежние сроки не переписываются.',
      en: 'Requests of the day of the change and later; earlier terms are not rewritten.',
    },
    kind: 'choice',
    options: [
      option('calendar_roll', 'календарные, с нерабочего – на рабочий', 'calendar days, moved off days off'),
      option('calendar_strict', 'календарные, без переноса', 'calendar days, never moved'),
      option('working', 'рабочие', 'working days'),
    ],
    fallback: 'calendar_roll',
    decides: leaders,
  },
  {
    key: 'planForTzs',
    group: 'duties',
    title: {
      ru: 'План работы – и семьям в трудной жизненной ситуации (III.11)',
      en: 'A work plan for families in a difficult life situation too (III.11)',
    },
    hint: {
      ru: 'Регламент просит план для социально неблагополучных семей. СОП – всегда; считать ли такой семью в ТЖС, решает школа.',
      en: 'The regulation asks a plan for families in need. A socially dangerous position always counts; a difficult life situation where the school says so.',
    },
    acts: {
      ru: 'Обязательства III.11 и сигналы о семьях без плана – со дня изменения.',
      en: 'Duties of III.11 and flags of families without a plan, from the day of the change.',
    },
    kind: 'switch',
    fallback: false,
    decides: leaders,
  },
  {
    key: 'waiverDays',
    group: 'duties',
    title: { ru: 'Наибольший срок освобождения', en: 'The longest waiver' },
    hint: {
      ru: 'Освобождение от обязательства просят на дни; дольше этого его не дают.',
      en: 'A waiver is asked for days; it is not given for longer than this.',
    },
    acts: { ru: 'Новые запросы об освобождении.', en: 'New requests for a waiver.' },
    kind: 'number',
    unit: 'days',
    range: { from: 1, to: 90 },
    fallback: 30,
    decides: leaders,
  },
  {
    key: 'secondFactorRoles',
    group: 'access',
    title: { ru: 'Кому нужен код из приложения при входе', en: 'Who needs a code of an authenticator to sign in' },
    hint: {
      ru: 'Второй фактор стоит включить администрации, психологу и тем, кто видит ограниченные сведения. Каждый настроит его при следующем входе.',
      en: 'Worth asking of the administration, the psychologist and whoever sees restricted data. Each sets it up at the next sign-in.',
    },
    acts: { ru: 'Вход всех названных ролей, сразу.', en: 'Signing in of every role named, at once.' },
    kind: 'roles',
    fallback: [],
    decides: ['principal'],
  },
  {
    key: 'dailyRunAt',
    group: 'work',
    title: { ru: 'Когда проверять школу каждый день', en: 'When the school is evaluated every day' },
    hint: {
      ru: 'Сигналы и обязательства обновляются раз в день в это время по часам школы, и сразу после каждой загрузки.',
      en: 'Flags and duties are renewed once a day at this time of the school, and after every import.',
    },
    acts: { ru: 'Ежедневная проверка, со следующего дня.', en: 'The daily run, from the next day.' },
    kind: 'time',
    fallback: '05:30',
    decides: leaders,
  },
  {
    key: 'familyInstrument',
    group: 'work',
    title: { ru: 'Чем измеряем отношения в семье (III.11)', en: 'What family relations are measured with (III.11)' },
    hint: {
      ru: 'Карту наблюдения заполняет классный руководитель; тесты проводит психолог с согласия родителей. Динамику сравнивают только внутри одной методики.',
      en: 'The observation card is filled by the class teacher; tests are held by the psychologist with consent. Dynamics are compared within one instrument.',
    },
    acts: {
      ru: 'Записывается как решение школы. Измерения принимаются по любой методике каталога.',
      en: 'Kept as the school’s decision. Values of any instrument of the catalogue are accepted.',
    },
    kind: 'instrument',
    fallback: 'observationCard',
    decides: leaders,
  },
  {
    key: 'behaviourMarks',
    group: 'work',
    title: { ru: 'Школа ставит отметки за поведение', en: 'The school gives behaviour marks' },
    hint: {
      ru: 'Порядок отметок за поведение ещё уточняется: включайте, если он введён приказом по школе.',
      en: 'The order of behaviour marks is being settled: turn on where the school’s own order brought them in.',
    },
    acts: {
      ru: 'Записывается как решение школы. Правила смотрят на эти отметки, только если они есть в загрузках.',
      en: 'Kept as the school’s decision. Rules look at such marks only where imports bring them.',
    },
    kind: 'switch',
    fallback: false,
    decides: leaders,
  },
  ...bodies(leaders),
  ...keeping(leaders),
]

/** A question by its key. */
export function findSetting(key: string): Setting | undefined {
  return settings.find((setting) => setting.key === key)
}
