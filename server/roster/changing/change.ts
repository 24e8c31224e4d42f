import type { Insertable } from 'kysely'
import type { Tables, Trx } from '../../database/database.ts'
import { type Edit, type Planned, turnedRound } from '../../domain/roster/edits.ts'
import type { Call } from '../../http/call.ts'
import { notFound } from '../../http/guards.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { Refusal } from '../../refusal.ts'
import { findChange, hasRecordsBy, insertChange, saveUndone, writeEdit } from '../queries/changes.ts'
import { refuseOwn } from './own.ts'
import { refusalOf } from './refused.ts'
import { undoRollOver } from './roll-over.ts'

type About = Pick<Insertable<Tables['roster_change']>, 'kind' | 'class_id' | 'staff_id' | 'effective_on'>

/** Writes what was planned, keeps it with the rows before, and judges the duties anew. Answers the id of the change. */
export async function keepChange(trx: Trx, call: Call, about: About, planned: Planned): Promise<{ changeId: number }> {
  if ('refused' in planned) throw refusalOf(planned.refused, planned.on)
  refuseOwn(call, planned.edits)
  const { schoolId, staffId } = call.who
  await writeAll(trx, schoolId, planned.edits)
  const made = { school_id: schoolId, made_by: staffId, made_at: call.room.clock.now() }
  const changeId = await insertChange(trx, { ...about, ...made, edits: planned.edits })
  note(call, about, planned.edits)
  await refreshDutiesOf(trx, call)
  return { changeId }
}

/** Takes a change back where everything still stands as it left it and nobody has worked on the strength of it. */
export async function undoChange(trx: Trx, call: Call, id: number): Promise<Record<string, never>> {
  const { schoolId, staffId } = call.who
  const change = await findChange(trx, schoolId, id)
  if (!change) throw notFound('Такого изменения нет.', 'There is no such change.')
  if (change.undoneAt !== null) throw undoneAlready()
  if (change.kind === 'rollOver') await undoRollOver(trx, call, change)
  else await undoEdits(trx, call, change.edits as Edit[])
  await saveUndone(trx, schoolId, id, { staffId, now: call.room.clock.now() })
  call.note({ class_id: change.classId, subject: `undo:${change.kind}:${id}`, before: change.edits })
  await refreshDutiesOf(trx, call)
  return {}
}

async function undoEdits(trx: Trx, call: Call, edits: readonly Edit[]): Promise<void> {
  const { schoolId } = call.who
  const back = turnedRound(edits)
  refuseOwn(call, back)
  for (const { table, before, after } of edits) {
    if (table !== 'class_teacher' || before !== null || after === null) continue
    const by = { staffId: after.staff_id, classId: after.class_id, since: after.from_on }
    if (await hasRecordsBy(trx, schoolId, by)) throw workedAlready()
  }
  await writeAll(trx, schoolId, back)
}

async function writeAll(trx: Trx, schoolId: number, edits: readonly Edit[]): Promise<void> {
  for (const edit of edits) if ((await writeEdit(trx, schoolId, edit)) !== 1) throw changedSince()
}

function note(call: Call, about: About, edits: readonly Edit[]): void {
  call.note({
    class_id: about.class_id ?? null,
    subject: about.staff_id ? `staff:${about.staff_id}` : about.kind,
    before: edits.flatMap(({ before }) => before ?? []),
    after: edits.flatMap(({ after }) => after ?? []),
  })
}

const undoneAlready = (): Refusal =>
  new Refusal('undone', { ru: 'Это изменение уже отменено.', en: 'This change was taken back already.' })
const changedSince = (): Refusal =>
  new Refusal('changed-since', {
    ru: 'С тех пор записи изменились. Отмените сначала более поздние изменения или обновите страницу.',
    en: 'The rows have changed since. Take later changes back first, or reload the page.',
  })
const workedAlready = (): Refusal =>
  new Refusal('worked-since', {
    ru: 'Назначенный уже вёл записи по классу: они остаются, и назначение тоже. Назначьте другого с нового дня.',
    en: 'The person has already made records for the class: they stay, and so does the appointment. Appoint another from a new day.',
  })
