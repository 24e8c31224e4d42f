import { describe, expect, it, vi } from 'vitest'
import { CallError } from '../../dashboard/call.ts'
import { fromAnyProcess } from '../../dashboard/imports/any-process.ts'

const no = (code: string) => new CallError(404, code, { ru: 'нет', en: 'no' })

describe('a trial behind a balancer', () => {
  it('is found though every other call goes to another process', async () => {
    const ask = vi.fn<() => Promise<string>>().mockRejectedValueOnce(no('trial-elsewhere')).mockResolvedValue('here')
    expect(await fromAnyProcess(ask)).toBe('here')
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('is given up in a few tries where its process is gone', async () => {
    const ask = vi.fn<() => Promise<string>>().mockRejectedValue(no('trial-elsewhere'))
    await expect(fromAnyProcess(ask, 3)).rejects.toMatchObject({ code: 'trial-elsewhere' })
    expect(ask).toHaveBeenCalledTimes(3)
  })

  it('is not asked for again where the answer is another no', async () => {
    const ask = vi.fn<() => Promise<string>>().mockRejectedValue(no('trial-gone'))
    await expect(fromAnyProcess(ask)).rejects.toMatchObject({ code: 'trial-gone' })
    expect(ask).toHaveBeenCalledTimes(1)
  })
})
