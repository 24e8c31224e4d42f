import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Refusal } from '../../refusal.ts'

const mark = 'sealed1.'

/** A secret as the database keeps it: under a key made of the setting, for one person; as it is where there is no setting. */
export function seal(text: string, person: string, setting: string | undefined): string {
  if (setting === undefined) return text
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(setting), nonce).setAAD(Buffer.from(person))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()])
  return mark + Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')
}

/** The secret again; what was kept before there was a setting is as it is. Refuses where the setting is missing or another. */
export function unseal(stored: string, person: string, setting: string | undefined): string {
  if (!stored.startsWith(mark)) return stored
  const bytes = Buffer.from(stored.slice(mark.length), 'base64url')
  try {
    const cipher = createDecipheriv('aes-256-gcm', keyOf(setting ?? ''), bytes.subarray(0, 12))
    cipher.setAAD(Buffer.from(person)).setAuthTag(bytes.subarray(-16))
    return cipher.update(bytes.subarray(12, -16), undefined, 'utf8') + cipher.final('utf8')
  } catch (error) {
    const ru = 'Код проверить нельзя: настройка REGLAMENT_SECRET убрана или изменена. Сообщите администратору системы.'
    const en = 'The code cannot be checked: the setting REGLAMENT_SECRET is gone or changed. Tell the administrator.'
    throw new Refusal('secret-changed', { ru, en }, { status: 503, cause: error })
  }
}

function keyOf(setting: string): Buffer {
  return Buffer.from(hkdfSync('sha256', setting, '', 'reglament second factor', 32))
}
