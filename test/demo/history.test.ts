import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import { liveThrough } from '../../server/demo/history.ts'
import { dayOf } from '../../server/domain/day.ts'
import { listSchools } from '../../server/school/queries.ts'
import { openMigrated } from '../support/database.ts'
import { demoAt, shippedRules, tooLate } from './support.ts'

let database: Database
beforeAll(async () => {
  database = await openMigrated()
})
afterAll(async () => {
  await database.close()
})

describe('teachers of the demo school', () => {
  it('answer the flags that its past raised, most of them in time', { timeout: 240_000 }, async () => {
    const asOf = '2025-10-15'
    const ruleSet = await shippedRules(asOf)
    const demo = await demoAt(database.db, asOf)
    const [school] = await listSchools(database.db)
    if (!school) throw new Error('The demo school was not stored')
    const days = ['2025-09-26', '2025-10-03', asOf].map(dayOf)
    const lived = await liveThrough(database.db, { school, ruleSet, days, respond: demo.respond })
    const raised = await inSchool(database.db, demo.schoolId, (trx) =>
      trx.selectFrom('duty_trigger').select('id').where('origin', '=', 'rule').execute(),
    )
    const ids = new Set(raised.map(({ id }) => id))
    const flags = lived?.duties.judged.filter(
      ({ spec, trigger }) => spec.id === 'II.2/flags' && ids.has(trigger?.id ?? -1),
    )
    const due = (flags ?? []).filter(({ dueOn, status }) => dueOn < dayOf(asOf) && status !== 'not_applicable')
    expect(due.length).toBeGreaterThan(20)
    const share = due.filter(({ status }) => status === 'met').length / due.length
    expect(share).toBeGreaterThan(0.75)
    expect(share).toBeLessThan(1)
    const decided = await inSchool(database.db, demo.schoolId, (trx) =>
      trx.selectFrom('flag_event').select(['kind', 'detail']).where('actor_id', 'is not', null).execute(),
    )
    expect(new Set(decided.map(({ kind }) => kind))).toEqual(new Set(['accepted', 'ended']))
    const opened = decided.filter(({ kind, detail }) => kind === 'accepted' && (detail as { caseId: unknown }).caseId)
    expect(opened.length).toBeGreaterThan(10)
    const kinds = await inSchool(database.db, demo.schoolId, (trx) =>
      trx.selectFrom('interaction').select('evidence').execute(),
    )
    const titled = new Set(ruleSet.points.flatMap(({ evidence }) => evidence.map(({ id }) => id)))
    expect([...new Set(kinds.flatMap(({ evidence }) => evidence))].filter((kind) => !titled.has(kind))).toEqual([])
    expect(await tooLate(database.db, demo)).toEqual([])
  })
})
