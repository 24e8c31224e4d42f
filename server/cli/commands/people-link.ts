import { Type } from 'typebox'
import { insertAudit } from '../../audit/queries.ts'
import type { Trx } from '../../database/database.ts'
import { inSchool } from '../../database/school.ts'
import { makeLink, removeSecondFactor } from '../../people/people.ts'
import { findAccount } from '../../people/queries/accounts.ts'
import { Refusal } from '../../refusal.ts'
import { usage } from '../arguments.ts'
import { command, type SchoolContext } from '../command.ts'
import { byOption, personOf } from '../person.ts'

type Answer = { name: string; login: string; purpose: 'invite' | 'reset'; path: string; expiresAt: string }

export const peopleLinkCommand = command<Answer>({
  name: 'people link',
  summary: {
    ru: 'Одноразовая ссылка, чтобы задать пароль, когда в программе её дать некому',
    en: 'A one-time link to set a password, where nobody can give it in the program',
  },
  positionals: [{ name: 'login', required: true, words: { ru: 'логин человека', en: 'the login of the person' } }],
  options: {
    'drop-codes': {
      type: 'boolean',
      words: {
        ru: 'снять и приложение для кодов: телефон потерян',
        en: 'take the authenticator off as well: the phone is lost',
      },
    },
    by: byOption,
  },
  needs: 'school',
  shape: Type.Object({
    name: Type.String(),
    login: Type.String(),
    purpose: Type.String({
      description: 'invite: пароля ещё не было, reset: новый. invite: the first password, reset: another',
    }),
    path: Type.String({ description: 'дописывают к адресу программы. Follows the address of the program' }),
    expiresAt: Type.String(),
  }),
  run: async (context) => ({
    code: 0,
    answer: await inSchool(context.db, context.school.id, (trx) => giveLink(trx, context)),
  }),
  print: ({ name, login, purpose, path, expiresAt }, lang) => {
    const hours = purpose === 'invite' ? 7 * 24 : 24
    return lang === 'ru'
      ? [
          `${name} (${login}). Допишите к адресу программы и передайте лично:`,
          path,
          `Действует один раз, ${hours} ч, до ${expiresAt}. В журнале действий осталась запись.`,
        ]
      : [
          `${name} (${login}). Put it after the address of the program and hand it over in person:`,
          path,
          `Works once, for ${hours} h, until ${expiresAt}. The trail keeps an entry.`,
        ]
  },
})

async function giveLink(trx: Trx, context: SchoolContext): Promise<Answer> {
  const { school, positionals, options, io } = context
  const [login = ''] = positionals
  if (login.trim() === '') throw usage((words) => words.missingArgument('login', 'people link'))
  const account = await findAccount(trx, school.id, { login })
  if (!account)
    throw new Refusal('no-account', {
      ru: `Входа с логином «${login}» в школе нет.`,
      en: `The school has no sign-in with the login "${login}".`,
    })
  const { staffId, name } = account
  const by = { schoolId: school.id, staffId: null, isTrusted: true, now: io.now() }
  const link = await makeLink(trx, by, staffId)
  const dropsCodes = options['drop-codes'] === true
  if (dropsCodes) await removeSecondFactor(trx, by, staffId)
  const { purpose, expiresAt, path } = link
  const after = { purpose, expiresAt, dropsCodes, console: personOf(context) }
  const entry = { school_id: school.id, kind: 'change' as const, action: 'POST /api/people/{id}/link' }
  await insertAudit(trx, [{ ...entry, subject: `staff:${staffId}`, after }])
  return { name, login: account.login, purpose, path, expiresAt }
}
