import type { Trx } from '../database/database.ts'
import { type Missed, missedDays, undoing, wordsOfHistories, wordsStanding } from '../domain/attendance-words.ts'
import { isStudyDay, schoolDaysBack } from '../domain/calendar/school-days.ts'
import { type Day, isoOf, parseDay } from '../domain/day.ts'
import { zoneClock } from '../domain/duties/zone.ts'
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
  type Span,
} from './queries.ts'

const daysBack = 10

/** Hours that a day stays on the list after it was explained, so that a slip of the finger can be undone. */
const hoursKept = 12

/** Days within which a reason brought later is entered on the page of the pupil. */
const daysOfPupil = 30

type Asking = Pick<Call, 'who' | 'on' | 'knownAt' | 'now' | 'room' | 'today'>

/** Who of a class is absent on the day, and whose absences of the ten school days before it nobody has explained. */
export async function absencesOf(trx: Trx, by: Asking, classId: number) {
  const { who, on, knownAt, now, room } = by
  const { schoolId } = who
  const schoolClass = await findClassOn(trx, schoolId, classId, isoOf(on))
  if (!schoolClass) throw notFound('Такого класса нет.', 'There is no such class.')
  const ruleSet = await rulesInForce(trx, schoolId, isoOf(on), room.rules.current())
  const calendar = (await loadCalendars(trx, schoolId, libraryOf(ruleSet))).ofClass(schoolClass)
  const from = schoolDaysBack(calendar, on - 1, daysBack) ?? on - 2 * daysBack
  const span = { classId, from: isoOf(from), to: isoOf(on), knownAt }
  const missed = await missedIn(trx, by, span)
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
    dataOn: await findAttendanceDay(trx, schoolId, { classId, on: isoOf(on), knownAt }),
  }
}

/** What a pupil missed within thirty days as far as people give the reason of it: a certificate may come later. */
export async function absencesOfPupil(
  trx: Trx,
  by: Asking,
  { classId, studentId }: { classId: number; studentId: number },
) {
  const from = isoOf(by.on - daysOfPupil)
  const span = { classId, studentId, from, to: isoOf(by.on), knownAt: by.knownAt }
  const missed = (await missedIn(trx, by, span))
    .filter(({ source, isConflict, isAwaited }) => source.includes('absent_unknown') || isConflict || isAwaited)
    .toSorted((one, other) => (one.on < other.on ? 1 : -1))
  return { from, missed }
}

async function missedIn(trx: Trx, { who, today }: Pick<Call, 'who' | 'today'>, span: Span): Promise<Missed[]> {
  const words = wordsOfHistories(await listWords(trx, who.schoolId, span), (word) => isOwnToday(word, { who, today }))
  return missedDays(await listAbsences(trx, who.schoolId, span), words)
}

/** Whether a word is one's own and of today: others' and earlier ones are answered by a new word, not taken back. */
function isOwnToday(
  { byId, at }: { byId: number | null; at: string },
  { who, today }: Pick<Call, 'who' | 'today'>,
): boolean {
  return byId === who.staffId && zoneClock(who.timeZone).dayOf(Date.parse(at)) === today
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

/** Takes one's own word of today back by a new row: what stood before it stands again. Answers that, null where nothing did. */
export async function undoReason(
  trx: Trx,
  by: Saying,
  { pupil, on, lesson = 0 }: Omit<Reason, 'kind'>,
): Promise<{ kind: string | null }> {
  await requireDay(trx, by, pupil, on)
  const { schoolId, staffId } = by.who
  const words = wordsStanding(await listHistory(trx, schoolId, pupil, on, lesson))
  const last = words.at(-1)
  if (!last)
    throw new Refusal('nothing-to-undo', { ru: 'Причину ещё никто не называл.', en: 'Nobody has given a reason yet.' })
  if (!isOwnToday(last, by)) throw notYours()
  const stands = words.at(-2)?.kind as NewWord['kind'] | undefined
  await insertWord(trx, schoolId, {
    studentId: pupil,
    on,
    lesson,
    kind: stands ?? 'absent_unknown',
    by: staffId,
    at: by.now,
    note: undoing(last),
  })
  return { kind: stands ?? null }
}

function notYours(): Refusal {
  return new Refusal('not-yours', {
    ru: 'Отменить можно только то, что вы сами назвали сегодня. Чтобы исправить причину, назовите другую.',
    en: 'One takes back only what one said oneself today. To mend the reason, give another.',
  })
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
