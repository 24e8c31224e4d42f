import type { Who } from '../people/queries/who.ts'
import { Refusal } from '../refusal.ts'
import type { Clock } from './clock.ts'
import type { RouteName } from './contract.ts'
import { notSignedIn } from './session.ts'

const idleMinutes = 120

/** Refuses a session that nobody has used for two hours. */
export function refuseIdle(who: Who, clock: Clock): void {
  if (clock.now().getTime() - Date.parse(who.seenAt) > idleMinutes * 60_000) throw notSignedIn()
}

/** Where the school asks a second factor of a role, everything but giving it is closed until it is given. */
export function refuseFirstFactor(who: Who, name: RouteName): void {
  const isAsked = who.hasTotp || who.roles.some((role) => who.secondFactorRoles.includes(role))
  if (!isAsked || who.secondFactor || / \/api\/(session|me)\b/.test(name)) return
  throw new Refusal(
    'second-factor',
    { ru: 'Введите код из приложения.', en: 'Enter the code of your authenticator.' },
    { status: 403 },
  )
}

/** The "no" of a person who is known and may not. */
export function forbidden(): Refusal {
  return new Refusal(
    'forbidden',
    {
      ru: 'У вашей роли нет доступа к этим сведениям. Если он нужен по работе, обратитесь к заместителю директора.',
      en: 'Your role has no access to this. If your work needs it, ask the deputy head.',
    },
    { status: 403 },
  )
}

/** The "no" of something that is not there, or that this school does not hold. */
export function notFound(ru: string, en: string): Refusal {
  return new Refusal('not-found', { ru, en }, { status: 404 })
}
