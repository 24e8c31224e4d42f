import type { FastifyInstance } from 'fastify'
import type { Room } from '../http/call.ts'
import { serve } from '../http/serve.ts'
import { auditApi } from './api.ts'
import { pageOfTrail } from './audit.ts'

export function serveAudit(app: FastifyInstance, room: Room): void {
  serve(app, room, auditApi, {
    'GET /api/audit': (trx, { who, because, query }) =>
      pageOfTrail(trx, who, because, { ...query, limit: query.limit ?? 50 }),
  })
}
