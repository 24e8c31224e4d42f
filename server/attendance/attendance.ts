import type { Trx } from '../database/database.ts'
import { type Missed, missedDays } from '../domain/attendance-words.ts'
import { isStudyDay, schoolDaysBack } from '../domain/calendar/school-days.ts'
import { type Day, isoOf, parseDay } from '../domain/day.ts'
import type { Call } from '../http/call.ts'
import { notFound } from '../http/guards.ts'
import { Refusal, type Said } from '../refusal.ts'
import { rulesInForce } from '../rules/rules.ts'
import { libraryOf, loadCalendars } from '../school/school.ts'
import {
  findAttendanceDay,
  findClassOn,
  insertWord,
  isEnrolled,
  listAbsences,
  listHistory,
  listSourceKinds,
  listWords,
  type NewWord,
  undone,
} from './queries.ts'

const daysBack = 10

/** Hours that a day stays on the list after it was explained, so that a slip of the finger can be undone. */
const hoursKept = 12

type Asking = Pick<Call, 'who' | 'on' | 'knownAt' | 'now' | 'room'>

/** Who of a class is absent on the day, and whose absences of the ten school days before it nobody has explained. */
export async function absencesOf(trx: Trx, { who, on, knownAt, now, room }: Asking, classId: number) {
  const { schoolId } = who
  const schoolClass = await findClassOn(trx, schoolId, classId, isoOf(on))
  if (!schoolClass) throw notFound('Такого класса нет.', 'There is no such class.')
  const ruleSet = await rulesInForce(trx, schoolId, isoOf(on), room.rules.current())
  const calendar = (await loadCalendars(trx, schoolId, libraryOf(ruleSet))).ofClass(schoolClass)
  const from = schoolDaysBack(calendar, on - 1, daysBack) ?? on - 2 * daysBack
  const span = { classId, from: isoOf(from), to: isoOf(on), knownAt }
  const missed = missedDays(await listAbsences(trx, schoolId, span), await listWords(trx, schoolId, span))
  const { id, name, pupils } = schoolClass
  return {
    class: { id, name },
    on: isoOf(on),
    isSchoolDay: isStudyDay(calendar, on) ?? null,
    pupils,
    today: missed.filter((each) => each.on === isoOf(on)),
    unexplained: missed
      .filter((each) => each.on !== isoOf(on) && each.source.includes('absent_unknown'))
      .filter((each) => isOpen(each) || isFresh(each, now))
      .toSorted((one, other) => (one.on === other.on ? 0 : one.on < other.on ? 1 : -1)),
    dataOn: await findAttendanceDay(trx, schoolId, knownAt),
  }
}

function isOpen({ kind }: Missed): boolean {
  return kind === 'absent_unknown' || kind === 'mixed'
}

function isFresh({ word }: Missed, now: Date): boolean {
  return word !== null && now.getTime() - Date.parse(word.at) < hoursKept * 3_600_000
}

export type Reason = { pupil: number; on: string; lesson?: number; kind: NewWord['kind'] }
type Saying = Pick<Call, 'who' | 'today' | 'now'>

/** Keeps a person's word on an absence beside the earlier ones; answers where the journal says otherwise. */
export async function sayReason(
  trx: Trx,
  by: Saying,
  { pupil, on, lesson = 0, kind }: Reason,
): Promise<{ conflict: Said | null }> {
  await requireDay(trx, by, pupil, on)
  const { schoolId, staffId } = by.who
  await insertWord(trx, schoolId, { studentId: pupil, on, lesson, kind, by: staffId, at: by.now })
  const told = await listSourceKinds(trx, schoolId, pupil, on, lesson)
  const isConflict = kind !== 'absent_unknown' && told.some((each) => each !== 'absent_unknown' && each !== kind)
  return { conflict: isConflict ? conflict : null }
}

/** Takes the last word back by a new one: what stood before it stands again. Answers that, null where nothing did. */
export async function undoReason(
  trx: Trx,
  by: Saying,
  { pupil, on, lesson = 0 }: Omit<Reason, 'kind'>,
): Promise<{ kind: string | null }> {
  await requireDay(trx, by, pupil, on)
  const { schoolId, staffId } = by.who
  const [last, before] = await listHistory(trx, schoolId, pupil, on, lesson)
  if (!last || last.note === undone)
    throw new Refusal('nothing-to-undo', { ru: 'Причину ещё никто не называл.', en: 'Nobody has given a reason yet.' })
  const stands = before && before.note !== undone ? (before.kind as NewWord['kind']) : undefined
  await insertWord(trx, schoolId, {
    studentId: pupil,
    on,
    lesson,
    kind: stands ?? 'absent_unknown',
    by: staffId,
    at: by.now,
    ...(stands === undefined && { note: undone }),
  })
  return { kind: stands ?? null }
}

async function requireDay(trx: Trx, { who, today }: Saying, pupil: number, on: string): Promise<void> {
  const day: Day | undefined = parseDay(on)
  if (day === undefined || day > today || !(await isEnrolled(trx, who.schoolId, pupil, on)))
    throw new Refusal(
      'bad-day',
      {
        ru: 'В этот день ученик не числился в школе, или день ещё не наступил.',
        en: 'The pupil was not at the school on that day, or it is yet to come.',
      },
      { status: 422 },
    )
}

const conflict: Said = {
  ru: 'В журнале названа другая причина, и считается она. Ваше слово сохранено: если журнал ошибается, его исправляет учитель-предметник.',
  en: 'The journal names another reason, and that one counts. Your word is kept: if the journal is wrong, the subject teacher mends it.',
}
