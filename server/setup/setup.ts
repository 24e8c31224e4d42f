import type { Static } from 'typebox'
import { insertAudit } from '../audit/queries.ts'
import type { Db, Trx } from '../database/database.ts'
import { roles } from '../domain/access/access.ts'
import { passwordProblem } from '../domain/access/password.ts'
import type { OwnDates } from '../domain/calendar/own.ts'
import { parseDay } from '../domain/day.ts'
import type { SchoolYear } from '../domain/formats/calendar.ts'
import { settings } from '../domain/settings/catalogue.ts'
import { isAnswer } from '../domain/settings/setting.ts'
import { hashPassword } from '../people/people.ts'
import { findAccount, insertAccount } from '../people/queries/accounts.ts'
import { insertPerson, insertRole } from '../people/queries/staff.ts'
import { Refusal } from '../refusal.ts'
import type { RuleSet } from '../rules/rules.ts'
import { insertAnswer, replaceCalendar } from '../school/queries.ts'
import { checkDates, createSchool, datesNoted, libraryOf } from '../school/school.ts'
import { openSession } from '../session/session.ts'
import type { setupApi } from './api.ts'
import { deadLink } from './key.ts'
import { countSchools, lockSetup } from './queries.ts'

export type Wanted = Static<(typeof setupApi)['POST /api/setup']['body']>
/** A session to begin with, and the day of the school on which everything begins. */
export type Beginning = { tokenHash: string; now: Date; today: string; device: string | null; address: string }

/** Letters of any alphabet: the first person chooses the own login. */
export const loginPattern = String.raw`^[\p{L}\d][\p{L}\d._@-]{2,63}$`

/**
 * Makes the school, its first administrator and the answers given, in one transaction: half of it is never there. Refuses what
 * is not an answer, a weak password, and a second school. Answers the id of the school.
 */
export async function setUp(db: Db, wanted: Wanted, ruleSet: RuleSet, beginning: Beginning): Promise<number> {
  checkWanted(wanted, ruleSet, beginning.today)
  const own = takenDates(wanted.school, ruleSet)
  const passwordHash = await hashPassword(wanted.person.password)
  return db.transaction().execute(async (trx) => {
    await lockSetup(trx)
    if ((await countSchools(trx)) > 0) throw deadLink()
    const { name, timeZone, calendar, trackingFrom } = wanted.school
    const school = { name: name.trim(), timeZone, trackingFrom, calendar }
    const schoolId = await createSchool(trx, school, libraryOf(ruleSet))
    if (own)
      await replaceCalendar(trx, schoolId, { kind: 'schoolYear', id: own.id, schoolYear: own.schoolYear, content: own })
    const staffId = await createPerson(trx, schoolId, wanted, passwordHash, beginning)
    for (const [key, value] of Object.entries(wanted.answers))
      await insertAnswer(trx, schoolId, { key, value, setBy: wanted.person.name.trim() })
    const entry = { school_id: schoolId, actor_id: staffId, kind: 'change' as const, action: 'POST /api/setup' }
    const after = { ...wanted.answers, ...(own && datesNoted([own])) }
    await insertAudit(trx, [{ ...entry, subject: school.name, after, address: beginning.address }])
    const account = await findAccount(trx, schoolId, { staffId })
    if (account) await openSession(trx, schoolId, account, 'password', { ...beginning, former: undefined })
    return schoolId
  })
}

/** The school year chosen with the school's own dates, and what is wrong in them. */
export function ownYear(ruleSet: RuleSet, calendar: string, dates: OwnDates) {
  const base = ruleSet.schoolYears.find(({ id }) => id === calendar)
  if (!base) throw wrong('calendar', 'Выберите календарь учебного года.', 'Choose the calendar of the school year.')
  return checkDates(base, dates, libraryOf(ruleSet).production)
}

function takenDates({ calendar, dates }: Wanted['school'], ruleSet: RuleSet): SchoolYear | undefined {
  if (!dates) return undefined
  const { year, checked } = ownYear(ruleSet, calendar, dates)
  const error = checked.problems.find(({ severity }) => severity === 'error')
  if (error) throw wrong('calendar', `${error.message.ru}. ${error.fix.ru}.`, `${error.message.en}. ${error.fix.en}.`)
  return year
}

/**
 * The first person can do what keeps a school from being stuck: load data, and make accounts, which a deputy's role alone
 * does not give.
 */
async function createPerson(
  trx: Trx,
  schoolId: number,
  { person }: Wanted,
  passwordHash: string,
  { today }: Beginning,
): Promise<number> {
  const staffId = await insertPerson(trx, schoolId, { name: person.name.trim(), email: null })
  const extra = person.role === 'deputy' ? (['journalAdmin', 'systemAdmin'] as const) : (['journalAdmin'] as const)
  for (const role of [person.role, ...extra]) await insertRole(trx, schoolId, staffId, { role, from: today })
  await insertAccount(trx, schoolId, { staffId, login: person.login, passwordHash })
  return staffId
}

function checkWanted({ school, person, answers }: Wanted, ruleSet: RuleSet, today: string): void {
  if (school.name.trim().length < 2) throw wrong('school', 'Назовите школу.', 'Name the school.')
  if (!ruleSet.schoolYears.some(({ id }) => id === school.calendar))
    throw wrong('calendar', 'Выберите календарь учебного года.', 'Choose the calendar of the school year.')
  if (parseDay(school.trackingFrom) === undefined || school.trackingFrom > today)
    throw wrong('school', 'Учёт ведут с сегодняшнего дня или раньше.', 'Records are kept from today or an earlier day.')
  checkPerson(person)
  checkAnswers(answers, ruleSet)
}

/** Refuses a nameless person, a login that is none, and a weak password. */
export function checkPerson(person: Wanted['person']): void {
  if (!/^\S+\s+\S+/.test(person.name.trim()))
    throw wrong('person', 'Напишите фамилию и имя.', 'Write the family name and the given name.')
  if (!new RegExp(loginPattern, 'u').test(person.login.trim()))
    throw wrong(
      'person',
      'Логин – от 3 до 64 букв, цифр и знаков . _ - @, без пробелов.',
      'A login is 3 to 64 letters, digits and . _ - @, without spaces.',
    )
  checkPassword(person)
}

function checkPassword({ password, login, name }: Wanted['person']): void {
  const problem = passwordProblem(password, { login: login.trim(), name: name.trim() })
  if (problem === 'short') throw wrong('password', 'Пароль слишком короткий.', 'The password is too short.')
  if (problem === 'common')
    throw wrong(
      'password',
      'Такой пароль подбирают первым. Возьмите несколько не связанных слов.',
      'Such a password is tried first. Take several unrelated words.',
    )
  if (problem === 'own')
    throw wrong(
      'password',
      'Пароль составлен из вашего имени или логина. Возьмите несколько других слов.',
      'The password is made of your name or login. Take several other words.',
    )
}

function checkAnswers(answers: Wanted['answers'], ruleSet: RuleSet): void {
  const instruments = ruleSet.familyInstruments.map(({ id }) => id)
  for (const [key, value] of Object.entries(answers)) {
    const setting = settings.find((each) => each.key === key)
    const known = setting?.kind === 'roles' ? roles : instruments
    if (!setting || !isAnswer(setting, value, known))
      throw wrong(
        'answers',
        `Ответ не подходит к вопросу «${setting?.title.ru ?? key}».`,
        `The answer does not fit the question "${setting?.title.en ?? key}".`,
      )
  }
}

/** `step` is where on the screen it is mended. */
function wrong(step: 'school' | 'calendar' | 'person' | 'password' | 'answers', ru: string, en: string): Refusal {
  return new Refusal(`setup-${step}`, { ru, en }, { status: 400 })
}
