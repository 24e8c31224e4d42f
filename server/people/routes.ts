import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inSchool } from '../database/school.ts'
import { isoOf } from '../domain/day.ts'
import { type Room, serve } from '../http/serve.ts'
import { clearToken, createSecret, setToken } from '../http/session.ts'
import { Refusal } from '../refusal.ts'
import { listSchools } from '../school/queries.ts'
import { peopleApi } from './api.ts'
import { meOf, signIn, wrongPassword } from './people.ts'
import { revokeSession } from './queries/sessions.ts'

export function servePeople(app: FastifyInstance, room: Room): void {
  serve(app, room, peopleApi, {
    'POST /api/session': (_room, request, reply, { body }) => openSession(room, request, reply, body),
    'DELETE /api/session': async (trx, { who, reply, room }) => {
      await revokeSession(trx, who.schoolId, who.tokenHash, room.clock.now())
      clearToken(reply)
      return {}
    },
    'GET /api/me': async (_trx, { who, today }) => meOf(who, isoOf(today)),
  })
}

type Given = { login: string; password: string; school?: number }

async function openSession({ db, clock }: Room, request: FastifyRequest, reply: FastifyReply, given: Given) {
  const schoolId = await schoolOf(db, given.school)
  const { secret, hash } = createSecret()
  const device = request.headers['user-agent']?.slice(0, 200) ?? null
  const asked = { ...given, now: clock.now(), device, address: request.ip, tokenHash: hash }
  const signedIn = await inSchool(db, schoolId, (trx) => signIn(trx, schoolId, asked))
  if (!signedIn) throw wrongPassword()
  setToken(reply, schoolId, secret)
  return { needsSecondFactor: signedIn.needsSecondFactor }
}

async function schoolOf(db: Room['db'], wanted: number | undefined): Promise<number> {
  const schools = await listSchools(db)
  const found = wanted === undefined && schools.length === 1 ? schools[0] : schools.find(({ id }) => id === wanted)
  if (found) return found.id
  throw new Refusal(
    'which-school',
    { ru: 'Выберите школу.', en: 'Choose the school.' },
    { status: schools.length === 0 ? 409 : 400 },
  )
}
