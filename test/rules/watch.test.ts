import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LiveRules, openRules, type RuleSet, testRules } from '../../server/rules/rules.ts'

const now = () => new Date('2026-11-23T09:00:00Z')
let folder = ''
let live: LiveRules
let changes = 0
let tested: RuleSet[] = []
const rule = () => join(folder, 'student/attendance/ATT-02.json')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reglament-watch-'))
  await cp(join(import.meta.dirname, '../../rules'), folder, { recursive: true })
  tested = []
  changes = 0
  live = await openRules(folder, now, {
    test: (ruleSet) => {
      tested.push(ruleSet)
      return testRules(ruleSet)
    },
  })
  live.onChange(() => changes++)
})
afterEach(async () => {
  await live.close()
  await rm(folder, { recursive: true, force: true })
})

const advice = () => live.current().rules.find(({ rule: { id } }) => id === 'ATT-02')?.rule.advice.ru
const codes = () => live.status().refused?.problems.map(({ code }) => code)
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 50 })
async function edit(from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(rule(), 'utf8')
  expect(text).toMatch(from)
  await writeFile(rule(), text.replace(from, to))
}
const newAdvice = (text: string) => edit(/"advice": \{ "ru": "[^"]*"/, `"advice": { "ru": "${text}"`)

describe('a watched folder of rules', () => {
  it('takes a sound change whole: checked, its examples run, everyone told once', async () => {
    const before = live.current()
    await newAdvice('Позвоните семье')
    await soon(() => expect(advice()).toBe('Позвоните семье'))
    expect(tested).toEqual([live.current()])
    expect(live.current()).not.toBe(before)
    expect(changes).toBe(1)
    expect(live.status().refused).toBeNull()
  })

  it('refuses a broken change, keeps what ran, and says where and how to mend it', async () => {
    const before = live.current()
    await edit('"greaterThanInclusive"', '"gte"')
    await soon(() => expect(codes()).toBeDefined())
    expect(live.current()).toBe(before)
    const [problem] = live.status().refused?.problems ?? []
    expect(problem?.where.file).toContain('ATT-02.json')
    expect(problem?.where.line).toBeGreaterThan(1)
    expect(problem?.fix.ru).not.toBe('')
    await edit('"gte"', '"greaterThanInclusive"')
    await soon(() => expect(live.status().refused).toBeNull())
    expect(live.current()).toBe(before)
    expect([changes, tested]).toEqual([0, []])
  })

  it('refuses a rule whose examples no longer come out', async () => {
    const text = await readFile(join(folder, 'student/attendance/ATT-02.examples.json'), 'utf8')
    const broken = text.replace(/"level": 3/, '"level": 2')
    expect(broken).not.toBe(text)
    await writeFile(join(folder, 'student/attendance/ATT-02.examples.json'), broken)
    await soon(() => expect(codes()?.length).toBeGreaterThan(0))
    expect(live.status().refused?.problems[0]?.where.file).toContain('ATT-02.examples.json')
    expect(changes).toBe(0)
  })

  it('refuses a half-written file, and takes it when it is whole', async () => {
    const text = await readFile(rule(), 'utf8')
    await writeFile(rule(), text.slice(0, text.length / 2))
    await soon(() => expect(codes()).toBeDefined())
    await writeFile(rule(), text.replace(/"advice": \{ "ru": "[^"]*"/, '"advice": { "ru": "Целиком"'))
    await soon(() => expect(advice()).toBe('Целиком'))
    expect(live.status().refused).toBeNull()
  })

  it('takes the last of a quick series of writes, and a file put in place by renaming', async () => {
    for (let no = 1; no <= 20; no++) await newAdvice(`Правка ${no}`)
    await soon(() => expect(advice()).toBe('Правка 20'))
    expect(changes).toBeLessThan(5)
    const text = await readFile(rule(), 'utf8')
    await writeFile(join(folder, '.ATT-02.json.swp'), text.replace('Правка 20', 'Переименован'))
    await rename(join(folder, '.ATT-02.json.swp'), rule())
    await soon(() => expect(advice()).toBe('Переименован'))
  })

  it('a deleted rule leaves nothing half done: what named it is told, what ran stays', async () => {
    const before = live.current()
    await rm(rule())
    await soon(() => expect(codes()).toBeDefined())
    expect(live.current()).toBe(before)
  })

  it('an emptied folder judges nobody by nothing', async () => {
    const before = live.current()
    await rm(folder, { recursive: true })
    await soon(() => expect(codes()?.length).toBeGreaterThan(0))
    expect(live.current()).toBe(before)
  })

  it('is let alone once closed', async () => {
    await live.close()
    await newAdvice('Поздно')
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(advice()).not.toBe('Поздно')
    expect([changes, live.status().refused]).toEqual([0, null])
  })
})
