import { createHash, randomBytes } from 'node:crypto'
import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../refusal.ts'

const cookieName = 'reglament'

/** A session as the browser holds it: the school it belongs to and a secret of 256 bits. */
export type Token = { readonly schoolId: number; readonly hash: string }

/** A new secret and the hash that is stored of it. */
export function createSecret(): { secret: string; hash: string } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashOf(secret) }
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** The token of a request, or undefined where it has none or one of another make. */
export function tokenOf(request: FastifyRequest): Token | undefined {
  const [, school, secret] = /^(\d{1,9})\.([\w-]{43})$/.exec(request.cookies[cookieName] ?? '') ?? []
  const schoolId = Number(school)
  return secret === undefined || schoolId < 1 ? undefined : { schoolId, hash: hashOf(secret) }
}

/** Gives the browser its token, until it is closed; when the session ends the server says. */
export function setToken(reply: FastifyReply, schoolId: number, secret: string): void {
  reply.setCookie(cookieName, `${schoolId}.${secret}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: reply.request.protocol === 'https',
  })
}

export function clearToken(reply: FastifyReply): void {
  reply.clearCookie(cookieName, { path: '/' })
}

/** Refuses a change that another site's page sends with this browser's cookie. */
export function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && hostOf(origin) !== request.host)
  if (!isForeign) return
  throw new Refusal(
    'cross-site',
    {
      ru: 'Запрос пришёл с другого сайта и отклонён. Откройте программу по её адресу.',
      en: 'The request came from another site and is refused. Open the program at its own address.',
    },
    { status: 403 },
  )
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

export const notSignedIn = (): Refusal =>
  new Refusal(
    'not-signed-in',
    { ru: 'Войдите: сеанс не начат или закончился.', en: 'Sign in: there is no session, or it has ended.' },
    { status: 401 },
  )
