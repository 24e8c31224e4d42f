import { beforeAll, describe, expect, it } from 'vitest'
import type { Lang } from '../../server/cli/command.ts'
import { commands } from '../../server/cli/commands.ts'
import { asOf, journal, load, shapeFaults, usePlace } from './support.ts'

/** A call of every command that gives an answer, in an order in which each finds what it needs. */
const calls: Record<string, string[]> = {
  migrate: [],
  init: ['--name', 'Школа № 1'],
  'import templates': ['tables'],
  import: load.slice(1),
  evaluate: asOf,
  flags: asOf,
  explain: ['Иванов', 'ATT-02', ...asOf],
  duties: asOf,
  compliance: ['--from', '2026-09-01', '--to', '2026-11-20', ...asOf],
  rebuild: asOf,
  'rules check': [],
  'rules test': ['FAM-01'],
  'rules points': [],
  'calendar check': asOf,
  'import undo': asOf,
}

/** Commands of which other tests ask for the answer: one needs rules held back, one an account, one a database without a school. */
const elsewhere = new Set(['rules accept', 'people link', 'demo', 'serve'])

const place = usePlace((place) => place.write(journal))
const answers = new Map<string, unknown>()

describe('the answer with --json', () => {
  beforeAll(async () => {
    for (const [name, rest] of Object.entries(calls)) {
      if (!commands.some((command) => command.name === name)) continue
      const { answer } = await place.ask([...name.split(' '), ...rest])
      answers.set(name, answer)
    }
  })

  const all = commands.filter(({ name }) => !elsewhere.has(name)).map((command) => ({ name: command.name, command }))

  it.each(all)('of $name has the shape that its help shows, and nothing beside it', ({ name, command }) => {
    expect(Object.keys(calls)).toContain(name)
    const answer = answers.get(name)
    expect(shapeFaults(command, answer)).toEqual([])
  })

  it.each(all)('of $name prints in both languages within 100 columns', ({ name, command }) => {
    for (const lang of ['ru', 'en'] as Lang[]) {
      const lines = command.print(answers.get(name), lang)
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        expect(line).not.toMatch(/undefined|\[object|NaN/)
        expect(line.length, line).toBeLessThanOrEqual(100)
      }
    }
  })
})
