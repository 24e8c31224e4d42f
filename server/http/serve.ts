import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AuditEntry, insertAudit } from '../audit/queries.ts'
import type { Trx } from '../database/database.ts'
import { inSchoolReadOnly, inSchoolSoon } from '../database/school.ts'
import { accessTo, type Because } from '../domain/access/access.ts'
import { findWho, touchSession, type Who } from '../people/queries/who.ts'
import type { Call, Handlers, Room } from './call.ts'
import { firstDayOf } from './clock.ts'
import type { Contract, FileAnswer, Route, RouteName } from './contract.ts'
import { logDefect, markStored } from './errors.ts'
import { forbidden, refuseFirstFactor, refuseIdle, refusePast } from './guards.ts'
import { dayIn, inTurn } from './in-turn.ts'
import { remember } from './known.ts'
import { notSignedIn, refuseCrossSite, type Token, tokenOf } from './session.ts'

type Shut = (trx: Trx, call: Call) => Promise<unknown>
type Alone = (call: Call) => Promise<unknown>
type Open = (room: Room, request: FastifyRequest, reply: FastifyReply, parts: object) => Promise<unknown>

export type { Call, Room } from './call.ts'
export { forbidden, notFound } from './guards.ts'

/** Puts the routes of a feature on the server: shapes checked, the person found, the right decided, one transaction. */
export function serve<C extends Contract>(app: FastifyInstance, room: Room, contract: C, handlers: Handlers<C>): void {
  for (const [name, route] of Object.entries(contract) as [RouteName, Route][]) {
    const [method, url = ''] = name.split(' ')
    const handler = handlers[name as keyof C] as unknown
    remember(name, route)
    app.route({
      method: method ?? 'GET',
      url: url.replaceAll(/\{(\w+)\}/g, ':$1'),
      schema: schemaOf(name, route),
      config: route.perMinute === undefined ? {} : { rateLimit: { max: route.perMinute, timeWindow: '1 minute' } },
      handler: async (request, reply) => {
        if (method !== 'GET') refuseCrossSite(request)
        // Kept by the person's own browser alone, and asked for anew each time: with an ETag that is cheap.
        reply.header('cache-control', 'private, no-cache')
        // They open transactions of their own.
        if (method !== 'GET' && (route.may === 'anyone' || route.transaction === 'own')) markStored(request)
        const answer =
          route.may === 'anyone'
            ? await (handler as Open)(room, request, reply, partsOf(request))
            : await serveSignedIn(room, name, route, handler, request, reply)
        return isFile(route, answer) ? sendFile(reply, answer) : reply.send(answer)
      },
    })
  }
}

function schemaOf(name: RouteName, { summary, note, params, query, body, answer, may }: Route) {
  const isFile = (answer as { format?: string }).format === 'binary'
  return {
    summary: summary.en,
    description: `${summary.ru}. ${note === undefined ? '' : `${note}. `}${typeof may === 'string' ? may : `${may.act} ${may.group}`}`,
    tags: [name.split('/')[2] ?? ''],
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(isFile ? {} : { response: { 200: answer } }),
  }
}

function partsOf(request: FastifyRequest) {
  return { params: request.params ?? {}, query: request.query ?? {}, body: request.body ?? {} }
}

async function serveSignedIn(
  room: Room,
  name: RouteName,
  route: Route,
  handler: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const token = tokenOf(request)
  if (!token) throw notSignedIn()
  const { db, clock } = room
  const { schoolId, hash } = token
  const isChange = !name.startsWith('GET ')
  const isKept = isChange || route.trail !== undefined
  const isOwn = route.transaction === 'own'
  const scope = isKept && !isOwn ? inSchoolSoon : inSchoolReadOnly
  const later: (() => Promise<void>)[] = []
  const trail: Trail = { entries: [], isUnchanged: false }
  const once = () =>
    scope(db, schoolId, async (trx) => {
      const { who, because } = await admit(trx, room, token, name, route)
      const call = callOf(room, who, because, request, reply, trail, later)
      if (isChange) refusePast(call)
      const answer = isOwn ? undefined : await (handler as Shut)(trx, call)
      if (isKept && !isOwn) await insertAudit(trx, trailOf(name, route, call, trail))
      return { answer, call }
    })
  const { answer, call } = await inTurn(request, clock, schoolId, once)
  if (isChange) markStored(request)
  const made = isOwn ? await (handler as Alone)(call) : answer
  const keepTrail = () => inSchoolSoon(db, schoolId, (trx) => insertAudit(trx, trailOf(name, route, call, trail)))
  if (isKept && isOwn) await afterwards(request, 'trail', () => keepTrail().catch(keepTrail))
  if (clock.now().getTime() - Date.parse(call.who.seenAt) > 60_000)
    await afterwards(request, 'session', () =>
      inSchoolSoon(db, schoolId, (trx) => touchSession(trx, schoolId, hash, clock.now())),
    )
  for (const work of later) await afterwards(request, 'after', work)
  return made
}

/** What follows a call that is done: its failure is the program's to log, not the person's, whose work is stored. */
async function afterwards(request: FastifyRequest, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    logDefect(request.log, error, request.routeOptions.url, `afterwards: ${what}`)
  }
}

/** Who calls, and why they may. */
async function admit(
  trx: Trx,
  { clock }: Room,
  { schoolId, hash }: Token,
  name: RouteName,
  { may }: Route,
): Promise<{ who: Who; because: Because }> {
  const who = await findWho(trx, schoolId, hash, clock.now())
  if (!who) throw notSignedIn()
  refuseIdle(who, clock)
  refuseFirstFactor(who, name)
  const because = accessTo(who, may)
  if (!because) throw forbidden()
  return { who, because }
}

function callOf(
  room: Room,
  who: Who,
  because: Because,
  request: FastifyRequest,
  reply: FastifyReply,
  trail: Trail,
  later: (() => Promise<void>)[],
): Call {
  const { clock } = room
  const today = clock.today(who.timeZone)
  const on = clock.dayAsked(dayIn(request), today, firstDayOf(who.trackingFrom))
  return {
    ...partsOf(request),
    who,
    because,
    today,
    on,
    knownAt: clock.knownAt(on, today, who.timeZone),
    now: on < today ? clock.knownAt(on, today, who.timeZone) : clock.now(),
    isPast: on < today,
    room,
    request,
    reply,
    note: (entry) => trail.entries.push({ ...entry, school_id: who.schoolId, kind: 'change', action: '' }),
    unchanged: () => {
      trail.isUnchanged = true
    },
    after: (work) => later.push(work),
  }
}

/** What a handler told of its call. */
type Trail = { readonly entries: AuditEntry[]; isUnchanged: boolean }

/** One entry for each thing the handler told, or one for the call itself; none where it changed nothing. */
function trailOf(name: RouteName, route: Route, call: Call, { entries, isUnchanged }: Trail): AuditEntry[] {
  if (isUnchanged) return []
  const own = {
    school_id: call.who.schoolId,
    actor_id: call.who.staffId,
    kind: route.trail ?? ('change' as const),
    action: name,
    address: call.request.ip,
  }
  return entries.length === 0 ? [own] : entries.map((entry) => ({ ...entry, ...own }))
}

function isFile(route: Route, answer: unknown): answer is FileAnswer {
  return (route.answer as { format?: string }).format === 'binary' && answer !== undefined
}

function sendFile(reply: FastifyReply, { name, type, bytes }: FileAnswer): FastifyReply {
  const plain = name.replaceAll(/[^\w.-]/g, '_')
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'private, no-store')
    .send(typeof bytes === 'string' ? bytes : Buffer.from(bytes))
}
