import type { FastifyInstance } from 'fastify'
import { isoOf, parseDay } from '../domain/day.ts'
import type { Call } from '../http/call.ts'
import { classesOf, requireClass } from '../http/cover.ts'
import { forbidden } from '../http/guards.ts'
import { type Room, serve } from '../http/serve.ts'
import { Refusal } from '../refusal.ts'
import { documentsApi } from './api.ts'
import { classListFile, mondayFile, mondayPage, snapshotFile } from './documents.ts'

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
    'GET /api/documents/class-list': async (trx, call) => {
      const { class: classId, format = 'pdf', lang = call.who.language ?? 'ru' } = call.query
      requireClass(call, classId)
      call.note({ class_id: classId, subject: format })
      return classListFile(trx, call, classId, format, lang)
    },
    'GET /api/documents/snapshot': async (trx, call) => {
      const { format = 'pdf', lang = call.who.language ?? 'ru', point = null, class: classId } = call.query
      if (classId !== undefined) requireClass(call, classId)
      const period = periodOf(call)
      const classIds = classId === undefined ? (classesOf(call.because) ?? null) : [classId]
      call.note({ subject: format, ...(classId !== undefined && { class_id: classId }) })
      return snapshotFile(trx, call, { ...period, point, classIds }, format, lang)
    },
  })
}

const monthDays = 30
const yearDays = 366

/** The page is about the whole school: who sees one class of it alone does not get it. */
function requireWholeSchool({ because }: Pick<Call, 'because'>): void {
  if (because.reach !== 'all') throw forbidden()
}

/** The period asked for; the month up to the day where none is named. Refuses one that ends before it begins. */
function periodOf({ query, on }: Pick<Call, 'on'> & { query: { from?: string; to?: string } }): {
  from: string
  to: string
} {
  const to = query.to ?? isoOf(on)
  const last = parseDay(to)
  const from = query.from ?? (last === undefined ? to : isoOf(last - monthDays))
  const first = parseDay(from)
  if (first !== undefined && last !== undefined && first <= last && last - first <= yearDays) return { from, to }
  throw new Refusal(
    'bad-period',
    {
      ru: `Период ${from} – ${to} записан неверно: первый день должен быть не позже последнего, а весь период – не длиннее года.`,
      en: `The period ${from} – ${to} is malformed: its first day has to come before the last, and the whole be a year at most.`,
    },
    { status: 400 },
  )
}
