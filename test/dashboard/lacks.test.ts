import { describe, expect, it } from 'vitest'
import type { Draft } from '../../dashboard/interactions/draft.ts'
import { lackable, lacksOf } from '../../dashboard/interactions/lacks.ts'
import { interactions } from '../../dashboard/words/ru/interactions.ts'

const empty: Draft = {
  duty: '',
  kinds: [],
  form: '',
  isWhole: true,
  pupils: [],
  on: '2026-11-30',
  at: '',
  topic: '',
  outcome: '',
  wasReached: '',
  startedBy: '',
  reason: '',
}
const full = { ...empty, kinds: ['talk'], form: 'call' }
const words = interactions.form
const lackOf = (draft: Partial<Draft>, mayConfirm = false) =>
  lacksOf({ ...full, ...draft }, { today: '2026-11-30', mayConfirm }, words)

describe('what an entry still lacks', () => {
  it('is told of every field at once, in the order they stand in', () => {
    const lacks = lackOf({ ...empty, isWhole: false, on: '2026-11-01' })
    expect(lackable.filter((field) => lacks[field] !== undefined)).toEqual(['kinds', 'form', 'pupils', 'reason'])
    expect(lackOf({})).toEqual({})
  })

  it('asks for a day that is none, and for another than one to come', () => {
    expect(lackOf({ on: '' })).toEqual({ on: words.needDay })
    expect(lackOf({ on: '2026-12-01' })).toEqual({ on: words.dayToCome })
  })

  it('sends what is older than a month to the deputy head, who says only why it is late', () => {
    expect(lackOf({ on: '2026-10-30', reason: 'болезнь' }).on).toContain('заместитель')
    expect(lackOf({ on: '2026-10-30', reason: 'болезнь' }, true)).toEqual({})
    expect(lackOf({ on: '2026-10-30', reason: ' ' }, true)).toEqual({ reason: words.needReason })
  })

  it('asks for no reason within a week', () => {
    expect(lackOf({ on: '2026-11-23' })).toEqual({})
    expect(lackOf({ on: '2026-11-22' })).toEqual({ reason: words.needReason })
  })
})
