import { inSchool, inSchoolReadOnly } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import { findLastRunDay } from '../../flags/queries.ts'
import type { Room } from '../../http/serve.ts'
import { refresh } from '../../refresh.ts'
import { Refusal, type Said } from '../../refusal.ts'

/** Flags and duties after records have changed. */
export type Followed = {
  asOf: string
  flags: { raised: number; cleared: number; open: number }
  duties: number
  held: number
  /** Why they could not be worked out; the records stand all the same. */
  refused: Said | null
}

/** The main path after a change that is stored already, as of today or of the last day that was evaluated. */
export async function follow(
  { db, clock, rules }: Room,
  school: { id: number; timeZone: string; trackingFrom: string },
): Promise<Followed> {
  const last = await inSchoolReadOnly(db, school.id, (trx) => findLastRunDay(trx, school.id))
  const today = clock.today(school.timeZone)
  const asOf = Math.max(today, last ?? today)
  const input = { school, ruleSet: rules.current(), asOf, knownAt: clock.knownAt(asOf, today, school.timeZone) }
  try {
    const { flags, duties, heldBecause } = await inSchool(db, school.id, (trx) => refresh(trx, input))
    const { raised, cleared, open } = flags
    const counts = { raised, cleared, open }
    return { asOf: isoOf(asOf), flags: counts, duties: duties.written, held: heldBecause.length, refused: null }
  } catch (error) {
    const refused = error instanceof Refusal ? error.said : defect
    return { asOf: isoOf(asOf), flags: { raised: 0, cleared: 0, open: 0 }, duties: 0, held: 0, refused }
  }
}

const defect: Said = {
  ru: 'Ошибка программы. Загруженное сохранено; сигналы и обязательства пересчитает ежедневный прогон.',
  en: 'A defect of the program. What was loaded is stored; the daily run will work out flags and duties.',
}
