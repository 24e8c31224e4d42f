import type { Db, Trx } from '../database/database.ts'
import type { Revision } from './files/revisions.ts'

export type StoredRevision = Revision & {
  readonly author: string | null
  readonly note: string | null
  readonly recordedAt: string
}
export type StoredEdition = {
  readonly hash: string
  readonly state: 'active' | 'held' | 'replaced'
  readonly files: readonly { readonly path: string; readonly hash: string }[]
  readonly activatedAt: string | null
  readonly heldBecause: readonly { readonly rule: string; readonly ru: string; readonly en: string }[]
  readonly acceptedBy: string | null
  readonly acceptReason: string | null
}

/** Keeps the texts not yet kept. A revision is never changed: the same path and hash are the same text. */
export async function saveRevisions(
  trx: Trx,
  schoolId: number,
  revisions: readonly Revision[],
  by: { author: string | null; note: string | null; now: Date },
): Promise<void> {
  if (revisions.length === 0) return
  const rows = revisions.map(({ path, hash, ruleId, content }) => ({
    school_id: schoolId,
    path,
    hash,
    rule_id: ruleId,
    content: JSON.stringify(content),
    author: by.author,
    note: by.note,
    recorded_at: by.now.toISOString(),
  }))
  await trx
    .insertInto('rule_revision')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['school_id', 'path', 'hash']).doNothing())
    .execute()
}

/** Every kept text, oldest first; of one rule where it is named. */
export async function listRevisions(db: Db, schoolId: number, ruleId?: string): Promise<StoredRevision[]> {
  let query = db.selectFrom('rule_revision').selectAll().where('school_id', '=', schoolId)
  if (ruleId !== undefined) query = query.where('rule_id', '=', ruleId)
  const rows = await query.orderBy('recorded_at').orderBy('path').execute()
  return rows.map(({ path, hash, rule_id, content, author, note, recorded_at }) => ({
    path,
    hash,
    ruleId: rule_id,
    content,
    author,
    note,
    recordedAt: recorded_at,
  }))
}

/** The texts of one edition; empty where there is no such edition. */
export async function listRevisionsOf(db: Db, schoolId: number, editionHash: string): Promise<StoredRevision[]> {
  const edition = await db
    .selectFrom('rule_set')
    .select('files')
    .where('school_id', '=', schoolId)
    .where('hash', '=', editionHash)
    .executeTakeFirst()
  const wanted = new Set(((edition?.files ?? []) as StoredEdition['files']).map(({ path, hash }) => `${path} ${hash}`))
  const all = await listRevisions(db, schoolId)
  return all.filter(({ path, hash }) => wanted.has(`${path} ${hash}`))
}

/** The edition in force, or the one that waits for a person's word. */
export async function findEdition(
  db: Db,
  schoolId: number,
  state: 'active' | 'held',
): Promise<StoredEdition | undefined> {
  const row = await db
    .selectFrom('rule_set')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('state', '=', state)
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      hash: row.hash,
      state: row.state,
      files: row.files as StoredEdition['files'],
      activatedAt: row.activated_at,
      heldBecause: (row.held_because ?? []) as StoredEdition['heldBecause'],
      acceptedBy: row.accepted_by,
      acceptReason: row.accept_reason,
    }
  )
}

/** Puts an edition into a state; whichever edition had that state before is replaced. */
export async function saveEdition(
  trx: Trx,
  schoolId: number,
  edition: Omit<StoredEdition, 'state'> & { state: 'active' | 'held' },
): Promise<void> {
  await trx
    .updateTable('rule_set')
    .set({ state: 'replaced' })
    .where('school_id', '=', schoolId)
    .where('state', '=', edition.state)
    .where('hash', '!=', edition.hash)
    .execute()
  const values = {
    state: edition.state,
    files: JSON.stringify(edition.files),
    activated_at: edition.activatedAt,
    held_because: edition.heldBecause.length === 0 ? null : JSON.stringify(edition.heldBecause),
    accepted_by: edition.acceptedBy,
    accept_reason: edition.acceptReason,
  }
  await trx
    .insertInto('rule_set')
    .values({ school_id: schoolId, hash: edition.hash, ...values })
    .onConflict((conflict) => conflict.columns(['school_id', 'hash']).doUpdateSet(values))
    .execute()
}

/** Every kept text of one file, oldest first. */
export async function listRevisionsOfFile(db: Db, schoolId: number, path: string): Promise<StoredRevision[]> {
  const rows = await db
    .selectFrom('rule_revision')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('path', '=', path)
    .orderBy('recorded_at')
    .execute()
  return rows.map(({ rule_id, recorded_at, ...row }) => ({ ...row, ruleId: rule_id, recordedAt: recorded_at }))
}

/** When each edition was last put in force, and which texts it holds. */
export async function listActivations(
  db: Db,
  schoolId: number,
): Promise<Pick<StoredEdition, 'files' | 'activatedAt'>[]> {
  const rows = await db
    .selectFrom('rule_set')
    .select(['files', 'activated_at'])
    .where('school_id', '=', schoolId)
    .where('activated_at', 'is not', null)
    .orderBy('activated_at')
    .execute()
  return rows.map((row) => ({ files: row.files as StoredEdition['files'], activatedAt: row.activated_at }))
}
