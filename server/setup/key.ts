import { timingSafeEqual } from 'node:crypto'
import type { Db } from '../database/database.ts'
import { createSecret, hashOf } from '../http/session.ts'
import { Refusal } from '../refusal.ts'
import { listSchools } from '../school/queries.ts'

/** The key of this start of the program; its hash is kept in memory alone. */
export type SetupKey = { readonly hash: string; readonly expiresAt: Date }

const hours = 24

/** A key for an installation without a school, good for a day; undefined where there is one. */
export async function openSetup(db: Db, now: Date): Promise<{ secret: string; key: SetupKey } | undefined> {
  if ((await listSchools(db)).length > 0) return undefined
  const { secret, hash } = createSecret()
  return { secret, key: { hash, expiresAt: new Date(now.getTime() + hours * 3_600_000) } }
}

/** Whether there is anything to set up. */
export async function isOpen(db: Db, key: SetupKey | undefined, now: Date): Promise<boolean> {
  return key !== undefined && key.expiresAt > now && (await listSchools(db)).length === 0
}

/** Refuses a wrong key, one that is too old, and any key once there is a school: in the same words. */
export async function requireKey(db: Db, key: SetupKey | undefined, given: string, now: Date): Promise<void> {
  const isRight = key !== undefined && timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(key.hash))
  if (isRight && (await isOpen(db, key, now))) return
  throw deadLink()
}

export function deadLink(): Refusal {
  return new Refusal(
    'setup-closed',
    {
      ru: 'Ссылка не действует: школа уже создана, прошли сутки или программу перезапустили. Если школы ещё нет, запустите программу снова: она напишет новую ссылку.',
      en: 'The link is dead: the school has been made, a day has passed, or the program was started anew. Where there is no school yet, start the program again: it prints a new link.',
    },
    { status: 404 },
  )
}
