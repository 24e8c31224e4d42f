import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadRules, type SourceFile } from '../../server/rules/rules.ts'
import { soundFiles, today } from './fixture.ts'

type Place = { holder: Record<string | number, unknown>; key: string | number }

function listPlaces(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string | number, unknown>
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  return keys.flatMap((key) => [{ holder, key }, ...listPlaces(holder[key])])
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    2.505,
    1e9,
    '',
    ' ',
    '2026-13-45',
    'param.recent_days',
    'lessThan',
    true,
    [],
    {},
    [null],
    { fact: 'param.x' },
  ),
  fc.constantFrom<unknown>(
    { all: [] },
    { not: {} },
    { toString: '' },
    '{',
    '{recent, plural, one {#}}',
    'x 3',
    '- x 0',
    'unexcusedLessons{schoolDays:}',
    'II.9',
    'ATT-99',
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

describe('the loader', async () => {
  const files = await soundFiles()

  it('has a message for every damaged value, never an exception', () => {
    const change = fc.record({
      file: fc.nat(files.length - 1),
      place: fc.nat(),
      value: strange,
      isRemoved: fc.boolean(),
    })
    fc.assert(
      fc.property(change, ({ file, place, value, isRemoved }) => {
        const damaged = files.map((each, index) =>
          index === file ? { ...each, text: damage(each, place, value, isRemoved) } : each,
        )
        for (const { where, message, fix } of loadRules(damaged, today).problems) {
          expect(where.line).toBeGreaterThan(0)
          expect(where.column).toBeGreaterThan(0)
          for (const text of [message.ru, message.en, fix.ru, fix.en]) expect(text).toMatch(/\S/)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('has a message for every damaged text', () => {
    const cut = fc.record({
      file: fc.nat(files.length - 1),
      at: fc.nat(),
      length: fc.integer({ min: 0, max: 40 }),
      put: fc.string({ maxLength: 3 }),
    })
    fc.assert(
      fc.property(cut, ({ file, at, length, put }) => {
        const damaged = files.map((each, index) => {
          const from = at % (each.text.length + 1)
          return index === file
            ? { ...each, text: each.text.slice(0, from) + put + each.text.slice(from + length) }
            : each
        })
        expect(() => loadRules(damaged, today)).not.toThrow()
      }),
      { numRuns: 1000 },
    )
  })
})

function damage({ text }: SourceFile, place: number, value: unknown, isRemoved: boolean): string {
  const copy: unknown = JSON.parse(text)
  const places = listPlaces(copy)
  const chosen = places[place % places.length]
  if (chosen && isRemoved && !Array.isArray(chosen.holder)) Reflect.deleteProperty(chosen.holder, chosen.key)
  else if (chosen) chosen.holder[chosen.key] = value
  return JSON.stringify(copy, null, 2)
}
