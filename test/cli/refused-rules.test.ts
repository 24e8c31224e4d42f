import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SchoolContext } from '../../server/cli/command.ts'
import { refreshInForce } from '../../server/cli/refreshment.ts'
import { migrate } from '../../server/database/migrate.ts'
import { dayOf } from '../../server/domain/day.ts'
import { checkRules } from '../../server/rules/rules.ts'
import { initSchool, libraryOf } from '../../server/school/school.ts'
import { openBlank } from '../support/database.ts'

const shipped = join(import.meta.dirname, '../../rules')
let folder = ''
let database: Awaited<ReturnType<typeof openBlank>>
let context: SchoolContext

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reglament-rules-'))
  await cp(shipped, join(folder, 'rules'), { recursive: true })
  database = await openBlank()
  await migrate(database.db)
  const { ruleSet } = await checkRules(shipped, '2026-11-20')
  const id = await initSchool(database.db, { name: 'Школа', timeZone: 'Europe/Moscow' }, libraryOf(ruleSet))
  context = {
    io: {
      env: {},
      cwd: folder,
      now: () => new Date(),
      out: () => {},
      err: () => {},
      isTerminal: false,
      untilStopped: async () => {},
    },
    lang: 'ru',
    json: false,
    rulesFolder: join(folder, 'rules'),
    options: {},
    positionals: [],
    progress: () => {},
    db: database.db,
    school: { id, name: 'Школа', timeZone: 'Europe/Moscow', isDemo: false, trackingFrom: '2025-09-01' },
    asOf: dayOf('2026-11-20'),
    knownAt: new Date(),
  }
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

/** Spoils one rule file and evaluates the next day. */
async function spoilt(change: (text: string) => string, asOf: string) {
  const path = join(folder, 'rules/student/attendance/ATT-02.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, change(text))
  try {
    return await refreshInForce({ ...context, asOf: dayOf(asOf) })
  } finally {
    await writeFile(path, text)
  }
}

describe('rule files that are refused', () => {
  it('are refused whole where nothing is in force yet', async () => {
    await expect(spoilt((text) => text.replace('"all"', '"al"'), '2026-11-20')).rejects.toThrow(/rules hold errors/)
  })

  it('leave the former edition judging, and say where and why', async () => {
    const first = await refreshInForce(context)
    expect(first.refusedRules).toBeNull()
    const { done, refusedRules } = await spoilt((text) => text.replace('"all"', '"al"'), '2026-11-23')
    expect(done.hash).toBe(first.done.hash)
    expect(done.evaluation.rules.map(({ rule }) => rule.id)).toContain('ATT-02')
    expect(refusedRules?.ru).toMatch(/ATT-02\.json:\d+:\d+/)
  })

  it('do so too where a change reaches into the past', async () => {
    const { done, refusedRules } = await spoilt(
      (text) => text.replace('"effective": { "from": "2025-09-01" }', '"effective": { "from": "2025-09-02" }'),
      '2026-11-24',
    )
    expect(done.evaluation.rules.map(({ rule }) => rule.id)).toContain('ATT-02')
    expect(refusedRules?.en).toMatch(/past/)
  })

  it('are taken again once they are mended', async () => {
    expect((await refreshInForce({ ...context, asOf: dayOf('2026-11-25') })).refusedRules).toBeNull()
  })
})
