import type { FastifyInstance } from 'fastify'
import { type Room, serve } from '../http/serve.ts'
import { escalationsApi } from './api.ts'
import { findCase, listCases, openCase, reviewClass, reviewList, undoCase, undoReview } from './escalations.ts'

export function serveEscalations(app: FastifyInstance, room: Room): void {
  serve(app, room, escalationsApi, {
    'GET /api/cases': (trx, call) => listCases(trx, call, call.query),
    'GET /api/cases/{id}': (trx, call) => findCase(trx, call, call.params.id),
    'POST /api/pupils/{id}/cases': (trx, call) => openCase(trx, call, call.params.id, call.body),
    'POST /api/cases/{id}/undo': (trx, call) => undoCase(trx, call, call.params.id),
    'POST /api/classes/{id}/review': (trx, call) => reviewClass(trx, call, call.params.id, call.body.answers),
    'POST /api/classes/{id}/list-review': (trx, call) => reviewList(trx, call, call.params.id),
    'POST /api/classes/{id}/review/undo': (trx, call) => undoReview(trx, call, call.params.id, call.query.interaction),
  })
}
