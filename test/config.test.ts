import { describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'
import { Refusal } from '../server/refusal.ts'

function refusalOf(env: Record<string, string>): Refusal {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('was not refused')
}

describe('readConfig', () => {
  it('asks for nothing: the embedded database in ./data, in Russian', () => {
    expect(readConfig({})).toEqual({ database: { kind: 'pglite', folder: './data' }, lang: 'ru' })
  })

  it('takes the folder, the server and the language; an empty variable is no variable', () => {
    expect(readConfig({ REGLAMENT_DATA: ' school ', REGLAMENT_LANG: 'en', DATABASE_URL: '' })).toEqual({
      database: { kind: 'pglite', folder: 'school' },
      lang: 'en',
    })
    const url = 'postgresql://u:p@db.school.ru:5432/reglament?sslmode=require'
    expect(readConfig({ DATABASE_URL: url, REGLAMENT_DATA: 'school' }).database).toEqual({ kind: 'postgres', url })
  })

  it('cannot be changed', () => {
    const config = readConfig({})
    expect(Object.isFrozen(config) && Object.isFrozen(config.database)).toBe(true)
  })

  it('names every wrong setting at once in both languages, and never repeats a password', () => {
    const { code, said } = refusalOf({ DATABASE_URL: 'mysql://root:secret@db/x', REGLAMENT_LANG: 'de' })
    expect(code).toBe('config')
    for (const text of [said.ru, said.en]) {
      expect(text).toContain('DATABASE_URL')
      expect(text).toContain('postgres://')
      expect(text).toContain('REGLAMENT_LANG')
      expect(text).not.toContain('secret')
    }
  })

  it.each(['not an address', '/var/lib/db', 'localhost:5432'])('takes no %s for a server', (url) => {
    expect(refusalOf({ DATABASE_URL: url }).said.en).toContain('DATABASE_URL')
  })

  it('takes no address for a folder', () => {
    expect(refusalOf({ REGLAMENT_DATA: 'postgres://db/x' }).said.ru).toContain('DATABASE_URL')
  })
})
