import type { FastifyInstance } from 'fastify'
import { refreshNow } from '../daily/daily.ts'
import type { Call } from '../http/call.ts'
import { type Room, serve } from '../http/serve.ts'
import { schoolApi } from './api.ts'
import {
  answerSetting,
  chooseChannels,
  chooseYear,
  closeSchool,
  reopenSchool,
  setDates,
  showCalendar,
  showChannels,
  showSettings,
  takeOwn,
} from './school.ts'

export function serveSchool(app: FastifyInstance, room: Room): void {
  /** Days decide about flags too: the main path follows once the change is stored. */
  const followed = async <T>(call: Call, work: Promise<T>): Promise<T> => {
    const done = await work
    call.after(async () => void (await refreshNow(room, call.who.schoolId)))
    return done
  }
  serve(app, room, schoolApi, {
    'GET /api/settings': (trx, call) => showSettings(trx, call),
    'PUT /api/settings/{key}': (trx, call) => answerSetting(trx, call, call.params.key, call.body.value),
    'GET /api/channels': (trx, call) => showChannels(trx, call),
    'PUT /api/channels': (trx, call) => chooseChannels(trx, call, call.body.used),
    'GET /api/calendar': (trx, call) => showCalendar(trx, call),
    'PUT /api/calendar/years': (trx, call) => followed(call, chooseYear(trx, call, call.body.id)),
    'PUT /api/calendar/dates': (trx, call) => followed(call, setDates(trx, call, call.body)),
    'POST /api/calendar/own': (trx, call) => takeOwn(trx, call, call.body),
    'POST /api/calendar/closures': (trx, call) => followed(call, closeSchool(trx, call, call.body)),
    'POST /api/calendar/closures/{id}/void': (trx, call) => followed(call, reopenSchool(trx, call, call.params.id)),
  })
}
