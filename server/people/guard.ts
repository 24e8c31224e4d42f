import type { Trx } from '../database/database.ts'
import { holdsContent, type Role } from '../domain/access/access.ts'
import { Refusal } from '../refusal.ts'
import { findGuarded } from './queries/guarded.ts'

/** Who changes people; `isTrusted`: reads the school's content anyway (a principal, a deputy), or works at the server's console. */
export type Maker = { schoolId: number; staffId: number | null; isTrusted: boolean; now: Date }

/**
 * Refuses whoever runs the machine alone the way into a sign-in that has been used and opens content: a new password, one step
 * instead of two, another address at the identity provider.
 */
export async function refuseTaking(trx: Trx, by: Maker, staffId: number): Promise<void> {
  if (by.isTrusted) return
  const { roles, hasClass, isUsed } = await findGuarded(trx, by.schoolId, staffId, by.now)
  if (isUsed && (hasClass || roles.some(holdsContent))) throw guarded()
}

/** Refuses them to open content to a sign-in that has been used: it could be their own under another name. */
export async function refuseOpening(trx: Trx, by: Maker, staffId: number, role: Role): Promise<void> {
  if (by.isTrusted || !holdsContent(role)) return
  if ((await findGuarded(trx, by.schoolId, staffId, by.now)).isUsed) throw guarded()
}

function guarded(): Refusal {
  return new Refusal(
    'guarded-account',
    {
      ru: 'Этот вход открывает сведения об учениках, им уже пользовались: новую ссылку, снятие кодов, почту и роль даёт директор или заместитель с правом вести людей. Если их нет, ссылку печатает на сервере команда reglament people link.',
      en: 'This sign-in opens content and has been used: a principal, or a deputy who keeps people, gives its link, authenticator, e-mail and roles. Where there is none, the command reglament people link prints a link on the server.',
    },
    { status: 403 },
  )
}
