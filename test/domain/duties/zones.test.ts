import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const node = resolve(root, 'node_modules/.bin/node')
const script = resolve(import.meta.dirname, 'zones.script.ts')

describe('I29 the zone of the process plays no part', () => {
  const run = (TZ: string) =>
    execFileSync(node, [script], { cwd: root, env: { ...process.env, TZ, LC_ALL: 'tr_TR.UTF-8' }, encoding: 'utf8' })
  const reference = run('UTC')

  it('the reference says something', () => {
    expect(reference).toContain('"2026-09-11"')
    expect(JSON.parse(reference)).toHaveLength(3)
  })

  it.each(['Europe/Moscow', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kamchatka', 'Pacific/Pago_Pago'])(
    'same days and statuses under TZ=%s',
    (zone) => {
      expect(run(zone)).toBe(reference)
    },
  )
})
