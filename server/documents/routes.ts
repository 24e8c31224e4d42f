import type { FastifyInstance } from 'fastify'
import type { Call } from '../http/call.ts'
import { forbidden } from '../http/guards.ts'
import { type Room, serve } from '../http/serve.ts'
import { documentsApi } from './api.ts'
import { mondayFile, mondayPage } from './documents.ts'

export function serveDocuments(app: FastifyInstance, room: Room): void {
  serve(app, room, documentsApi, {
    'GET /api/documents/monday': async (trx, call) => {
      requireWholeSchool(call)
      const { format = 'pdf', lang = call.who.language ?? 'ru' } = call.query
      call.note({ subject: format })
      return mondayFile(trx, call, format, lang)
    },
    'GET /api/documents/monday/page': async (trx, call) => {
      requireWholeSchool(call)
      return mondayPage(trx, call)
    },
  })
}

/** The page is about the whole school: who sees one class of it alone does not get it. */
function requireWholeSchool({ because }: Pick<Call, 'because'>): void {
  if (because.reach !== 'all') throw forbidden()
}
