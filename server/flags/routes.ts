import type { FastifyInstance } from 'fastify'
import { ladderOf, rulesOf } from '../escalations/escalations.ts'
import { requireClass } from '../http/cover.ts'
import { type Room, serve } from '../http/serve.ts'
import { flagsApi } from './api.ts'
import { acceptFlag, dismissFlag, noteFlag } from './keeping/decide.ts'
import { listFlags } from './keeping/list.ts'
import { explainPupil, findFlagPage, listCleared } from './keeping/page.ts'
import { summariseFlags } from './keeping/summary.ts'
import { undoDecision } from './keeping/undo.ts'

export function serveFlags(app: FastifyInstance, room: Room): void {
  serve(app, room, flagsApi, {
    'GET /api/flags': (trx, call) => listFlags(trx, call, call.query),
    'GET /api/flags/summary': (trx, call) => summariseFlags(trx, call, call.query.class),
    'GET /api/flags/choices': async (trx, call) => {
      const { measures, dismissReasons } = ladderOf(await rulesOf(trx, call))
      return { measures, reasons: dismissReasons }
    },
    'GET /api/flags/{id}': (trx, call) => findFlagPage(trx, call, call.params.id),
    'GET /api/pupils/{id}/rules/{rule}': (trx, call) => explainPupil(trx, call, call.params.id, call.params.rule),
    'GET /api/classes/{id}/cleared-flags': (trx, call) => {
      requireClass(call, call.params.id)
      return listCleared(trx, call, call.params.id)
    },
    'POST /api/flags/{id}/acceptance': (trx, call) => acceptFlag(trx, call, call.params.id, call.body),
    'POST /api/flags/{id}/dismissal': (trx, call) => dismissFlag(trx, call, call.params.id, call.body),
    'POST /api/flags/{id}/notes': (trx, call) => noteFlag(trx, call, call.params.id, call.body.text),
    'POST /api/flags/{id}/undo': (trx, call) => undoDecision(trx, call, call.params.id),
  })
}
