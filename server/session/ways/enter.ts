import type { FastifyReply, FastifyRequest } from 'fastify'
import '@fastify/cookie'
import { insertAudit } from '../../audit/queries.ts'
import { inSchoolSoon } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import type { Room } from '../../http/call.ts'
import { createSecret, hashOf, setToken, tokenOf } from '../../http/session.ts'
import { createTurns } from '../../http/turns.ts'
import { countAttempts, deleteAttempt, insertAttempt } from '../../people/queries/attempts.ts'
import { Refusal } from '../../refusal.ts'
import { listSchools, type SchoolRow } from '../../school/queries.ts'
import { openSession, signIn, type Visit } from '../session.ts'
import { findVouched, type Journey, leaveForProvider, returnFromProvider } from './openid.ts'

/** Failures a minute from one address for one login, and for all of them: a whole school may sit behind one address. */
const failuresAllowed = { ofLogin: 10, ofAddress: 200 }
/** A password takes a connection while it is verified: those of one address wait for each other. */
const attempts = createTurns(3, 60)
const journeyCookie = 'reglament_openid'
const journeyPath = '/api/session/openid'

/** A visit of this browser, and the secret that becomes its token. */
export function visitOf(room: Room, request: FastifyRequest, schoolId: number): { visit: Visit; secret: string } {
  const { secret, hash } = createSecret()
  const former = tokenOf(request)
  const device = request.headers['user-agent']?.slice(0, 200) ?? null
  const visit = {
    now: room.clock.now(),
    device,
    address: request.ip,
    tokenHash: hash,
    former: former?.schoolId === schoolId ? former.hash : undefined,
  }
  return { visit, secret }
}

export async function enterByPassword(
  room: Room,
  request: FastifyRequest,
  reply: FastifyReply,
  given: { login: string; password: string; school?: number },
): Promise<{ needsSecondFactor: boolean }> {
  const school = await schoolOf(room, given.school)
  const { visit, secret } = visitOf(room, request, school.id)
  const attempt = { address: visit.address, loginHash: hashOf(given.login.trim().toLowerCase()) }
  const signedIn = await attempts.take(
    `${school.id}|${attempt.address}`,
    async () => {
      const id = await inSchoolSoon(room.db, school.id, (trx) => insertAttempt(trx, school.id, attempt))
      return inSchoolSoon(room.db, school.id, async (trx) => {
        const { ofLogin, ofAddress } = await countAttempts(trx, school.id, attempt)
        const isOver = ofLogin > failuresAllowed.ofLogin || ofAddress > failuresAllowed.ofAddress
        const done = isOver ? 'too-many' : await signIn(trx, school, given, visit)
        if (done !== undefined) await deleteAttempt(trx, school.id, id)
        return done
      })
    },
    refuseMany,
  )
  if (signedIn === 'too-many') refuseMany()
  if (!signedIn) throw wrongPassword()
  setToken(reply, school.id, secret)
  return { needsSecondFactor: signedIn.needsSecondFactor }
}

/** Sends the browser to the school's own provider. */
export async function beginOpenid(room: Room, request: FastifyRequest, reply: FastifyReply, wanted?: number) {
  const { id } = await schoolOf(room, wanted)
  if (!room.oidc) throw noOpenid()
  const { address, journey } = await leaveForProvider(room.oidc, id, callbackOf(request)).catch((error: unknown) => {
    request.log.warn({ code: codeOf(error) }, 'openid: the provider does not answer')
    throw noOpenid()
  })
  reply.setCookie(journeyCookie, Buffer.from(JSON.stringify(journey)).toString('base64url'), {
    path: journeyPath,
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: 600,
  })
  return go(reply, address)
}

/** The browser is back: a session for whom the provider vouches, or the sign-in page and what to do. */
export async function endOpenid(room: Room, request: FastifyRequest, reply: FastifyReply) {
  const journey = journeyOf(request)
  reply.clearCookie(journeyCookie, { path: journeyPath })
  if (!room.oidc || !journey) return go(reply, '/?refused=openid')
  const { schoolId } = journey
  const current = new URL(request.url, callbackOf(request))
  const vouched = await returnFromProvider(room.oidc, journey, current).catch((error: unknown) => {
    request.log.warn({ code: codeOf(error) }, 'openid: refused')
  })
  if (!vouched) return go(reply, '/?refused=openid')
  const school = await schoolOf(room, schoolId)
  const { visit, secret } = visitOf(room, request, schoolId)
  const today = isoOf(room.clock.today(school.timeZone))
  const signedIn = await inSchoolSoon(room.db, schoolId, async (trx) => {
    const account = await findVouched(trx, schoolId, vouched, today)
    if (account) return openSession(trx, schoolId, account, 'openid', visit)
    await insertAudit(trx, [{ school_id: schoolId, kind: 'signIn', action: 'unknown', address: request.ip }])
    return undefined
  })
  if (!signedIn) return go(reply, '/?refused=openid-unknown')
  setToken(reply, schoolId, secret)
  return go(reply, '/')
}

function go(reply: FastifyReply, address: string): object {
  reply.code(302).header('location', address).header('cache-control', 'no-store')
  return {}
}

function callbackOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}${journeyPath}/callback`
}

function journeyOf(request: FastifyRequest): Journey | undefined {
  try {
    const text = Buffer.from(request.cookies[journeyCookie] ?? '', 'base64url').toString()
    const { schoolId, verifier, state, nonce } = JSON.parse(text) as Partial<Journey>
    if (!Number.isSafeInteger(schoolId) || !schoolId || !verifier || !state || !nonce) return undefined
    return { schoolId, verifier, state, nonce }
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${'code' in error ? String(error.code) : ''}`.trim() : 'unknown'
}

async function schoolOf({ db }: Room, wanted: number | undefined): Promise<SchoolRow> {
  const schools = await listSchools(db)
  const found = wanted === undefined && schools.length === 1 ? schools[0] : schools.find(({ id }) => id === wanted)
  if (found) return found
  throw new Refusal(
    'which-school',
    { ru: 'Выберите школу.', en: 'Choose the school.' },
    { status: schools.length === 0 ? 409 : 400 },
  )
}

function wrongPassword(): Refusal {
  return new Refusal(
    'wrong-password',
    {
      ru: 'Логин или пароль не подходит. После пяти неудачных попыток вход закрывается на 15 минут.',
      en: 'The login or the password is wrong. After five failures signing in is closed for 15 minutes.',
    },
    { status: 401 },
  )
}

function refuseMany(): never {
  throw new Refusal(
    'too-many',
    {
      ru: 'Слишком много неудачных попыток войти под этим логином или с этого адреса. Подождите минуту.',
      en: 'Too many failures to sign in with this login or from this address. Wait a minute.',
    },
    { status: 429 },
  )
}

function noOpenid(): Refusal {
  return new Refusal(
    'no-openid',
    {
      ru: 'Вход через систему школы сейчас недоступен. Войдите по паролю.',
      en: "Signing in through the school's own system is unavailable. Use your password.",
    },
    { status: 503 },
  )
}
