import type { FastifyInstance } from 'fastify'
import { refreshNow } from '../daily/daily.ts'
import { type Room, serve } from '../http/serve.ts'
import { regulationApi } from './api.ts'
import { acceptHeld, listRegulation, listRules, readPoint, readRulePage, readStatus } from './regulation.ts'

export function serveRegulation(app: FastifyInstance, room: Room): void {
  serve(app, room, regulationApi, {
    'GET /api/regulation': (trx, call) => listRegulation(trx, call),
    'GET /api/regulation/points/{id}': (trx, call) => readPoint(trx, call, call.params.id),
    'GET /api/rules': (trx, call) => listRules(trx, call),
    'GET /api/rules/{id}': (trx, call) => readRulePage(trx, call, call.params.id),
    'GET /api/rules/status': (trx, call) => readStatus(trx, call),
    'POST /api/rules/held/acceptance': async (trx, call) => {
      const accepted = await acceptHeld(trx, call, call.body.reason)
      // What the edition changes is seen at once; the acceptance stands whatever becomes of it.
      call.after(async () => void (await refreshNow(room, call.who.schoolId)))
      return accepted
    },
  })
}
