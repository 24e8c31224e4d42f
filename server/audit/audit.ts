import type { Trx } from '../database/database.ts'
import { access, type Because } from '../domain/access/access.ts'
import { findSetting } from '../domain/settings/catalogue.ts'
import { knownRoute } from '../http/known.ts'
import type { Who } from '../people/queries/who.ts'
import type { Said } from '../refusal.ts'
import { listEntries, type TrailQuery, type TrailRow } from './queries.ts'

/** Whose actions a person reads: everybody's, everybody's sign-ins without content (who runs the machine), one's own. */
export type TrailScope = 'all' | 'technical' | 'own'

export function trailScope(who: Who, because: Because): TrailScope {
  if (because.reach === 'all') return 'all'
  return who.roles.includes('systemAdmin') ? 'technical' : 'own'
}

/** A page of the trail, the latest first, with the names of today. */
export async function pageOfTrail(trx: Trx, who: Who, because: Because, asked: Omit<TrailQuery, 'scope' | 'staffId'>) {
  const scope = trailScope(who, because)
  const rows = await listEntries(trx, who, { ...asked, scope, staffId: who.staffId })
  const entries = rows.slice(0, asked.limit).map((row) => entryOf(row, who, scope))
  return { scope, entries, next: rows.length > asked.limit ? (entries.at(-1)?.id ?? null) : null }
}

function entryOf(row: TrailRow, who: Who, scope: TrailScope) {
  const isHidden = row.hasContent && (scope === 'technical' ? row.actorId !== who.staffId : !isOpen(row, who))
  const { actorId, classId, studentId } = row
  return {
    id: row.id,
    at: row.at,
    kind: row.kind,
    action: row.action,
    said: saidOf(row),
    actor: actorId === null ? null : { id: actorId, name: row.actorName },
    schoolClass: classId === null ? null : { id: classId, name: row.className },
    pupil: studentId === null ? null : { id: studentId, name: row.pupilName },
    subject: row.subject,
    setting: settingOf(row)?.title ?? null,
    before: isHidden ? null : answerOf(row, row.before),
    after: isHidden ? null : answerOf(row, row.after),
    isHidden,
    address: row.address,
  }
}

/** What was written is for those who may read it where it stands: the trail opens nothing that is closed elsewhere. */
function isOpen({ action, actorId }: TrailRow, who: Who): boolean {
  const may = knownRoute(action)?.may
  if (actorId === who.staffId || may === undefined || typeof may === 'string') return true
  const because = access(who, may.group, 'read')
  return because !== undefined && because.reach !== 'counts'
}

const signIns: Readonly<Record<string, Said>> = {
  password: { ru: 'Вход по паролю', en: 'Signed in by password' },
  openid: { ru: 'Вход через систему школы', en: "Signed in through the school's own system" },
  secondFactor: { ru: 'Второй шаг входа пройден', en: 'Gave the second factor' },
  refused: { ru: 'Неудачная попытка входа', en: 'Failed to sign in' },
  locked: { ru: 'Попытка входа, пока вход закрыт', en: 'Tried to sign in while it was closed' },
  unknown: { ru: 'Система школы назвала неизвестного человека', en: "The school's own system named somebody unknown" },
  'link:invite': { ru: 'Пароль задан по приглашению', en: 'Set a password by invitation' },
  'link:reset': { ru: 'Пароль задан по ссылке для сброса', en: 'Set a password by a reset link' },
}

const jobs: Readonly<Record<string, Said>> = {
  'daily run': { ru: 'Ежедневная проверка школы', en: 'The daily check of the school' },
  'import accepted': { ru: 'Загрузка принята', en: 'An import was accepted' },
}

/** The question of the school that an entry is about. */
function settingOf({ subject }: TrailRow) {
  const [, key] = /^setting:(\w+)$/.exec(subject ?? '') ?? []
  return key === undefined ? undefined : findSetting(key)
}

/** An answer by the words it was chosen by. */
function answerOf(row: TrailRow, value: unknown): unknown {
  return settingOf(row)?.options?.find((option) => option.value === value)?.title ?? value
}

function saidOf({ kind, action }: TrailRow): Said | null {
  if (action in jobs) return jobs[action] ?? null
  return (kind === 'signIn' ? signIns[action] : knownRoute(action)?.summary) ?? null
}
