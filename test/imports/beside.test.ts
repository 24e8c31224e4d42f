import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { planImport } from '../../server/imports/imports.ts'
import { lockImports } from '../../server/imports/queries/history.ts'
import { useApp, useCast } from '../support/app.ts'
import { serverUrl } from '../support/server.ts'
import { csv, fileOf, stateOf } from './support.ts'

const app = useApp()
const school = useCast(app)

/** A load that holds the school until it is let go: its lock, and the version that its rows have grown. */
async function underWay(): Promise<{ end: () => Promise<void> }> {
  const begun = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const { schoolId } = school.cast
  const load = inSchool(app.db, schoolId, async (trx) => {
    await lockImports(trx, schoolId)
    await trx.updateTable('staff').set({ email: null }).where('school_id', '=', schoolId).execute()
    begun.resolve()
    await gate.promise
  })
  await begun.promise
  return {
    end: async () => {
      gate.resolve()
      await load
    },
  }
}

// The embedded database has one connection: whoever comes waits for it.
describe.runIf(serverUrl)('beside a load under way', () => {
  it('changes are refused in a few seconds with what to do, nothing is saved, and pages open all the while', async () => {
    const as = await school.as('classTeacher')
    const load = await underWay()
    const route = `POST /api/classes/${school.cast.own}/list-review`
    const asked = Array.from({ length: 11 }, () => app.ask(route, { as }))
    await new Promise((resolve) => setTimeout(resolve, 500))
    const began = performance.now()
    expect((await app.ask('GET /api/me', { as })).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(2_000)
    const [first] = await Promise.all(asked.slice(0, 3))
    expect(first).toMatchObject({ status: 503, body: { code: 'busy' }, headers: { 'retry-after': '60' } })
    expect(first?.body.said.ru).toContain('Ничего не сохранено')
    await load.end()
    // Of those that were still in line one is the first to say so, and no other may say it again.
    const later = (await Promise.all(asked.slice(3))).map(({ status }) => status)
    expect(later.filter((status) => status === 200)).toHaveLength(1)
  })

  it('files are checked, and a check keeps nobody waiting', async () => {
    const file = await fileOf('students.csv', csv('Код;ФИО;Класс', '101;Новиков Олег;7Б'))
    const before = await stateOf(app.db)
    const load = await underWay()
    const options = { profile: 'canonical', asOf: '2026-11-23' }
    const planned = await planImport(app.db, school.cast.schoolId, file, options)
    expect(planned.counts['student']).toMatchObject({ new: 1 })
    await load.end()
    expect(await stateOf(app.db)).toEqual(before)
  }, 20_000)
})
