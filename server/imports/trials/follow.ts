import { refreshNow } from '../../daily/daily.ts'
import { isoOf } from '../../domain/day.ts'
import { logDefect } from '../../http/errors.ts'
import type { Call } from '../../http/serve.ts'
import type { Said } from '../../refusal.ts'

/** Flags and duties after records have changed. */
export type Followed = {
  asOf: string
  flags: { raised: number; cleared: number; open: number }
  duties: number
  held: number
  /** Why they could not be worked out; the records stand all the same. */
  refused: Said | null
}

const nothing = { flags: { raised: 0, cleared: 0, open: 0 }, duties: 0, held: 0 }

/** The main path after a change that is stored already: whatever becomes of it, the change stands. */
export async function follow({ room, who, today, request }: Call): Promise<Followed> {
  try {
    const done = await refreshNow(room, who.schoolId)
    return 'refused' in done ? { ...nothing, ...done } : { ...done, refused: done.refusedRules }
  } catch (error) {
    logDefect(request.log, error)
    return { asOf: isoOf(today), ...nothing, refused: defect }
  }
}

const defect: Said = {
  ru: 'Ошибка программы. Загруженное сохранено; сигналы и обязательства пересчитает ежедневный прогон.',
  en: 'A defect of the program. What was loaded is stored; the daily run will work out flags and duties.',
}
