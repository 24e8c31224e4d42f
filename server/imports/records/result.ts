import type { Profile } from '../../domain/formats/profile.ts'
import type { Problem } from '../../problem.ts'
import type { Said } from '../../refusal.ts'
import type { Loaded, RecordStream } from '../loading/load.ts'
import type { Change } from '../queries/changes.ts'
import type { Counts } from '../queries/compare.ts'
import type { Conflict } from '../queries/conflicts.ts'
import type { Covers } from '../queries/history.ts'
import type { SourceSet } from '../readers/read.ts'
import type { Notes, RefusedRow } from './notes.ts'
import { kindTables } from './sources.ts'

export type ImportOptions = {
  /** A shipped profile, or the path of a school's own. */
  readonly profile: string
  /** The day of the call, ISO: the export's own day where nothing else says it. */
  readonly asOf: string
  readonly exportedOn?: string
  /** For files of one pupil that do not name him: number, id of the source, or full name. */
  readonly pupil?: string
  readonly dryRun?: boolean
  readonly force?: boolean
  readonly closeMissing?: boolean
  /** Whom and which days the export is the whole word on, where the person knows better than the profile. */
  readonly covers?: {
    readonly who?: 'school' | 'classes' | 'students' | 'nobody'
    readonly from?: string
    readonly to?: string
  }
  readonly author?: string
  /** Where rows that are not loaded are written. */
  readonly refusedFile?: string
  readonly rulesFolder?: string
  readonly onProgress?: (rows: number) => void
}

export type ImportResult = {
  readonly importId?: number
  readonly isDryRun: boolean
  /** Nothing new, changed or gone: the database is as it was. */
  readonly isUnchanged: boolean
  readonly profile: string
  readonly exportedOn: string
  readonly rows: number
  readonly counts: Readonly<Record<string, Counts>>
  /** Of a trial: the first rows behind each of its numbers. */
  readonly changes: readonly Change[]
  readonly warnings: readonly Problem[]
  readonly notes: readonly { readonly code: string; readonly said: Said; readonly count: number }[]
  readonly conflicts: readonly Conflict[]
  readonly missingStudents: readonly { readonly id: number; readonly name: string; readonly className: string }[]
  readonly refusedCount: number
  readonly refused: readonly RefusedRow[]
  readonly refusedFile?: string
  readonly covers: Covers
}

/** One import in hand. */
export type Work = {
  profile: Profile
  set: SourceSet
  streams: readonly RecordStream[]
  notes: Notes
  options: ImportOptions
  rulesFolder: string
}

export function resultOf(work: Work, exportedOn: string, covers: Covers, loaded: Loaded): ImportResult {
  const told = work.notes.result()
  const counts = Object.fromEntries(loaded.counts)
  for (const [kind, refused] of told.refusedByKind) {
    const table = kindTables[kind]
    counts[table] = { ...(counts[table] ?? { new: 0, changed: 0, unchanged: 0, gone: 0 }), refused }
  }
  return {
    isDryRun: work.options.dryRun ?? false,
    isUnchanged: Object.values(counts).every((each) => each.new + each.changed + each.gone === 0),
    profile: work.profile.id,
    exportedOn,
    rows: loaded.rows,
    counts,
    changes: loaded.changes,
    warnings: told.problems,
    notes: told.said,
    conflicts: loaded.conflicts,
    missingStudents: loaded.missing.map((each) => ({
      id: each.id,
      name: each.name,
      className: each.enrolments.at(-1)?.class.name ?? '',
    })),
    refusedCount: told.refusedCount,
    refused: told.refused,
    covers,
  }
}
