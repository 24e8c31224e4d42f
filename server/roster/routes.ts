import type { FastifyInstance } from 'fastify'
import { isoOf } from '../domain/day.ts'
import { type Room, serve } from '../http/serve.ts'
import { rosterApi } from './api.ts'
import {
  appointActing,
  appointTeacher,
  beginLeave,
  cancelLeave,
  endActing,
  endLeave,
  rollOver,
  showAppointable,
  showClass,
  showClasses,
  showRollOver,
  undoChange,
} from './roster.ts'

export function serveRoster(app: FastifyInstance, room: Room): void {
  serve(app, room, rosterApi, {
    'GET /api/classes': (trx, call) => showClasses(trx, call, call.query.year),
    'GET /api/classes/{id}': (trx, call) => showClass(trx, call, call.params.id),
    'GET /api/teachers': (trx, call) => showAppointable(trx, call, isoOf(call.on)),
    'POST /api/classes/{id}/teacher': (trx, call) => appointTeacher(trx, call, call.params.id, call.body),
    'POST /api/classes/{id}/acting': (trx, call) => appointActing(trx, call, call.params.id, call.body),
    'POST /api/classes/{id}/acting-end': (trx, call) => endActing(trx, call, call.params.id, call.body.lastDay),
    'POST /api/staff/{id}/leave': (trx, call) => beginLeave(trx, call, call.params.id, call.body),
    'POST /api/staff/{id}/leave/{from}/end': (trx, call) =>
      endLeave(trx, call, { staffId: call.params.id, from: call.params.from }, call.body.lastDay),
    'POST /api/staff/{id}/leave/{from}/cancel': (trx, call) =>
      cancelLeave(trx, call, { staffId: call.params.id, from: call.params.from }),
    'POST /api/roster-changes/{id}/undo': (trx, call) => undoChange(trx, call, call.params.id),
    'GET /api/roll-over': (trx, call) => showRollOver(trx, call),
    'POST /api/roll-over': (trx, call) => rollOver(trx, call, call.body),
  })
}
