import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../server/cli/run.ts'

const root = join(import.meta.dirname, '..')
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reglament-grandbend-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** One call of the command in the folder of the project, on a database of its own. */
async function call(...argv: string[]): Promise<{ code: number; answer: unknown; said: string }> {
  let out = ''
  let said = ''
  const code = await runCommand([...argv, '--json'], {
    env: { REGLAMENT_DATA: folder, REGLAMENT_LANG: 'en' },
    cwd: root,
    now: () => new Date(),
    out: (text) => {
      out += text
    },
    err: (text) => {
      said += text
    },
    isTerminal: false,
    untilStopped: async () => {},
  })
  return { code, answer: out === '' ? undefined : JSON.parse(out), said }
}

const load = () => call('import', 'test/data/grandbend', '--profile', 'ed-fi-grandbend', '--as-of', '2022-05-27')

describe('a school year that nobody here wrote', () => {
  it('is loaded whole', async () => {
    const made = await call(
      'init',
      '--name',
      'Grand Bend',
      '--timezone',
      'America/Chicago',
      '--calendar',
      'test/grandbend/calendar.json',
    )
    expect(made).toMatchObject({ code: 0 })
    expect(await load()).toMatchObject({ code: 0 })
  })

  it('gives the answers known beforehand', async () => {
    const { code, answer } = await call('evaluate', '--rules', 'test/grandbend/rules', '--as-of', '2022-05-27')
    expect(code).toBe(0)
    expect(flagged(answer)).toEqual({ 'GB-01': 42, 'GB-02': 91, 'GB-03': 9 })
  })

  it('is not changed by a second load', async () => {
    const { code, answer } = await load()
    expect({ code, isUnchanged: (answer as { isUnchanged: boolean }).isUnchanged }).toEqual({
      code: 0,
      isUnchanged: true,
    })
    expect(
      flagged((await call('evaluate', '--rules', 'test/grandbend/rules', '--as-of', '2022-05-27')).answer),
    ).toEqual({
      'GB-01': 42,
      'GB-02': 91,
      'GB-03': 9,
    })
  })
})

function flagged(answer: unknown): Record<string, number> {
  const { rules } = answer as { rules: { rule: string; flagged: number; unknown: number }[] }
  expect(rules.map(({ unknown }) => unknown)).toEqual([0, 0, 0])
  return Object.fromEntries(rules.map(({ rule, flagged }) => [rule, flagged]))
}
