import { describe, expect, it, onTestFinished } from 'vitest'
import { clockOf } from '../../server/http/clock.ts'
import { createTrials, type Trials } from '../../server/imports/trials/trials.ts'

function process(): Trials {
  const trials = createTrials(clockOf(() => new Date()))
  onTestFinished(() => trials.close())
  return trials
}

describe('a trial kept by one of several processes', () => {
  it('is told by the others to be another’s, and what to do', async () => {
    const [one, other] = [process(), process()]
    const { id } = await one.add({
      owner: 'a session',
      schoolId: 1,
      folder: await one.makeFolder(),
      files: [],
      options: { profile: 'canonical', asOf: '2026-11-23' },
      state: 'checked',
      rows: 0,
      result: undefined,
      followed: undefined,
      failure: undefined,
      work: Promise.resolve(),
    })
    expect(one.find(id, 'a session').state).toBe('checked')
    expect(() => one.find(id, 'another session')).toThrow(expect.objectContaining({ code: 'trial-gone' }))
    const said = { ru: expect.stringMatching(/другой процесс.*Проверьте файлы ещё раз/), en: expect.anything() }
    expect(() => other.find(id, 'a session')).toThrow(expect.objectContaining({ code: 'trial-elsewhere', said }))
  })
})
