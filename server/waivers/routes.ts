import type { FastifyInstance } from 'fastify'
import { type Room, serve } from '../http/serve.ts'
import { waiversApi } from './api.ts'
import { askWaiver, decideWaiver, revokeWaiver, showEffect, showForm, showWaivers } from './waivers.ts'

export function serveWaivers(app: FastifyInstance, room: Room): void {
  serve(app, room, waiversApi, {
    'GET /api/waivers': (trx, call) => showWaivers(trx, call, call.query),
    'GET /api/waivers/form': (trx, call) => showForm(trx, call),
    'GET /api/waivers/effect': (trx, call) => showEffect(trx, call, call.query),
    'POST /api/waivers': (trx, call) => askWaiver(trx, call, call.body),
    'POST /api/waivers/{id}/approve': (trx, call) =>
      decideWaiver(trx, call, call.params.id, { state: 'approved', note: call.body.note }),
    'POST /api/waivers/{id}/reject': (trx, call) =>
      decideWaiver(trx, call, call.params.id, { state: 'rejected', note: call.body.note }),
    'POST /api/waivers/{id}/revoke': (trx, call) => revokeWaiver(trx, call, call.params.id, call.body.note),
  })
}
