import type { Static } from 'typebox'
import type { Said } from '../../refusal.ts'
import type { importsApi } from '../api.ts'
import type { SourceFile } from '../readers/source.ts'
import type { ImportOptions, ImportResult } from '../records/result.ts'
import type { Followed } from './follow.ts'

/** Files that were sent to be checked, and what became of them. They are kept as they came, so that the very same are loaded. */
export type Trial = {
  readonly id: string
  /** Hash of the session that sent them: nobody else meets this trial. */
  readonly owner: string
  readonly schoolId: number
  readonly folder: string
  readonly files: readonly (SourceFile & { readonly size: number })[]
  readonly options: ImportOptions
  readonly expiresAt: Date
  state: 'checking' | 'checked' | 'loading' | 'loaded' | 'failed'
  rows: number
  result: ImportResult | undefined
  followed: Followed | undefined
  failure: Said | undefined
  /** Ends when what the state names has ended. */
  work: Promise<void>
}

type Shown = Static<(typeof importsApi)['POST /api/imports/trial']['answer']>

const shown = 200

/** As a screen gets it: the first of long lists, with how many there are in all. */
export function trialAnswer({ id, state, rows, expiresAt, files, result, followed, failure }: Trial): Shown {
  return {
    id,
    state,
    rows,
    expiresAt: expiresAt.toISOString(),
    files: files.map(({ file, size }) => ({ name: file, size })),
    result: result ? shortened(result) : null,
    total: {
      warnings: result?.warnings.length ?? 0,
      conflicts: result?.conflicts.length ?? 0,
      missingStudents: result?.missingStudents.length ?? 0,
    },
    hasRefusedFile: result?.refusedFile !== undefined,
    importId: result?.importId ?? null,
    followed: followed ?? null,
    failure: failure ?? null,
  }
}

function shortened(result: ImportResult): NonNullable<Shown['result']> {
  const { warnings, notes, conflicts, missingStudents, refused, covers } = result
  return {
    ...result,
    counts: { ...result.counts },
    changes: result.changes.map((each) => ({ ...each, what: [...each.what], fields: [...each.fields] })),
    warnings: warnings.slice(0, shown).map(({ code, severity, where, message, fix }) => {
      const { file, row } = where
      return { code, severity, message, fix, where: { ...(file && { file }), ...(row && { row }) } }
    }),
    notes: [...notes],
    conflicts: conflicts.slice(0, shown),
    missingStudents: missingStudents.slice(0, shown),
    refused: refused.slice(0, shown).map((row) => ({ ...row, faults: [...row.faults], cells: [...row.cells] })),
    covers: {
      ...covers,
      kinds: [...covers.kinds],
      classIds: [...covers.classIds],
      studentIds: [...covers.studentIds],
      days: { ...covers.days },
    },
  }
}
