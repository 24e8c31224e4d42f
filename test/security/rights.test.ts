import { describe, expect, it } from 'vitest'
import { roles } from '../../server/domain/access/access.ts'
import { useApp } from '../support/app.ts'
import { features, routes } from './contracts.ts'
import { addressOf, sampled, sampleOf } from './samples.ts'
import { as, createWorld, type World } from './world.ts'

const app = useApp()
type Letters = string
/** Roles by two letters, so that the table below is read as a table. */
const letters: Readonly<Record<(typeof roles)[number], string>> = {
  classTeacher: 'CT',
  subjectTeacher: 'ST',
  deputy: 'DH',
  academicDeputy: 'AD',
  principal: 'PR',
  psychologist: 'PS',
  socialEducator: 'SE',
  speechTherapist: 'SP',
  secretary: 'SC',
  methodologist: 'ME',
  journalAdmin: 'JA',
  systemAdmin: 'SA',
}
const everyone = 'CT ST DH AD PR PS SE SP SC ME JA SA'

/**
 * Who may, as the school was told (domain.md §7), written down apart from the program: who reads names, who is given numbers
 * alone, who changes.
 */
const table: Readonly<Record<string, { reads: Letters; counts?: Letters; writes: Letters }>> = {
  records: { reads: 'CT DH AD PR PS SE SP', writes: 'CT DH' },
  flags: { reads: 'CT DH AD PR PS SE', counts: 'ME', writes: 'CT' },
  cases: { reads: 'CT DH AD PR PS SE SP', writes: 'CT DH' },
  restricted: { reads: 'CT DH PR PS SE', writes: 'DH PR PS SE' },
  support: { reads: 'CT DH AD PR PS SE SP SC', writes: 'PS SP' },
  psychology: { reads: 'PS', writes: 'PS' },
  family: { reads: 'CT DH PS SE', counts: 'AD PR', writes: 'CT PS SE' },
  guardians: { reads: 'CT DH PR PS SE SC', writes: 'CT SC' },
  incidents: { reads: 'CT DH AD PR PS SE', writes: 'CT DH SE' },
  emergencies: { reads: 'CT DH PR PS SE', writes: 'CT DH PR PS SE' },
  duties: { reads: 'CT DH AD PR', counts: 'ME', writes: 'CT DH' },
  interactions: { reads: 'CT DH AD PR PS SE', writes: 'CT DH AD PR PS SE' },
  requests: { reads: 'CT DH AD PR SC', writes: 'CT DH SC' },
  waivers: { reads: 'CT DH AD PR', writes: 'CT DH PR' },
  rules: { reads: everyone, writes: 'ME' },
  editions: { reads: everyone, writes: 'DH PR' },
  roster: { reads: 'CT DH AD PR PS SE SP SC JA', writes: 'DH PR SC' },
  imports: { reads: 'DH AD PR JA', counts: 'SA', writes: 'DH JA' },
  people: { reads: 'DH PR SA', writes: 'PR SA' },
  settings: { reads: 'DH AD PR ME JA SA', writes: 'DH PR' },
  audit: { reads: everyone, writes: '' },
}

/** Where the handler asks more than the group: nobody here may do what the table above denies. */
const further: Readonly<Record<string, Letters>> = {
  // Of a whole class: specialists see pupils with an open case, one by one.
  'GET /api/classes/{id}/absences': 'CT DH AD PR',
  'GET /api/classes/{id}/cleared-flags': 'CT DH AD PR',
  'GET /api/documents/class-list': 'CT DH AD PR',
  // Papers of the whole school.
  'GET /api/documents/monday': 'DH AD PR',
  'GET /api/documents/monday/page': 'DH AD PR',
  // The class teacher's own duty of II.10 and II.2.
  'POST /api/pupils/{id}/cases': 'CT',
  'POST /api/cases/{id}/undo': 'CT',
  'POST /api/classes/{id}/review': 'CT',
  'POST /api/classes/{id}/list-review': 'CT',
  'POST /api/classes/{id}/review/undo': 'CT',
  // Somebody else's entry is the leaders' to take back; here the class teacher wrote it.
  'POST /api/interactions/{id}/void': 'CT DH AD PR',
  'POST /api/interactions/{id}/restoration': 'CT DH AD PR',
  'POST /api/interactions/{id}/attribution': 'CT DH AD PR',
  // Whoever asks for a waiver does not approve it.
  'POST /api/waivers/{id}/approve': 'DH PR',
  'POST /api/waivers/{id}/reject': 'DH PR',
  'POST /api/waivers/{id}/revoke': 'DH PR',
}

type May = (typeof routes)[number][1]['may']
function mayTake(name: string, may: May, role: (typeof roles)[number]): boolean {
  if (typeof may === 'string') return true
  const row = table[may.group]
  if (!row) throw new Error(`The group ${may.group} is not in the table of test/security/rights.test.ts`)
  const named = may.act === 'write' ? row.writes : row.reads
  const group = `${named} ${may.counts && may.act === 'read' ? (row.counts ?? '') : ''}`.split(' ')
  return group.includes(letters[role]) && (further[name] ?? everyone).split(' ').includes(letters[role])
}

describe('the samples', () => {
  it('name no route that is gone', () => {
    const names = new Set(routes.map(([name]) => name))
    expect(sampled.filter((name) => !names.has(name))).toEqual([])
  })
})

describe('every route, every role', () => {
  it('is there', () => {
    expect(routes.length).toBeGreaterThan(80)
    for (const [name] of routes) {
      const [method = '', url = ''] = name.split(' ')
      const isServed = app.app.hasRoute({ method, url: url.replaceAll(/\{(\w+)\}/g, ':$1') })
      expect(isServed, `${name} is in a contract and not served: is its feature in server/app.ts?`).toBe(true)
    }
  })

  it.each(features)('of $feature', { timeout: 120_000 }, async ({ routes }) => {
    const world = await createWorld(app, 'Школа № 1')
    const told: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const [name, route] of routes) {
      Object.assign(told, await answersOf(world, name, route))
      expected[`${name} signed out`] = route.may === 'anyone' ? 'yes' : '401 not-signed-in'
      if (route.may !== 'anyone')
        for (const role of roles) expected[`${name} ${role}`] = mayTake(name, route.may, role) ? 'yes' : 'no'
    }
    expect(told).toEqual(expected)
  })
})

/** What each role is told: yes, no, or that the sample itself is malformed (which would hide a missing "no"). */
async function answersOf(world: World, name: string, route: (typeof routes)[number][1]) {
  const sample = sampleOf(name, route, world.own)
  const address = addressOf(name, sample)
  const given = sample.body === undefined ? {} : { body: sample.body }
  const out = await app.ask<{ code?: string } | undefined>(address, given)
  const isIn = out.body?.code !== 'not-signed-in'
  const told: Record<string, string> = { [`${name} signed out`]: isIn ? 'yes' : `${out.status} ${out.body?.code}` }
  if (route.may === 'anyone') return told
  for (const role of roles) {
    const { status, body } = await app.ask<{ code?: string } | undefined>(address, {
      ...given,
      as: await as(app, world, role),
    })
    const isMalformed = body?.code === 'bad-request' || status >= 500
    told[`${name} ${role}`] = isMalformed
      ? `${status} ${body?.code}`
      : status === 403
        ? 'no'
        : status === 401
          ? '401'
          : 'yes'
  }
  return told
}
