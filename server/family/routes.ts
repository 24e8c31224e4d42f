import type { FastifyInstance } from 'fastify'
import { requireClass } from '../http/cover.ts'
import { notFound, type Room, serve } from '../http/serve.ts'
import { familyApi } from './api.ts'
import { classFamilies, familiesToHelp, familyOverview } from './family.ts'

export function serveFamily(app: FastifyInstance, room: Room): void {
  serve(app, room, familyApi, {
    'GET /api/family': familyOverview,
    'GET /api/family/classes/{id}': async (trx, call) => {
      requireClass(call, call.params.id)
      call.note({ class_id: call.params.id })
      const found = await classFamilies(trx, call, call.params.id)
      if (!found) throw notFound('Такого класса в этом учебном году нет.', 'There is no such class this school year.')
      return found
    },
    'GET /api/family/needs-plan': async (trx, call) => ({ families: await familiesToHelp(trx, call) }),
  })
}
