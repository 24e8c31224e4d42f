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
    expect(readConfig({})).toEqual({
      database: { kind: 'pglite', folder: './data' },
      lang: 'ru',
      server: { host: '127.0.0.1', port: 3000, metricsToken: undefined, trustProxy: [] },
      oidc: undefined,
    })
  })

  it('takes the folder, the server and the language; an empty variable is no variable', () => {
    expect(readConfig({ REGLAMENT_DATA: ' school ', REGLAMENT_LANG: 'en', DATABASE_URL: '' })).toMatchObject({
      database: { kind: 'pglite', folder: 'school' },
      lang: 'en',
    })
    const url = 'postgresql://u:p@db.school.ru:5432/reglament?sslmode=require'
    expect(readConfig({ DATABASE_URL: url, REGLAMENT_DATA: 'school' }).database).toEqual({ kind: 'postgres', url })
  })

  it('takes the address to listen on, the proxies in front, the token of the figures, the identity provider', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      REGLAMENT_METRICS_TOKEN: 't',
      REGLAMENT_PROXIES: '10.0.0.1, 10.0.0.2',
      REGLAMENT_OIDC_ISSUER: 'https://id.school.ru',
      REGLAMENT_OIDC_CLIENT: 'reglament',
      REGLAMENT_OIDC_SECRET: 's',
    })
    expect(config.server).toEqual({
      host: '0.0.0.0',
      port: 8080,
      metricsToken: 't',
      trustProxy: ['10.0.0.1', '10.0.0.2'],
    })
    expect(config.oidc).toEqual({ issuer: 'https://id.school.ru', clientId: 'reglament', clientSecret: 's' })
  })

  it('takes a long secret, and refuses a short one without repeating it', () => {
    const secret = 'x'.repeat(32)
    expect(readConfig({ REGLAMENT_SECRET: secret }).server.secret).toBe(secret)
    const { said } = refusalOf({ REGLAMENT_SECRET: 'a short one' })
    expect(said.ru).toContain('REGLAMENT_SECRET')
    expect(said.ru).not.toContain('a short one')
  })

  it('refuses a port that is none and half of an identity provider', () => {
    expect(refusalOf({ PORT: '99999', REGLAMENT_OIDC_ISSUER: 'https://id.school.ru' }).said.ru).toMatch(
      /PORT[\s\S]*OIDC/,
    )
  })

  it('refuses an identity provider over plain http, but on this machine', () => {
    const of = (issuer: string) => ({
      REGLAMENT_OIDC_ISSUER: issuer,
      REGLAMENT_OIDC_CLIENT: 'reglament',
      REGLAMENT_OIDC_SECRET: 's',
    })
    expect(refusalOf(of('http://id.school.ru')).said.en).toContain('https://')
    expect(refusalOf(of('http://localhost.school.ru')).said.en).toContain('https://')
    expect(readConfig(of('http://127.0.0.1:9000')).oidc?.issuer).toBe('http://127.0.0.1:9000')
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
