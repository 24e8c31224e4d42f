import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rulesAcceptCommand } from '../../server/cli/commands/rules-accept.ts'
import { inSchool } from '../../server/database/school.ts'
import { loadRules, publishRules, readRuleFiles } from '../../server/rules/rules.ts'
import { asOf, inDatabase, journal, load, type Place, shapeFaults, usePlace } from './support.ts'

const shipped = join(import.meta.dirname, '../../rules')
const place = usePlace(async ({ folder }) => {
  for (const part of ['student', 'class']) await cp(join(shipped, part), join(folder, 'own', part), { recursive: true })
})

/** Does the work while a file in the folder of one's own is edited. */
async function withEdit(path: string, from: string, to: string, work: () => Promise<void>): Promise<void> {
  const file = join(place.folder, 'own', path)
  const text = await readFile(file, 'utf8')
  if (!text.includes(from)) throw new Error(`Nothing to replace in ${path}`)
  await writeFile(file, text.replace(from, to))
  await work().finally(() => writeFile(file, text))
}

const examples = 'student/family/FAM-01.examples.json'

describe('rules test', () => {
  it('passes every shipped example, those from raw records too, without a school', async () => {
    const { code, answer } = await place.ask(['rules', 'test'])
    expect(answer).toMatchObject({ failed: 0, notRun: 0, todo: 0, shown: [] })
    expect(code).toBe(0)
    const { rules, examples, passed } = answer as { rules: number; examples: number; passed: number }
    expect(rules).toBeGreaterThanOrEqual(30)
    expect(examples).toBeGreaterThan(300)
    expect(passed).toBe(examples)
  })

  it('runs one rule, or one example, and counts in words', async () => {
    const one = await place.call(['rules', 'test', 'FAM-01'])
    expect(one).toMatchObject({ code: 0, err: '' })
    expect(one.out).toMatch(
      /^1 правило · \d+ пример(а|ов)?: \d+ прошло, 0 не прошло, 0 todo · исключений сработало: 0\n$/,
    )
    const { out } = await place.call(['rules', 'test', '--case', 'Три попытки, ни одной удачной', '--lang', 'en'])
    expect(out).toBe('1 rule · 1 example: 1 passed, 0 failed, 0 todo · exemptions applied: 0\n')
  })

  it('tells a failure by place, expectation, numbers and how to run it again, and ends with 1', () =>
    withEdit(examples, '"ru": "3 попытки', '"ru": "4 попытки', async () => {
      const { code, out } = await place.call(['rules', 'test', 'FAM-01', '--rules', 'own'])
      expect(code).toBe(1)
      expect(out).toMatch(/✗ FAM-01 {2}own\/student\/family\/FAM-01\.examples\.json:\d+/)
      expect(out).toContain('«Три попытки, ни одной удачной» (asOf 2026-10-15)')
      expect(out).toMatch(/ожидалось: «4 попытки .+ +получено: «3 попытки/)
      expect(out).toMatch(/✓ tried {2}3 ≥ 3 /)
      expect(out).toContain('повторить: rules test FAM-01 --case "Три попытки, ни одной удачной"')
      expect(out).toContain(', 1 не прошло')
    }))

  it('computes facts of raw records: a record moved out of its window fails the example', () =>
    withEdit(examples, '"on": "2026-10-02", "form"', '"on": "2026-09-02", "form"', async () => {
      const { code, answer } = await place.ask(['rules', 'test', 'FAM-01', '--rules', 'own'])
      expect(code).toBe(1)
      expect(answer).toMatchObject({
        failed: 1,
        shown: [{ rule: 'FAM-01', status: 'failed', got: { en: 'no flag' } }],
      })
    }))

  it('refuses rules that hold errors', () =>
    withEdit('student/family/FAM-01.json', '"id": "FAM-01"', '"id": "FAM-01", "id": "FAM-01"', async () => {
      const { code, out, err } = await place.call(['rules', 'test', '--rules', 'own'])
      expect({ code, out }).toEqual({ code: 3, out: '' })
      expect(err).toContain('own/student/family/FAM-01.json')
      const checked = await place.call(['rules', 'check', '--rules', 'own'])
      expect(checked.code).toBe(1)
      expect(checked.out).toMatch(/✗ own\/student\/family\/FAM-01\.json:\d+:\d+/)
    }))

  it('refuses a folder that is not there', async () => {
    const { code, err } = await place.call(['rules', 'test', '--rules', 'nowhere'])
    expect(code).toBe(3)
    expect(err).toBe('Папки «nowhere» нет.\n')
  })
})

describe('rules points', () => {
  it('shows thirty points, each watched by something', async () => {
    const { code, answer } = await place.ask(['rules', 'points'])
    const { points, open, stale } = answer as {
      points: { point: string; watchedBy: string; reason: unknown }[]
      open: number
      stale: number
    }
    expect({ code, open, stale, count: points.length }).toEqual({ code: 0, open: 0, stale: 0, count: 30 })
    for (const { watchedBy, reason } of points.filter(
      ({ watchedBy }) => watchedBy === 'evidence' || watchedBy === 'person',
    ))
      expect({ watchedBy, reason }).toEqual({
        watchedBy,
        reason: { ru: expect.stringMatching(/[а-я]/) as string, en: expect.any(String) as string },
      })
    const { out } = await place.call(['rules', 'points'])
    expect(out).toMatch(/^II\.10 +правила +\S/m)
    expect(out).toContain('Пунктов: 30.')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('ends with 1 where a point lost its only rule', () =>
    withEdit('student/support/SUP-01.json', '"status": "active"', '"status": "off"', async () => {
      const { code, answer } = await place.ask(['rules', 'points', '--rules', 'own'])
      expect(code).toBe(1)
      expect(answer).toMatchObject({ open: 1 })
      expect((await place.call(['rules', 'points', '--rules', 'own'])).out).toMatch(/^I\.4 +✗ ничем/m)
    }))
})

describe('calendar check', () => {
  it('without a school looks at every shipped calendar, and makes no database', async () => {
    const { code, answer } = await place.ask(['calendar', 'check', ...asOf])
    expect(code).toBe(0)
    expect(answer).toMatchObject({ whose: 'shipped', school: null, errors: 0 })
    expect((answer as { calendars: string[] }).calendars).toEqual(
      expect.arrayContaining(['ru-2026', '2026-27-quarters', '2025-26-modules']),
    )
    await expect(readFile(join(place.folder, 'data/lock'))).rejects.toThrow('ENOENT')
  })

  it('names the place of what is wrong in a calendar of one’s own, and ends with 1', async () => {
    const [year, production] = await Promise.all(
      ['2026-27-quarters', 'ru-2026'].map(
        async (id): Promise<unknown> => JSON.parse(await readFile(join(shipped, `calendar/${id}.json`), 'utf8')),
      ),
    )
    await place.write({ 'mine.json': JSON.stringify({ production: [production], schoolYears: [year] }) })
    const { code, out } = await place.call(['calendar', 'check', 'mine.json', ...asOf])
    expect(code).toBe(1)
    expect(out).toMatch(/^✗ mine\.json:1:\d+\n {4}Нет рабочих дней 2027 года/m)
    expect(out).toContain('Календари файла: ru-2026, 2026-27-quarters.\nОшибок: 1,')
    expect((await place.call(['calendar', 'check', 'none.json'])).code).toBe(3)
  })

  it.each([
    ['{ "schoolYears": [{}] }', 'wrong.json:1:'],
    ['{ "terms": [],\n "terms": [] }', 'wrong.json:2:'],
    ['{ "production": [] }', 'нет учебного года'],
    ['[1]', 'нет учебного года'],
    ['', 'wrong.json:1:1'],
  ])('refuses %j as a calendar', async (text, told) => {
    await place.write({ 'wrong.json': text })
    const { code, out, err } = await place.call(['calendar', 'check', 'wrong.json'])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain(told)
  })

  it('says that no calendar answers for a day', async () => {
    const { code, answer } = await place.ask(['calendar', 'check', '--as-of', '2031-01-15'])
    expect(code).toBe(0)
    expect((answer as { problems: { code: string }[] }).problems.map(({ code }) => code)).toContain('day-not-covered')
  })
})

describe('rules accept', () => {
  const school = usePlace(async (place) => {
    await place.write(journal)
    await place.call(['init', '--name', 'Школа № 1'])
    await actBy(place, ['ACAD-01', 'ACAD-04', 'ATT-02'])
    await place.call(load)
  })

  it('takes rules that would flag too many into force only on a person’s word', async () => {
    const { answer } = await school.ask(['evaluate', ...asOf])
    expect(answer).toMatchObject({
      flags: { open: 0 },
      held: expect.arrayContaining([expect.objectContaining({ rule: 'ATT-02' })]) as unknown,
    })
    const without = await school.call(['rules', 'accept'])
    expect(without).toMatchObject({ code: 2, out: '' })
    const accepted = await school.ask([
      'rules',
      'accept',
      '--reason',
      'Протокол педсовета № 3',
      '--by',
      'Орлова Е. П.',
      ...asOf,
    ])
    expect(accepted).toMatchObject({
      code: 0,
      answer: {
        by: 'Орлова Е. П.',
        reason: 'Протокол педсовета № 3',
        refresh: { asOf: '2026-11-20', flags: { raised: 3, open: 3 }, held: 0 },
      },
    })
    expect(shapeFaults(rulesAcceptCommand, accepted.answer)).toEqual([])
    const kept = await inDatabase(school, (db) =>
      db
        .selectFrom('rule_set')
        .select(['state', 'accepted_by', 'accept_reason'])
        .where('state', '=', 'active')
        .execute(),
    )
    expect(kept).toEqual([{ state: 'active', accepted_by: 'Орлова Е. П.', accept_reason: 'Протокол педсовета № 3' }])
    const again = await school.call(['rules', 'accept', '--reason', 'ещё раз'])
    expect(again).toMatchObject({ code: 3, out: '', err: 'Ни одна редакция правил не ждёт решения\n' })
  })
})

/** Puts an edition in force in which the rules named are off. */
async function actBy(place: Place, off: string[]): Promise<void> {
  const sources = (await readRuleFiles(shipped)).map((source) =>
    off.some((id) => source.path.endsWith(`/${id}.json`))
      ? { ...source, text: source.text.replace('"status": "active"', '"status": "off"') }
      : source,
  )
  const { ruleSet } = loadRules(sources, '2026-11-20')
  const at = { today: '2026-11-20', now: new Date(), author: null, note: null, impacts: [] }
  await inDatabase(place, (db) => inSchool(db, 1, (trx) => publishRules(trx, 1, ruleSet, at)))
}
