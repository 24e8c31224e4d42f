import type { FastifyInstance } from 'fastify'
import { dayOf, isoOf } from '../domain/day.ts'
import { requireStudent } from '../http/cover.ts'
import { type Room, serve } from '../http/serve.ts'
import { pupilsApi } from './api.ts'
import { pupilCard } from './pupils.ts'
import { findEvaluation, listFreshness } from './queries/freshness.ts'

export function servePupils(app: FastifyInstance, room: Room): void {
  serve(app, room, pupilsApi, {
    'GET /api/pupils/{id}': async (trx, call) => {
      const { id } = call.params
      const place = await requireStudent(trx, call, id)
      call.note({ class_id: place.classId, student_id: id })
      return pupilCard(trx, call, id, place)
    },
    'GET /api/freshness': async (trx, { who, on, knownAt }) => {
      const sources = await listFreshness(trx, who.schoolId, knownAt, isoOf(on))
      return {
        evaluated: (await findEvaluation(trx, who.schoolId, isoOf(on))) ?? null,
        sources: sources.map((row) => ({ ...row, ageDays: Math.max(0, on - dayOf(row.dataOn)) })),
      }
    },
  })
}
