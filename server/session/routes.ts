import type { FastifyInstance } from 'fastify'
import type { Trx } from '../database/database.ts'
import { inSchoolReadOnly, inSchoolSoon } from '../database/school.ts'
import { isoOf } from '../domain/day.ts'
import type { Call, Handlers, Room } from '../http/call.ts'
import { idleMinutes, notFound } from '../http/guards.ts'
import { serve } from '../http/serve.ts'
import { clearToken, hashOf, setToken } from '../http/session.ts'
import { findLink } from '../people/queries/links.ts'
import { listSessions, revokeSession, revokeSessionsOf } from '../people/queries/sessions.ts'
import { listSchools } from '../school/queries.ts'
import { sessionApi } from './api.ts'
import { meOf } from './session.ts'
import { beginOpenid, endOpenid, enterByPassword, visitOf } from './ways/enter.ts'
import { changePassword, deadLink, setPasswordByLink, wrongCurrent } from './ways/password.ts'
import {
  confirmSecondFactor,
  dropSecondFactor,
  giveSecondFactor,
  proposeSecondFactor,
  wrongCode,
} from './ways/second-factor.ts'

export function serveSession(app: FastifyInstance, room: Room): void {
  serve(app, room, sessionApi, handlers)
}

const handlers: Handlers<typeof sessionApi> = {
  'GET /api/schools': async ({ db, oidc }) => {
    const schools = await listSchools(db)
    return { schools: schools.map(({ id, name }) => ({ id, name })), openid: oidc !== undefined }
  },
  'POST /api/session': (room, request, reply, { body }) => enterByPassword(room, request, reply, body),
  'GET /api/session/openid': (room, request, reply, { query }) => beginOpenid(room, request, reply, query.school),
  'GET /api/session/openid/callback': (room, request, reply) => endOpenid(room, request, reply),
  'POST /api/session/link': async ({ db, clock }, _request, _reply, { body }) => {
    const link = await inSchoolReadOnly(db, body.school, (trx) =>
      findLink(trx, body.school, hashOf(body.key), clock.now()),
    )
    if (!link) throw deadLink()
    return { name: link.name, login: link.login, purpose: link.purpose }
  },
  'PUT /api/session/password': async ({ db, clock }, request, _reply, { body }) => {
    const given = { linkHash: hashOf(body.key), password: body.password, now: clock.now(), address: request.ip }
    await inSchoolSoon(db, body.school, (trx) => setPasswordByLink(trx, body.school, given))
    return {}
  },
  'DELETE /api/session': async (trx, { who, reply, room }) => {
    await revokeSession(trx, who.schoolId, who.tokenHash, room.clock.now())
    clearToken(reply)
    return {}
  },
  'GET /api/me': async (_trx, { who, today }) => meOf(who, isoOf(today)),
  'PUT /api/me/password': async ({ who, room, request, reply, body }) => {
    const { visit, secret } = visitOf(room, request, who.schoolId)
    const isDone = await inSchoolSoon(room.db, who.schoolId, (trx) => changePassword(trx, who, body, visit))
    if (!isDone) throw wrongCurrent()
    setToken(reply, who.schoolId, secret)
    return {}
  },
  'GET /api/me/sessions': async (trx, { who, room }) => {
    const sessions = await liveSessions(trx, who, room)
    return {
      sessions: sessions.map(({ tokenHash, ...rest }) => ({
        ...rest,
        id: shortOf(tokenHash),
        isThis: tokenHash === who.tokenHash,
      })),
    }
  },
  'DELETE /api/me/sessions': async (trx, { who, room }) => ({
    ended: await revokeSessionsOf(trx, who.schoolId, who.staffId, room.clock.now(), who.tokenHash),
  }),
  'DELETE /api/me/sessions/{id}': async (trx, { who, room, params }) => {
    const sessions = await liveSessions(trx, who, room)
    const found = sessions.find(({ tokenHash }) => shortOf(tokenHash) === params.id)
    if (!found) throw notFound('Такого сеанса нет: возможно, он уже закончился.', 'There is no such session.')
    await revokeSession(trx, who.schoolId, found.tokenHash, room.clock.now())
    return {}
  },
  'POST /api/session/second-factor': async ({ who, room, request, reply, body }) => {
    const { visit, secret } = visitOf(room, request, who.schoolId)
    const isDone = await inSchoolSoon(room.db, who.schoolId, (trx) =>
      giveSecondFactor(trx, who, body.code, visit, room.secret),
    )
    if (!isDone) throw wrongCode()
    setToken(reply, who.schoolId, secret)
    return {}
  },
  'POST /api/me/second-factor': (trx, { who, room }) => proposeSecondFactor(trx, who, room.secret),
  'POST /api/me/second-factor/confirmation': async (trx, { who, room, request, reply, body }) => {
    const { visit, secret } = visitOf(room, request, who.schoolId)
    await confirmSecondFactor(trx, who, body.code, visit, room.secret)
    setToken(reply, who.schoolId, secret)
    return {}
  },
  'DELETE /api/me/second-factor': async ({ who, room, request, body }) => {
    const { visit } = visitOf(room, request, who.schoolId)
    const isDone = await inSchoolSoon(room.db, who.schoolId, (trx) => dropSecondFactor(trx, who, body.password, visit))
    if (!isDone) throw wrongCurrent()
    return {}
  },
}

function liveSessions(trx: Trx, { schoolId, staffId }: Call['who'], { clock }: Room) {
  const now = clock.now()
  return listSessions(trx, schoolId, staffId, { now, idleSince: new Date(now.getTime() - idleMinutes * 60_000) })
}

/** Names a session without telling the hash of its token. */
function shortOf(tokenHash: string): string {
  return tokenHash.slice(0, 12)
}
