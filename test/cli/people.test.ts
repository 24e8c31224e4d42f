import { describe, expect, it } from 'vitest'
import type { Lang, SchoolContext } from '../../server/cli/command.ts'
import { peopleLinkCommand } from '../../server/cli/commands/people-link.ts'
import { inSchool } from '../../server/database/school.ts'
import { hashOf } from '../../server/http/session.ts'
import { Refusal } from '../../server/refusal.ts'
import { giveAccount } from '../people/sign-in.ts'
import { moment, useApp, useCast } from '../support/app.ts'
import { shapeFaults } from './support.ts'

const app = useApp()
const school = useCast(app)

function call(login: string, options: SchoolContext['options'] = {}) {
  if (peopleLinkCommand.needs !== 'school') throw new Error('The command asks for a school')
  const io = { env: { USER: 'Смирнова' }, now: () => moment } as unknown as SchoolContext['io']
  const at = { id: school.cast.schoolId } as SchoolContext['school']
  return peopleLinkCommand.run({
    io,
    db: app.db,
    school: at,
    positionals: [login],
    options,
  } as unknown as SchoolContext)
}

describe('people link', () => {
  it('gives a link that sets a password, keeps its hash alone, and leaves an entry in the trail', async () => {
    await giveAccount(app, school.cast, school.cast.staff.principal, 'head')
    const { code, answer } = await call('HEAD', { 'drop-codes': true })
    expect(code).toBe(0)
    expect(shapeFaults(peopleLinkCommand, answer)).toEqual([])
    const { path, purpose } = answer as { path: string; purpose: string }
    expect(purpose).toBe('reset')
    const key = new URL(path, 'http://localhost').searchParams.get('key') ?? ''
    const kept = await inSchool(app.db, school.cast.schoolId, async (trx) => ({
      links: await trx.selectFrom('account_link').selectAll().execute(),
      trail: await trx.selectFrom('audit_event').selectAll().execute(),
    }))
    expect(kept.links).toMatchObject([{ token_hash: hashOf(key), made_by: null, used_at: null }])
    expect(JSON.stringify(kept)).not.toContain(key)
    expect(kept.trail.at(-1)).toMatchObject({
      kind: 'change',
      action: 'POST /api/people/{id}/link',
      actor_id: null,
      after: { console: 'Смирнова', purpose: 'reset', dropsCodes: true },
    })
    const body = { school: school.cast.schoolId, key, password: 'совсем другая фраза' }
    expect((await app.ask('PUT /api/session/password', { body })).status).toBe(200)
  })

  it('says that nobody has such a login', async () => {
    const refused = await call('nobody').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    expect((refused as Refusal).said.ru).toContain('«nobody»')
  })

  it('speaks both languages', () => {
    const answer = { name: 'Директорова А. П.', login: 'head', purpose: 'reset', path: '/password', expiresAt: '…' }
    const [ru, en] = (['ru', 'en'] as Lang[]).map((lang) => peopleLinkCommand.print(answer, lang).join('\n'))
    expect(ru).toContain('адресу программы')
    expect(en).toContain('address of the program')
  })
})
