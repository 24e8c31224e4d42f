import type { FastifyInstance } from 'fastify'
import { access, coversClass } from '../domain/access/access.ts'
import { requireClass, requireStudent } from '../http/cover.ts'
import { type Room, serve } from '../http/serve.ts'
import type { Said } from '../refusal.ts'
import { attendanceApi } from './api.ts'
import { absencesOf, absencesOfPupil, sayReason, undoReason } from './attendance.ts'

export function serveAttendance(app: FastifyInstance, room: Room): void {
  serve(app, room, attendanceApi, {
    'GET /api/classes/{id}/absences': async (trx, call) => {
      requireClass(call, call.params.id)
      const right = access(call.who, 'records', 'write')
      const mayWrite = !call.isPast && right !== undefined && coversClass(right, call.params.id)
      return { ...(await absencesOf(trx, call, call.params.id)), mayWrite }
    },
    'GET /api/pupils/{id}/absences': async (trx, call) => {
      const { classId, presentClassId } = await requireStudent(trx, call, call.params.id)
      const right = access(call.who, 'records', 'write')
      const mayWrite = !call.isPast && right !== undefined && coversClass(right, presentClassId)
      return { ...(await absencesOfPupil(trx, call, { classId, studentId: call.params.id })), mayWrite }
    },
    'POST /api/absences/reasons': async (trx, call) => {
      const { classId } = await requireStudent(trx, call, call.body.pupil)
      const said = await sayReason(trx, call, call.body)
      call.note({
        class_id: classId,
        student_id: call.body.pupil,
        subject: call.body.on,
        after: { kind: call.body.kind },
      })
      return { ...said, follows }
    },
    'POST /api/absences/reasons/undo': async (trx, call) => {
      const { classId } = await requireStudent(trx, call, call.body.pupil)
      const back = await undoReason(trx, call, call.body)
      call.note({
        class_id: classId,
        student_id: call.body.pupil,
        subject: call.body.on,
        after: { undone: true, ...back },
      })
      return back
    },
  })
}

/** An evaluation of the school takes seconds: a tap does not wait for it. */
const follows: Said = {
  ru: 'Сигналы учтут причину при следующей проверке школы: ночью или после загрузки журнала.',
  en: 'Flags take the reason in at the next evaluation of the school: at night or after the journal is loaded.',
}
