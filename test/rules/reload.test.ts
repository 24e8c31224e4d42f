import { describe, expect, it } from 'vitest'
import { loadRules, replaceRules } from '../../server/rules/rules.ts'
import { change, rulePath, soundFiles, today } from './fixture.ts'

describe('a reload is all or nothing', () => {
  it('a sound candidate takes the place of what ran', async () => {
    const files = await soundFiles()
    const current = loadRules(files, today).ruleSet
    const candidate = loadRules(change(files, rulePath, '"value": 10 }', '"value": 11 }'), today)
    // The edge of the new number is not shown by examples yet: an error, so nothing moves.
    expect(replaceRules(current, candidate)).toMatchObject({ ruleSet: current, isReplaced: false })
    const words = loadRules(change(files, rulePath, '"Свяжитесь с родителями"', '"Позвоните родителям"'), today)
    expect(replaceRules(current, words)).toMatchObject({ ruleSet: words.ruleSet, isReplaced: true, problems: [] })
  })

  it('one broken file of many keeps the whole previous set', async () => {
    const files = await soundFiles()
    const current = loadRules(files, today).ruleSet
    const candidate = loadRules(change(files, rulePath, '"level": 3,', '"level": 5,'), today)
    const { ruleSet, isReplaced, problems } = replaceRules(current, candidate)
    expect(ruleSet).toBe(current)
    expect(isReplaced).toBe(false)
    expect(problems.map(({ code }) => code)).toEqual(['level-by-people'])
  })

  it('with nothing before it, a broken set leaves nothing', async () => {
    const candidate = loadRules(change(await soundFiles(), rulePath, '"id": "ATT-02",', ''), today)
    expect(replaceRules(undefined, candidate).ruleSet).toBeUndefined()
  })

  it('a broken catalogue is blamed once, not by every rule', async () => {
    const files = change(await soundFiles(), 'catalogue/facts.json', '"id": "isSen"', '"id": "is sen"')
    const { problems } = loadRules(files, today)
    expect(problems.map(({ where }) => where.file)).toEqual(['rules/catalogue/facts.json'])
  })

  it('a broken section of the regulation is blamed once', async () => {
    const files = change(await soundFiles(), 'regulation/II.json', '"section": "II"', '"section": "IV"')
    const { problems } = loadRules(files, today)
    expect(problems.map(({ where }) => where.file)).toEqual(['rules/regulation/II.json'])
  })
})
