import type { Who } from '../people/queries/who.ts'
import { Refusal } from '../refusal.ts'
import type { Clock } from './clock.ts'
import type { RouteName } from './contract.ts'
import { notSignedIn } from './session.ts'

/** A session ends when nobody has used it for so long. */
export const idleMinutes = 120

/** Refuses a session that nobody has used for two hours. */
export function refuseIdle(who: Who, clock: Clock): void {
  if (clock.now().getTime() - Date.parse(who.seenAt) > idleMinutes * 60_000) throw notSignedIn()
}

/** Whether the session still lacks a second factor that the account has or the school asks of the role. */
export function lacksSecondFactor(who: Who): boolean {
  const isAsked = who.hasTotp || who.roles.some((role) => who.secondFactorRoles.includes(role))
  return isAsked && !who.secondFactor
}

/** What a password alone opens where a second factor is asked: to give it, and to leave. */
const first = new Set<RouteName>(['GET /api/me', 'DELETE /api/session', 'POST /api/session/second-factor'])
/** Where there is none yet, to set it up. Never where there is one: a stolen password must not put another in its place. */
const enrolment = new Set<RouteName>(['POST /api/me/second-factor', 'POST /api/me/second-factor/confirmation'])

/** Where the school asks a second factor of a role, everything but giving it is closed until it is given. */
export function refuseFirstFactor(who: Who, name: RouteName): void {
  if (!lacksSecondFactor(who) || first.has(name) || (!who.hasTotp && enrolment.has(name))) return
  throw new Refusal(
    'second-factor',
    who.hasTotp
      ? { ru: 'Введите код из приложения.', en: 'Enter the code of your authenticator.' }
      : {
          ru: 'Школа просит вашу роль входить в два шага. Подключите приложение для кодов.',
          en: 'The school asks two steps of your role. Set up an authenticator.',
        },
    { status: 403 },
  )
}

/** Nothing is written on a day that is over: a page that looks at one shows it and changes nothing. */
export function refusePast({ isPast }: { readonly isPast: boolean }): void {
  if (!isPast) return
  throw new Refusal('past-day', {
    ru: 'Вы смотрите на прошлый день: изменять прошлое нельзя. Вернитесь на сегодня.',
    en: 'You are looking at a day that is over: the past is not changed. Go back to today.',
  })
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
