import { join } from 'node:path'
import type { Db, Trx } from '../database/database.ts'
import { inSchool, inSchoolSoon } from '../database/school.ts'
import { Refusal } from '../refusal.ts'
import { loadRecords } from './loading/load.ts'
import {
  findLastImport,
  finishImport,
  listImports,
  lockImports,
  lockLoads,
  startImport,
  writeNothing,
} from './queries/history.ts'
import { forgetDerived, markUndone, type Restored, restoreBefore } from './queries/undo.ts'
import { type SourceGiven, withSource } from './readers/read.ts'
import { checkPupil, exportDay, namedPupil } from './records/asked.ts'
import { createNotes } from './records/notes.ts'
import { readProfile } from './records/read-profile.ts'
import { type ImportOptions, type ImportResult, resultOf, type Work } from './records/result.ts'
import { sourcesOf } from './records/sources.ts'
import { streamsOf } from './records/streams.ts'
import { suggestProfile } from './records/suggest.ts'
import { schoolYearOf } from './resolve/lookups.ts'
import { checkOrder, coversOf } from './resolve/order.ts'

export { profileSchema } from '../domain/formats/profile.ts'
export { listProfiles } from './records/read-profile.ts'
export type { ImportOptions, ImportResult } from './records/result.ts'
export { listTemplates, writeTemplates } from './templates.ts'

const ownRules = join(import.meta.dirname, '../../rules')

/** Does everything an import does and writes nothing: what would change. */
export function planImport(
  db: Db,
  schoolId: number,
  given: SourceGiven,
  options: ImportOptions,
): Promise<ImportResult> {
  return runImport(db, schoolId, given, { ...options, dryRun: true })
}

/**
 * Loads a file, an archive or a folder by a profile, all accepted rows or none. Refuses what the profile cannot read, an export
 * older than the last of the same scope (unless forced), and a file of one pupil without `pupil`.
 */
export async function runImport(
  db: Db,
  schoolId: number,
  given: SourceGiven,
  options: ImportOptions,
): Promise<ImportResult> {
  const rulesFolder = options.rulesFolder ?? ownRules
  const folder = join(rulesFolder, 'catalogue/profiles')
  const asked = await readProfile(options.profile, folder)
  return withSource(given, async (set) => {
    const { streams, tables, unused, profile } = await streamsOf(asked, set).catch((error: unknown) =>
      suggestProfile(error, set, asked, folder),
    )
    checkPupil(profile, options, set)
    const notes = createNotes(tables, options.refusedFile)
    for (const table of unused)
      notes.say('unused', {
        ru: `«${table.file}»: таблица профилю не нужна и не загружена`,
        en: `"${table.file}": the profile does not use this table; it is not loaded`,
      })
    for (const said of set.leftOut) notes.say('left_out', said)
    try {
      const result = await inSchool(db, schoolId, (trx) =>
        load(trx, schoolId, { profile, set, streams, notes, options, rulesFolder }),
      ).catch(takeRolledBack)
      const refusedFile = notes.close(true)
      return refusedFile === undefined ? result : { ...result, refusedFile }
    } finally {
      notes.close(false)
    }
  })
}

/** The result of a load that is not to stay: thrown, so that its transaction is rolled back. */
class RolledBack extends Error {
  readonly result: ImportResult

  constructor(result: ImportResult) {
    super('rolled back on purpose')
    this.result = result
  }
}

function takeRolledBack(error: unknown): ImportResult {
  if (error instanceof RolledBack) return error.result
  throw error
}

async function load(trx: Trx, schoolId: number, work: Work): Promise<ImportResult> {
  const { profile, set, options, notes } = work
  await lockLoads(trx, schoolId)
  await (options.dryRun ? writeNothing(trx) : lockImports(trx, schoolId))
  const exportedOn = exportDay(profile, set, options)
  const { id, source } = profile
  const started = await startImport(trx, schoolId, { profile: id, source, exportedOn, author: options.author ?? null })
  const loaded = await loadRecords(trx, started, profile, work.streams, notes, {
    setting: { source, exportedOn, year: profile.schoolYear ?? schoolYearOf(exportedOn) },
    asOf: options.asOf,
    listsChanges: options.dryRun ?? false,
    pupil: options.pupil,
    namedPupil: namedPupil(set),
    closeMissing: options.closeMissing ?? false,
    rulesFolder: work.rulesFolder,
    covers: options.covers ?? {},
    onRows: (count) => options.onProgress?.(count),
  })
  const covers = coversOf(work.streams, loaded.scope)
  const earlier = (await listImports(trx, schoolId, source)).filter(({ id }) => id !== started.importId)
  checkOrder(earlier, covers, exportedOn, options.force ?? false)
  const result = resultOf(work, exportedOn, covers, loaded)
  const hash = [set.hash, profile.id, options.pupil ?? ''].join('|')
  const isKnownFile = earlier.some(
    (each) => each.content_hash === hash && (options.exportedOn === undefined || each.exported_on >= exportedOn),
  )
  // The same file tells nothing new, not even how fresh the data is; the same content exported later does.
  if (options.dryRun || (result.isUnchanged && isKnownFile)) throw new RolledBack(result)
  await finishImport(trx, started, {
    covers,
    hash,
    dataOn: exportedOn,
    files: set.files,
    counts: result.counts,
    forced: options.force ?? false,
    warnings: [...result.warnings, ...result.notes],
    sources: sourcesOf(loaded.counts, work.streams),
  })
  return { ...result, importId: started.importId }
}

export type UndoResult = {
  readonly importId: number
  readonly profile: string
  readonly exportedOn: string
  readonly tables: readonly Restored[]
}

/** Takes the last accepted import back: every row is again as it was before it. Refuses where people have since built on it. */
export function undoImport(
  db: Db,
  schoolId: number,
  options: { author?: string; importId?: number } = {},
): Promise<UndoResult> {
  return inSchoolSoon(db, schoolId, async (trx) => {
    await lockLoads(trx, schoolId)
    await lockImports(trx, schoolId)
    const last = await findLastImport(trx, schoolId)
    if (!last)
      throw new Refusal('nothing_to_undo', {
        ru: 'Отменять нечего: загрузок нет.',
        en: 'There is nothing to undo: no imports.',
      })
    if (options.importId !== undefined && options.importId !== last.id) {
      throw new Refusal('not_the_last', {
        ru: `Отменить можно только последнюю загрузку: № ${last.id}.`,
        en: `Only the last import can be undone: no. ${last.id}.`,
      })
    }
    await forgetDerived(trx, schoolId, last.id)
    const tables = await restoreBefore(trx, schoolId, last.id).catch(refuseBuiltOn)
    await markUndone(trx, schoolId, last.id, options.author ?? null)
    return { importId: last.id, profile: last.profile, exportedOn: last.exported_on, tables }
  })
}

function refuseBuiltOn(error: unknown): never {
  const isReferred = error instanceof Error && 'code' in error && error.code === '23503'
  if (!isReferred) throw error
  const table = 'table' in error ? String(error.table) : ''
  throw new Refusal(
    'built_on',
    {
      ru: `Отменить нельзя: на учеников, классы или работников этой загрузки уже ссылаются записи людей (${table}). Загрузите исправленную выгрузку.`,
      en: `It cannot be undone: people's records (${table}) already refer to pupils, classes or staff of this import. Load a corrected export instead.`,
    },
    { cause: error },
  )
}
