import type { Trx } from '../../database/database.ts'
import { dayOf, parseDay } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import { notFound } from '../../http/guards.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { Refusal, type Said } from '../../refusal.ts'
import { listClasses } from '../../roster/queries.ts'
import { insertClosure, voidClosure } from '../queries.ts'
import { libraryOf, loadCalendars } from '../school.ts'

export type Closing = {
  classId?: number
  grades?: { from: number; to: number }
  from: string
  to: string
  kind: 'quarantine' | 'remote' | 'closed'
  note?: string
}

const longest = 92

/** A quarantine, remote days or a closed day of a class, of grades or of the whole school; duties move with it at once. */
export async function closeSchool(trx: Trx, call: Call, closing: Closing): Promise<{ id: number }> {
  const { schoolId } = call.who
  const { classId, grades, from, to, kind, note } = closing
  await refuseUnfit(trx, call, closing)
  const id = await insertClosure(trx, schoolId, {
    classId: classId ?? null,
    gradeFrom: grades?.from ?? null,
    gradeTo: grades?.to ?? null,
    fromOn: from,
    toOn: to,
    kind,
    note: note?.trim() ? note.trim() : null,
    recordedAt: call.room.clock.now(),
  })
  call.note({ class_id: classId ?? null, subject: `closure:${id}`, after: closing })
  await refreshDutiesOf(trx, call)
  return { id }
}

/** Takes a closure back: the days are lessons again. The row stays with the moment it was voided. */
export async function reopenSchool(trx: Trx, call: Call, id: number): Promise<Record<string, never>> {
  if (!(await voidClosure(trx, call.who.schoolId, id, call.room.clock.now())))
    throw notFound(
      'Такого закрытия нет или оно уже отменено.',
      'There is no such closure, or it was taken back already.',
    )
  call.note({ subject: `closure:${id}`, after: 'voided' })
  await refreshDutiesOf(trx, call)
  return {}
}

async function refuseUnfit(trx: Trx, call: Call, { classId, grades, from, to }: Closing): Promise<void> {
  if (classId !== undefined && grades !== undefined) throw unfit(oneScope)
  if (parseDay(from) === undefined || parseDay(to) === undefined) throw unfit(noDay)
  if (to < from || (grades && grades.to < grades.from)) throw unfit(backwards)
  if (dayOf(to) - dayOf(from) >= longest) throw unfit(tooLong)
  const { schoolYears } = await loadCalendars(trx, call.who.schoolId, libraryOf(call.room.rules.current()))
  const isCovered = schoolYears.some(({ covers }) => covers.from <= from && to <= covers.to)
  if (!isCovered) throw unfit(uncovered)
  if (classId === undefined) return
  const classes = await listClasses(trx, call.who.schoolId)
  if (!classes.some(({ id }) => id === classId)) throw notFound('Такого класса нет.', 'There is no such class.')
}

const unfit = ([code, said]: readonly [string, Said]): Refusal => new Refusal(code, said, { status: 400 })
const oneScope = [
  'one-scope',
  { ru: 'Выберите класс или параллели, не то и другое.', en: 'Name a class or grades, not both.' },
] as const
const noDay = ['not-a-day', { ru: 'Такого дня нет.', en: 'There is no such day.' }] as const
const backwards = ['end-before-start', { ru: 'Конец раньше начала.', en: 'The end is before the start.' }] as const
const tooLong = [
  'too-long',
  {
    ru: `Закрытие длиннее ${longest} дней не записывают: измените календарь учебного года.`,
    en: `A closure longer than ${longest} days is not recorded: change the calendar of the school year.`,
  },
] as const
const uncovered = [
  'not-covered',
  {
    ru: 'За эти дни не отвечает ни один календарь школы. Сначала добавьте учебный год.',
    en: 'No calendar of the school answers for these days. Add the school year first.',
  },
] as const
