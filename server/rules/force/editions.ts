import type { Trx } from '../../database/database.ts'
import { type Impact, judgeBudget } from '../../domain/revisions/guard.ts'
import type { Problem } from '../../problem.ts'
import { Refusal } from '../../refusal.ts'
import { loadRules } from '../files/load.ts'
import { editionOf, findBackdating } from '../files/revisions.ts'
import type { RuleSet } from '../files/ruleset.ts'
import { pathText } from '../files/text.ts'
import { findEdition, listRevisionsOf, saveEdition, saveRevisions } from '../queries.ts'

export type Publication = {
  readonly hash: string
  readonly state: 'active' | 'held' | 'unchanged'
  readonly heldBecause: readonly { rule: string; ru: string; en: string }[]
}

/**
 * Puts a sound set in force, or holds it for a person's word where a rule is over its flag budget. The texts are kept
 * either way. Refuses a set that changes the past.
 */
export async function publishRules(
  trx: Trx,
  schoolId: number,
  ruleSet: RuleSet,
  at: { today: string; now: Date; author: string | null; note: string | null; impacts: readonly Impact[] },
): Promise<Publication> {
  const { hash, revisions } = editionOf(ruleSet)
  const active = await findEdition(trx, schoolId, 'active')
  if (active?.hash === hash) return { hash, state: 'unchanged', heldBecause: [] }
  refuseBackdating(findBackdating(active ? await listRevisionsOf(trx, schoolId, active.hash) : [], ruleSet, at.today))
  const heldBecause = active ? judgeBudget(at.impacts) : []
  const state = heldBecause.length > 0 ? 'held' : 'active'
  const files = revisions.map(({ path, hash: of }) => ({ path, hash: of }))
  await saveRevisions(trx, schoolId, revisions, at)
  const activatedAt = state === 'active' ? at.now.toISOString() : null
  await saveEdition(trx, schoolId, {
    hash,
    state,
    files,
    activatedAt,
    heldBecause,
    acceptedBy: null,
    acceptReason: null,
  })
  return { hash, state, heldBecause }
}

function refuseBackdating([first]: readonly Problem[]): void {
  if (!first) return
  const place = `${first.where.file}:${first.where.line}:${first.where.column} ${pathText([first.where.path ?? ''])}`
  throw new Refusal('back-dated', {
    ru: `${place}: ${first.message.ru}. ${first.fix.ru}`,
    en: `${place}: ${first.message.en}. ${first.fix.en}`,
  })
}

/**
 * The edition in force as it was kept, where it is another than the files: what the school is judged by while those wait
 * for a person's word. None where there is no other, or where this program cannot read it and so cannot judge by it.
 */
export async function findFormerRules(
  trx: Trx,
  schoolId: number,
  ruleSet: RuleSet,
  today: string,
): Promise<Edition | undefined> {
  const active = await findEdition(trx, schoolId, 'active')
  if (!active || active.hash === editionOf(ruleSet).hash) return undefined
  return restoreEdition(trx, schoolId, active.hash, today)
}

export type Edition = { readonly ruleSet: RuleSet; readonly hash: string }

/** An edition as it was kept, of any time; undefined where there is none, or this program cannot read it. */
export async function restoreEdition(
  trx: Trx,
  schoolId: number,
  hash: string,
  today: string,
): Promise<Edition | undefined> {
  const revisions = await listRevisionsOf(trx, schoolId, hash)
  if (revisions.length === 0) return undefined
  const sources = revisions.map(({ path, content }) => ({ path, file: path, text: JSON.stringify(content) }))
  const { ruleSet } = loadRules(sources, today)
  // It was sound when it was published: what a later program would find fault with is not asked, only what it can read.
  const isRead = ruleSet.files.length === revisions.length && ruleSet.files.every(({ isSound }) => isSound)
  return isRead ? { ruleSet, hash } : undefined
}

/** The edition in force as it was kept. Refuses where there is none that this program can read. */
export async function restoreRules(trx: Trx, schoolId: number, today: string): Promise<Edition> {
  const active = await findEdition(trx, schoolId, 'active')
  const edition = active && (await restoreEdition(trx, schoolId, active.hash, today))
  if (edition) return edition
  throw new Refusal('no-edition', {
    ru: 'Действующей редакции правил нет, или эта программа не может её прочесть. Выполните: reglament evaluate',
    en: 'No edition of the rules is in force, or this program cannot read it. Run: reglament evaluate',
  })
}

/** A person takes the held edition into force, with a reason that stays on record. */
export async function acceptRules(
  trx: Trx,
  schoolId: number,
  by: { person: string; reason: string; now: Date },
): Promise<{ hash: string }> {
  if (by.reason.trim() === '')
    throw new Refusal('reason-missing', { ru: 'Нужна причина: --reason "…"', en: 'A reason is needed: --reason "…"' })
  const held = await findEdition(trx, schoolId, 'held')
  if (!held)
    throw new Refusal('nothing-held', {
      ru: 'Ни одна редакция правил не ждёт решения',
      en: 'No edition of the rules waits for a decision',
    })
  await saveEdition(trx, schoolId, {
    ...held,
    state: 'active',
    activatedAt: by.now.toISOString(),
    acceptedBy: by.person,
    acceptReason: by.reason,
  })
  return { hash: held.hash }
}

const restored = new Map<string, RuleSet>()
const restoredLimit = 20

/** The edition that a school is judged by, read once for each; the files given where none was ever put in force. */
export async function rulesInForce(trx: Trx, schoolId: number, today: string, files: RuleSet): Promise<RuleSet> {
  const active = await findEdition(trx, schoolId, 'active')
  if (!active) return files
  const key = `${schoolId}|${active.hash}`
  const ruleSet = restored.get(key) ?? (await restoreRules(trx, schoolId, today)).ruleSet
  restored.delete(key)
  restored.set(key, ruleSet)
  const [oldest] = restored.keys()
  if (restored.size > restoredLimit && oldest !== undefined) restored.delete(oldest)
  return ruleSet
}
