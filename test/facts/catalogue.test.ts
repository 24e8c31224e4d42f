import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { definitions } from '../../server/domain/facts/definitions.ts'
import { loadFacts, loadSnapshot, planFacts, saveSnapshot } from '../../server/facts/facts.ts'
import { sources } from '../../server/facts/sql/sources.ts'
import { useDatabase } from '../support/database.ts'
import { calendarOf, catalogue, kinds, production, use } from './setting.ts'
import { storeWorld } from './store.ts'
import { randomWorld } from './world.ts'

/** Every fact of the catalogue with every choice of its params and one window each. */
const uses = catalogue.flatMap((fact) => {
  const choices = Object.entries(fact.params).flatMap(([name, param]) =>
    (param.choices ?? []).map(({ id }) => ({ name, id })),
  )
  const windows = ['days', 'schoolDays', 'period'].filter((name) => fact.params[name]?.optional)
  const fixed = Object.entries(fact.params).filter(
    ([name, param]) => !param.optional && !param.choices && !windows.includes(name),
  )
  const numbers = Object.fromEntries(
    fixed.map(([name, param]) => [name, Math.max(param.min ?? 1, Math.min(3, param.max ?? 3))]),
  )
  const picked = choices.length > 0 ? choices.map(({ name, id }) => ({ ...numbers, [name]: id })) : [numbers]
  const others = windows.filter((name) => name !== 'period').map((name) => ({ ...numbers, [name]: 10 }))
  return [...picked, ...others].map((params) => use(fact.id, params))
})

const database = useDatabase()

describe('the catalogue of facts', () => {
  it('is what is implemented, both ways', () => {
    expect(Object.keys(definitions).toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted())
  })

  it('needs every column of the statements, and none that is not there', () => {
    const needed = new Set(
      planFacts(uses, 20_000, catalogue).measures.map(({ statement, name }) => `${statement}.${name}`),
    )
    const there = Object.entries(sources).flatMap(([name, { measures }]) =>
      Object.keys(measures).map((measure) => `${name}.${measure}`),
    )
    expect([...needed].toSorted()).toEqual(there.toSorted())
  })

  it('gives values of the type and range that it says, or a reason', async () => {
    for (const seed of [1, 2, 3, 5, 8, 13]) {
      const world = randomWorld(seed)
      const { schoolId } = await storeWorld(database.db, world)
      const plan = planFacts(uses, world.asOf, catalogue)
      const table = await inSchool(database.db, schoolId, (trx) =>
        loadFacts(trx, plan, { schoolId, calendarOf, production, kinds }),
      )
      expect(table.students.length).toBeGreaterThan(0)
      for (const [slot, { meta, use }] of plan.facts.entries())
        for (const row of meta.subject === 'student' ? table.students : table.classes)
          expect(problemOf(meta, row.values[slot], row.reasons[slot]), use.key).toBeUndefined()
    }
  })

  it('keeps the facts of a run as they were', async () => {
    const world = randomWorld(21)
    const { schoolId } = await storeWorld(database.db, world)
    const table = await inSchool(database.db, schoolId, async (trx) => {
      const loaded = await loadFacts(trx, planFacts(uses, world.asOf, catalogue), {
        schoolId,
        calendarOf,
        production,
        kinds,
      })
      const { id } = await trx
        .insertInto('evaluation_run')
        .values({
          school_id: schoolId,
          as_of: '2026-11-23',
          known_at: '2026-11-23T12:00:00Z',
          rule_set_hash: '',
          input_hash: '',
          fact_keys: JSON.stringify(loaded.keys),
          freshness: JSON.stringify(loaded.freshness),
          counts: '{}',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await saveSnapshot(trx, schoolId, id, loaded)
      expect(await loadSnapshot(trx, schoolId, id + 1)).toBeUndefined()
      return { loaded, kept: await loadSnapshot(trx, schoolId, id) }
    })
    const [day] = [table.kept?.asOf]
    expect(day).toBe(20_780)
    expect(table.kept).toEqual({ ...table.loaded, asOf: day })
  })
})

type Meta = (typeof catalogue)[number]

function problemOf(meta: Meta, value: unknown, reason: unknown): string | undefined {
  if (value === null) return typeof reason === 'string' ? undefined : 'unknown without a reason'
  if (reason !== null) return 'a value with a reason'
  if (meta.type === 'boolean') return typeof value === 'boolean' ? undefined : `not a boolean`
  const words = new Set(meta.values?.map(({ id }) => id))
  if (meta.type === 'set')
    return Array.isArray(value) && value.every((word) => words.has(word)) ? undefined : `not words`
  if (meta.type === 'enum') return typeof value === 'string' && words.has(value) ? undefined : `no such word`
  const natural = Number(value) / 10 ** (meta.scale ?? 0)
  const { min, max } = meta.range ?? { min: 0, max: 0 }
  return Number.isInteger(value) && natural >= min && natural <= max ? undefined : `out of range: ${natural}`
}
