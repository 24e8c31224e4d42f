import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Room } from './serve.ts'
import { hashOf } from './session.ts'

/** Whether the process lives, whether it can work, and its figures for Prometheus behind a token. */
export function serveHealth(app: FastifyInstance, room: Room, metricsToken: string | undefined): void {
  app.get('/health/live', { schema: { hide: true } }, () => ({ ok: true }))
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const database = await sql`select 1`.execute(room.db).then(
      () => true,
      () => false,
    )
    const { since, refused } = room.rules.status()
    const rules = { since: since.toISOString(), refused: refused?.problems.length ?? 0 }
    return reply.code(database ? 200 : 503).send({ ok: database, database, rules })
  })
  if (metricsToken !== undefined) serveMetrics(app, metricsToken)
}

function serveMetrics(app: FastifyInstance, token: string): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const times = new Histogram({
    name: 'http_request_seconds',
    help: 'Time of requests by route and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { route: request.routeOptions.url ?? 'page', method: request.method, status: reply.statusCode }
    times.observe(labels, reply.elapsedTime / 1_000)
    done()
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const given = hashOf(request.headers.authorization ?? '')
    const isRight = timingSafeEqual(Buffer.from(given), Buffer.from(hashOf(`Bearer ${token}`)))
    if (!isRight) return reply.code(401).send()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
