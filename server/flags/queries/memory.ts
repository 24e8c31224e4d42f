import type { Trx } from '../../database/database.ts'
import type { FlagState } from '../../domain/flags/state.ts'
import { subjectOf } from './rows.ts'

/** Where the life of one flag stands. */
export async function findFlagMemory(
  trx: Trx,
  schoolId: number,
  ruleId: string,
  subject: string,
): Promise<FlagState | undefined> {
  const { kind, id } = subjectOf(subject)
  const row = await trx
    .selectFrom('flag_memory')
    .select('state')
    .where('school_id', '=', schoolId)
    .where('rule_id', '=', ruleId)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .executeTakeFirst()
  return row?.state as FlagState | undefined
}

/** Opens a flag again as it stood before it was dismissed. */
export async function reopenFlag(
  trx: Trx,
  schoolId: number,
  id: number,
  to: { state: 'flagged' | 'held'; suppressedBy: string | null; groupedUnder: string | null },
): Promise<void> {
  await trx
    .updateTable('flag')
    .set({
      state: to.state,
      cleared_on: null,
      clear_reason: null,
      suppressed_by: to.suppressedBy,
      grouped_under: to.groupedUnder,
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
