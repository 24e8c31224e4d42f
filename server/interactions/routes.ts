import type { FastifyInstance } from 'fastify'
import type { Trx } from '../database/database.ts'
import type { Call } from '../http/call.ts'
import { requireClass, requireStudent } from '../http/cover.ts'
import { forbidden, notFound, type Room, serve } from '../http/serve.ts'
import { scopeOf } from '../overview/overview.ts'
import { interactionsApi } from './api.ts'
import { type DutyChange, logInteraction, type NewInteraction, refuseHastyReview } from './interactions.ts'
import { isHiddenFrom, oneEntry, pageOfEntries } from './logging/entries.ts'
import { optionsOf } from './logging/options.ts'
import { attributeInteraction, restoreInteraction, voidInteraction } from './logging/take-back.ts'
import { findHiding } from './queries/list.ts'
import { findForVoid, listStudentsOf } from './queries/write.ts'

export function serveInteractions(app: FastifyInstance, room: Room): void {
  serve(app, room, interactionsApi, {
    'GET /api/interactions': (trx, call) => pageOfEntries(trx, call, call.query),
    'GET /api/interactions/options': (trx, call) => optionsOf(trx, call, call.query),
    'GET /api/interactions/{id}': (trx, call) => oneEntry(trx, call, call.params.id),
    'POST /api/interactions': async (trx, call) => {
      const { class: classId, pupils, trigger, duty, ...rest } = call.body
      const given: NewInteraction = { ...rest, classId, studentIds: pupils, triggerId: trigger, dutyKey: duty }
      await requireAbout(trx, call, classId, pupils ?? [])
      await refuseHastyReview(trx, call.who.schoolId, given)
      const logged = await logInteraction(trx, call, given)
      const about = pupils?.length === 1 ? { student_id: pupils[0] ?? null } : {}
      call.note({ class_id: classId, ...about, subject: `interaction:${logged.id}`, after: given })
      return { ...logged, duties: shown(logged.duties, call, pupils ?? []) }
    },
    'POST /api/interactions/{id}/void': async (trx, call) => {
      const pupils = await requireEntry(trx, call, call.params.id)
      const duties = await voidInteraction(trx, call, call.params.id, call.body.reason)
      call.note({ subject: `interaction:${call.params.id}`, after: { voided: call.body.reason } })
      return { duties: shown(duties, call, pupils) }
    },
    'POST /api/interactions/{id}/restoration': async (trx, call) => {
      const pupils = await requireEntry(trx, call, call.params.id)
      const logged = await restoreInteraction(trx, call, call.params.id)
      call.note({ subject: `interaction:${logged.id}`, after: { restores: call.params.id } })
      return { ...logged, duties: shown(logged.duties, call, pupils) }
    },
    'POST /api/interactions/{id}/attribution': async (trx, call) => {
      const pupils = await requireEntry(trx, call, call.params.id)
      const logged = await attributeInteraction(trx, call, call.params.id, call.body.points)
      call.note({ subject: `interaction:${logged.id}`, after: { replaces: call.params.id, points: call.body.points } })
      return { ...logged, duties: shown(logged.duties, call, pupils) }
    },
  })
}

/** Refuses a class, and for specialists a pupil, that the right does not reach. */
async function requireAbout(trx: Trx, call: Call, classId: number, pupils: readonly number[]): Promise<void> {
  if (call.because.reach !== 'case') return requireClass(call, classId)
  if (pupils.length === 0) throw forbidden()
  for (const id of pupils) await requireStudent(trx, call, id)
}

/** The pupils of an entry that the right reaches; refuses others, and an entry whose content the person may not read. */
async function requireEntry(trx: Trx, call: Call, id: number): Promise<number[]> {
  const entry = await findForVoid(trx, call.who.schoolId, id)
  if (!entry) throw notFound('Такой записи нет.', 'There is no such entry.')
  if (isHiddenFrom(call, await findHiding(trx, call.who.schoolId, id))) throw forbidden()
  const pupils = await listStudentsOf(trx, call.who.schoolId, id)
  await requireAbout(trx, call, entry.classId, pupils)
  return pupils
}

const changesShown = 100

/**
 * A specialist is told of the duties of their pupils alone; the class is the class teacher's. Nobody is told of a duty about a
 * pupil of whom it would say what the person may not know.
 */
function shown(duties: DutyChange[], call: Call, pupils: readonly number[]): DutyChange[] {
  const { seesPupil } = scopeOf(call)
  const own = ({ studentId, classId, point }: DutyChange) =>
    studentId === null
      ? call.because.reach !== 'case'
      : seesPupil({ classId, spec: { point } }) && (call.because.reach !== 'case' || pupils.includes(studentId))
  return duties.filter(own).slice(0, changesShown)
}
