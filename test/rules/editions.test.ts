import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { canonicalOf } from '../../server/domain/revisions/canonical.ts'
import { judgeBudget } from '../../server/domain/revisions/guard.ts'
import { hashOf } from '../../server/rules/files/hash.ts'
import { findBackdating } from '../../server/rules/files/revisions.ts'
import { findEdition, listRevisions } from '../../server/rules/queries.ts'
import { acceptRules, editionOf, loadRules, publishRules, type RuleSet } from '../../server/rules/rules.ts'
import { createSchool, useDatabase } from '../support/database.ts'
import { change, rulePath, soundFiles, today } from './fixture.ts'

const oldNumber = '{ "from": "2025-09-01", "value": 10 }'

async function changed(from: string, to: string): Promise<RuleSet> {
  return loadRules(change(await soundFiles(), rulePath, from, to), today).ruleSet
}

async function sound(): Promise<RuleSet> {
  return loadRules(await soundFiles(), today).ruleSet
}

describe('the hash of an edition', () => {
  it('does not depend on the order of keys or files, nor on spaces', async () => {
    expect(canonicalOf({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
    expect(hashOf('')).toBe('12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126')
    const files = await soundFiles()
    const turned = [...files].reverse().map((file) => ({ ...file, text: JSON.stringify(JSON.parse(file.text)) }))
    expect(editionOf(loadRules(turned, today).ruleSet).hash).toBe(editionOf(await sound()).hash)
  })

  it('changes with one number', async () => {
    const other = await changed(oldNumber, `${oldNumber}, { "from": "2027-09-01", "value": 11 }`)
    expect(editionOf(other).hash).not.toBe(editionOf(await sound()).hash)
  })
})

describe('nothing is back-dated', () => {
  const codes = async (from: string, to: string, day = today) =>
    findBackdating(editionOf(await sound()).revisions, await changed(from, to), day).map(
      ({ code, where }) => `${code} ${where.path}`,
    )

  it('a number that was in force may not change', async () => {
    const [problem] = findBackdating(
      editionOf(await sound()).revisions,
      await changed(oldNumber, oldNumber.replace('10', '11')),
      today,
    )
    expect(problem).toMatchObject({
      code: 'back-dated',
      where: { file: `rules/${rulePath}`, line: 25, column: 18, path: 'parameters.serious_lessons.values[0]' },
    })
    expect(problem?.message.ru).toBe('Задним числом менять нельзя: 10 (2025-09-01) → 11 (2025-09-01)')
  })

  it('nor may its day, nor a new value be slipped in before today', async () => {
    expect(await codes(oldNumber, oldNumber.replace('2025-09-01', '2025-08-31'))).toEqual([
      'back-dated parameters.serious_lessons.values[0]',
    ])
    expect(await codes(oldNumber, `${oldNumber}, { "from": "2026-11-22", "value": 11 }`)).toEqual([
      'back-dated parameters.serious_lessons.values[1]',
    ])
    expect(
      await codes(
        '{ "from": "2025-09-01", "value": 3 }, { "from": "2026-09-01", "value": 4 }',
        '{ "from": "2025-09-01", "value": 3 }',
      ),
    ).toEqual(['back-dated parameters.recent_lessons.values[0]'])
  })

  it('a value from today or later may be added, and one not yet in force changed', async () => {
    expect(await codes(oldNumber, `${oldNumber}, { "from": "2026-11-23", "value": 11 }`)).toEqual([])
    expect(await codes('"from": "2026-09-01", "value": 4', '"from": "2026-09-02", "value": 5', '2026-08-31')).toEqual(
      [],
    )
    expect(
      await codes('"from": "2026-09-01", "value": 4', '"from": "2026-09-01", "value": 5', '2026-09-02'),
    ).toHaveLength(1)
  })

  it('the first day of a rule that is in force stays', async () => {
    expect(await codes('"effective": { "from": "2025-09-01" }', '"effective": { "from": "2025-09-02" }')).toEqual([
      'back-dated effective.from',
    ])
  })

  it('logic changes with its version only', async () => {
    const logic = ['"level": 3,', '"level": 1,'] as const
    expect(await codes(...logic)).toEqual(['version-not-raised levels'])
    const files = change(change(await soundFiles(), rulePath, ...logic), rulePath, '"advice"', '"version": 2, "advice"')
    expect(findBackdating(editionOf(await sound()).revisions, loadRules(files, today).ruleSet, today)).toEqual([])
  })

  it('words change freely', async () => {
    expect(await codes('"Свяжитесь с родителями"', '"Позвоните родителям"')).toEqual([])
  })
})

describe('the flag budget', () => {
  const impact = (flagged: number, own: object = {}) => ({
    rule: { id: 'ATT-02' },
    judged: 100,
    flagged,
    newlyFlagged: flagged,
    ...own,
  })

  it('is 15 % of pupils unless the rule says otherwise, the very edge allowed', () => {
    expect(judgeBudget([impact(15)])).toEqual([])
    expect(judgeBudget([impact(16)])).toEqual([
      { rule: 'ATT-02', ru: 'ATT-02: сигналов 16 из 100, больше 15 %', en: 'ATT-02: 16 flags of 100, more than 15 %' },
    ])
    expect(judgeBudget([impact(30, { rule: { id: 'ATT-02', guard: { maxFlaggedShare: 0.3 } } })])).toEqual([])
  })

  it('holds nobody for flags that were there before, nor for nobody judged', () => {
    expect(judgeBudget([impact(40, { newlyFlagged: 0 })])).toEqual([])
    expect(judgeBudget([impact(0, { judged: 0 })])).toEqual([])
  })

  it('may also limit the new flags of one run', () => {
    const rule = { id: 'ATT-02', guard: { maxNewPerRun: 5 } }
    expect(judgeBudget([impact(5, { rule })])).toEqual([])
    expect(judgeBudget([impact(6, { rule })])).toMatchObject([{ en: 'ATT-02: 6 new flags, more than 5' }])
  })
})

describe('editions in the database', () => {
  const database = useDatabase()
  const at = { today, now: new Date('2026-11-23T06:00:00Z'), author: 'И. И. Иванова', note: null, impacts: [] }
  const flood = [{ rule: { id: 'ATT-02' }, judged: 100, flagged: 50, newlyFlagged: 40 }]

  it('the first set is taken into force, the same set again changes nothing', async () => {
    const schoolId = await createSchool(database.db)
    const ruleSet = await sound()
    await inSchool(database.db, schoolId, async (trx) => {
      expect(await publishRules(trx, schoolId, ruleSet, { ...at, impacts: flood })).toMatchObject({ state: 'active' })
      expect(await publishRules(trx, schoolId, ruleSet, at)).toMatchObject({ state: 'unchanged' })
      expect(await listRevisions(trx, schoolId)).toHaveLength(ruleSet.files.length)
      const [revision] = await listRevisions(trx, schoolId, 'ATT-02')
      expect(revision).toMatchObject({ path: rulePath, ruleId: 'ATT-02', author: 'И. И. Иванова' })
      expect(hashOf(revision?.content)).toBe(revision?.hash)
    })
  })

  it('a set over its budget is held, the former stays in force, and a person takes it with a reason', async () => {
    const schoolId = await createSchool(database.db)
    const first = await sound()
    const second = await changed(oldNumber, `${oldNumber}, { "from": "2026-12-01", "value": 9 }`)
    await inSchool(database.db, schoolId, async (trx) => {
      await publishRules(trx, schoolId, first, at)
      expect(await publishRules(trx, schoolId, second, { ...at, impacts: flood })).toMatchObject({
        state: 'held',
        heldBecause: [{ rule: 'ATT-02' }],
      })
      expect((await findEdition(trx, schoolId, 'active'))?.hash).toBe(editionOf(first).hash)
      await expect(acceptRules(trx, schoolId, { person: 'Зам', reason: ' ', now: at.now })).rejects.toMatchObject({
        code: 'reason-missing',
      })
      await acceptRules(trx, schoolId, { person: 'Зам', reason: 'Решение педсовета', now: at.now })
      expect(await findEdition(trx, schoolId, 'active')).toMatchObject({
        hash: editionOf(second).hash,
        acceptedBy: 'Зам',
        acceptReason: 'Решение педсовета',
        heldBecause: [{ rule: 'ATT-02' }],
      })
      expect(await findEdition(trx, schoolId, 'held')).toBeUndefined()
      await expect(acceptRules(trx, schoolId, { person: 'Зам', reason: 'Ещё раз', now: at.now })).rejects.toMatchObject(
        { code: 'nothing-held' },
      )
      // Both texts of the rule are kept.
      expect(await listRevisions(trx, schoolId, 'ATT-02')).toHaveLength(2)
    })
  })

  it('a set that changes the past is refused and leaves no trace', async () => {
    const schoolId = await createSchool(database.db)
    const ruleSet = await changed(oldNumber, oldNumber.replace('10', '11'))
    await inSchool(database.db, schoolId, async (trx) => {
      await publishRules(trx, schoolId, await sound(), at)
      await expect(publishRules(trx, schoolId, ruleSet, at)).rejects.toMatchObject({ code: 'back-dated' })
      expect(await listRevisions(trx, schoolId, 'ATT-02')).toHaveLength(1)
    })
  })

  it('a school sees its own editions only', async () => {
    const [one, other] = [await createSchool(database.db), await createSchool(database.db)]
    const ruleSet = await sound()
    await inSchool(database.db, one, (trx) => publishRules(trx, one, ruleSet, at))
    await inSchool(database.db, other, async (trx) => {
      expect(await findEdition(trx, other, 'active')).toBeUndefined()
      expect(await listRevisions(trx, one)).toEqual([])
    })
  })
})
