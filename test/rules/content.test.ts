import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FactCatalogue, IncidentKinds } from '../../server/domain/formats/catalogue.ts'
import { absenceKindIds } from '../../server/domain/formats/catalogue.ts'
import type { FamilyCategories, FamilyInstruments } from '../../server/domain/formats/family.ts'
import type { Ladder } from '../../server/domain/formats/ladder.ts'
import type { Notices } from '../../server/domain/formats/notices.ts'

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../rules/${path}`, import.meta.url), 'utf8'))

const { facts } = read('catalogue/facts.json') as FactCatalogue
const { incidentKinds } = read('catalogue/incident-kinds.json') as IncidentKinds
const { familyCategories } = read('catalogue/family-categories.json') as FamilyCategories
const { familyInstruments } = read('catalogue/instruments.json') as FamilyInstruments
const { notices } = read('catalogue/notices.json') as Notices
const { absenceKinds } = read('catalogue/absence-kinds.json') as {
  absenceKinds: { id: string; absent: boolean; counts: string }[]
}
const ladder = read('ladder.json') as Ladder

const valuesOf = (id: string) => (facts.find((fact) => fact.id === id)?.values ?? []).map((value) => value.id)

describe('the catalogues agree with one another', () => {
  it('names the same social categories in the fact and in the catalogue', () => {
    expect(valuesOf('familyStatus').sort()).toEqual(familyCategories.map(({ id }) => id).sort())
  })

  it('names the states of the ladder in the fact of an open escalation', () => {
    const open = ladder.states.filter(({ kind }) => kind === 'start' || kind === 'step').map(({ id }) => id)
    expect(valuesOf('caseState').sort()).toEqual(['none', ...open].sort())
  })

  it('describes every kind of absence, and counts only true absences', () => {
    expect(absenceKinds.map(({ id }) => id).sort()).toEqual(['present', ...absenceKindIds].sort())
    for (const { absent, counts } of absenceKinds) expect(absent).toBe(counts !== 'none')
  })

  it('rounds every share down, so that 0.2966 does not reach a threshold of 0.30', () => {
    const shares = facts.filter(({ unit }) => unit === 'share' || unit === 'sharePoint')
    expect(shares.length).toBeGreaterThan(5)
    for (const fact of shares) expect([fact.id, fact.scale, fact.rounding]).toEqual([fact.id, 2, 'down'])
  })
})

describe('incidents', () => {
  it('gives every emergency the highest severity, and hides what only few may see', () => {
    const emergencies = incidentKinds.filter(({ emergency }) => emergency)
    expect(emergencies.map(({ id }) => id)).toContain('missing_child')
    for (const { severity } of emergencies) expect(severity.usual).toBe(4)
    expect(incidentKinds.filter(({ restricted }) => restricted).map(({ id }) => id)).toEqual([
      'suicide_risk',
      'abuse_suspected',
    ])
  })
})

describe('the ladder', () => {
  it('holds every transition of the design, and no term of its own', () => {
    const numbered = Array.from({ length: 21 }, (_, index) => String(index + 1))
    const ids = ladder.transitions.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([...numbered, '9a', '15a', 'E1', 'E2']))
    const words = ladder.transitions.map(({ when, title }) => `${title.ru} ${title.en} ${when.ru} ${when.en}`)
    for (const text of words) expect(text).not.toMatch(/\d/)
  })

  it('never steps over a person: memo, meeting, joint decision and referral need a named one', () => {
    const named = ladder.transitions.filter(({ namedPerson }) => namedPerson).map(({ id }) => id)
    expect(named).toEqual(expect.arrayContaining(['7', '8', '9', '13', '19']))
  })

  it('reaches every state but those it begins in', () => {
    const reached = new Set(ladder.transitions.map(({ to }) => to))
    for (const { id } of ladder.states) expect([...reached]).toContain(id)
  })

  it('has a criterion of improvement for every domain', () => {
    expect(ladder.improvement.map(({ domain }) => domain).sort()).toEqual(ladder.domains.map(({ id }) => id).sort())
  })
})

describe('instruments and notices', () => {
  it('ships one card of eight items, from 0 to 3, and the items of no author', () => {
    const cards = familyInstruments.filter(({ card }) => card !== undefined)
    expect(cards.map(({ id }) => id)).toEqual(['observationCard'])
    const items = cards.flatMap(({ card }) => card?.items ?? [])
    expect(items.map(({ min, max }) => [min, max])).toEqual(Array.from({ length: 8 }, () => [0, 3]))
  })

  it('shows raw values of tests to the psychologist only', () => {
    for (const { kind, valuesVisibleTo } of familyInstruments)
      if (kind === 'test' || kind === 'drawing') expect(valuesVisibleTo).toEqual(['psychologist'])
  })

  it('keeps the three notices that come from duties', () => {
    expect(notices.map(({ id, when }) => [id, when.point])).toEqual([
      ['PRC-01', 'II.5'],
      ['PRC-02', 'III.3'],
      ['CLS-06', 'III.11'],
    ])
  })
})
