import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import { pointsServed, type Said } from '../../domain/interactions/admit.ts'
import { notFound } from '../../http/guards.ts'
import { Refusal } from '../../refusal.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { type Decision, findDecisionOf } from '../queries/decisions.ts'
import { copyInteraction, findForVoid, voidRow } from '../queries/write.ts'
import { type Acting, mayConfirm } from './record.ts'
import { type Before, type DutyChange, judgedBefore, rejudge } from './rejudge.ts'

/** Days within which who logged an entry may take it back; later the deputy head does. */
export const ownVoidDays = 14

/** Takes an entry back, with a reason: nothing is deleted. Answers the duties that changed by it. */
export async function voidInteraction(trx: Trx, by: Acting, id: number, reason: string): Promise<DutyChange[]> {
  const entry = await findEntry(trx, by, id)
  refuseVoid(entry, by)
  const before = await judgedBefore(trx, by, classesOf(entry))
  await takeBack(trx, by, id, reason)
  return rejudge(trx, by, before, { ids: [id] })
}

/** Brings a voided entry back as a new one: what was taken back stays in the history. */
export async function restoreInteraction(trx: Trx, by: Acting, id: number) {
  const entry = await findEntry(trx, by, id)
  if (entry.voidedAt === null)
    throw new Refusal('not-voided', { ru: 'Эта запись не отозвана.', en: 'This entry was not taken back.' })
  refuseVoid({ ...entry, recordedAt: entry.voidedAt }, by)
  const before = await judgedBefore(trx, by, classesOf(entry))
  return copied(trx, by, id, before, { note: `Возвращена отозванная запись № ${id}` })
}

/** Changes which points an entry serves: the old one is taken back, a new one stands for it. */
export async function attributeInteraction(trx: Trx, by: Acting, id: number, points: readonly string[]) {
  const entry = await findEntry(trx, by, id)
  refuseVoid(entry, by)
  const ruleSet = await rulesInForce(trx, by.who.schoolId, isoOf(by.today), by.room.rules.current())
  const possible = pointsServed({ evidence: entry.evidence, points: [] }, ruleSet.points)
  const idle = points.find((point) => !possible.some(({ id }) => id === point))
  if (idle !== undefined)
    throw new Refusal(
      'point-not-served',
      { ru: `Пункт ${idle} такой записью не подтвердить.`, en: `Point ${idle} is not served by such a record.` },
      { status: 422 },
    )
  const before = await judgedBefore(trx, by, classesOf(entry))
  await takeBack(trx, by, id, 'Изменены пункты: запись заменена новой')
  return copied(trx, by, id, before, { note: `Изменены пункты записи № ${id}`, points })
}

type Copied = { id: number; warnings: Said[]; duties: DutyChange[] }

async function copied(
  trx: Trx,
  by: Acting,
  id: number,
  before: Before,
  as: { note: string; points?: readonly string[] },
): Promise<Copied> {
  const copy = await copyInteraction(trx, by.who.schoolId, id, { ...as, at: by.now })
  return { id: copy, warnings: [], duties: await rejudge(trx, by, before, { ids: [copy, id] }) }
}

/** The class of an entry, and that of the occasion it answers. */
function classesOf({ classId, triggerClassId }: { classId: number; triggerClassId: number | null }): number[] {
  return [...new Set([classId, triggerClassId ?? classId])]
}

async function takeBack(trx: Trx, { who, now }: Acting, id: number, reason: string): Promise<void> {
  if (await voidRow(trx, who.schoolId, id, { at: now, staffId: who.staffId, reason })) return
  throw new Refusal('voided', { ru: 'Запись уже отозвана.', en: 'The entry was taken back already.' })
}

/** An entry that stands for itself: what a decision left is taken back with the decision, or neither would tell the truth. */
async function findEntry(trx: Trx, { who }: Acting, id: number) {
  const entry = await findForVoid(trx, who.schoolId, id)
  if (!entry) throw notFound('Такой записи нет.', 'There is no such entry.')
  const decision = await findDecisionOf(trx, who.schoolId, id)
  if (decision) throw partOfDecision(decision)
  return entry
}

function partOfDecision({ flag }: Decision): Refusal {
  if (flag === null)
    return new Refusal('part-of-review', {
      ru: 'Эта запись сделана обзором случаев. Отдельно от него её не отзывают, не возвращают и не меняют: отмените сам обзор на его странице в тот же день.',
      en: 'This entry was made by a review of cases. It is not taken back, restored or changed apart from it: undo the review itself on its page on the same day.',
    })
  return new Refusal('part-of-decision', {
    ru: 'Эта запись сделана решением по сигналу. Отдельно от него её не отзывают, не возвращают и не меняют: отмените само решение на странице сигнала в тот же день.',
    en: 'This entry was made by a decision about a flag. It is not taken back, restored or changed apart from it: undo the decision itself on the page of the flag on the same day.',
  })
}

/** Whether the person may take an entry back: their own for two weeks, any for the deputy head and the principal. */
export function mayVoid(entry: { authorId: number | null; recordedAt: string }, by: Acting): boolean {
  if (mayConfirm(by)) return true
  const days = (by.now.getTime() - Date.parse(entry.recordedAt)) / 86_400_000
  return entry.authorId === by.who.staffId && days <= ownVoidDays
}

function refuseVoid(entry: { authorId: number | null; recordedAt: string }, by: Acting): void {
  if (mayVoid(entry, by)) return
  throw new Refusal(
    'not-yours',
    {
      ru: `Отозвать можно свою запись в течение ${ownVoidDays} дней. Чужую или более старую отзывает заместитель директора.`,
      en: `One takes back one's own entry within ${ownVoidDays} days. Others' and older ones are the deputy head's.`,
    },
    { status: 403 },
  )
}
