import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBatcher } from '../../server/database/protocol.ts'

function message(type: string, body: string): Buffer {
  const header = Buffer.alloc(5)
  header.write(type)
  header.writeInt32BE(4 + Buffer.byteLength(body), 1)
  return Buffer.concat([header, Buffer.from(body)])
}

const startup = message('x', 'user').subarray(1)
const ends = new Set(['S', 'H', 'Q'])
const messages = fc.array(fc.tuple(fc.constantFrom('P', 'B', 'D', 'E', 'S', 'H', 'Q', 'C'), fc.string()), {
  maxLength: 20,
})

describe('what a client sends', () => {
  it('is cut into the same batches however it arrives', () => {
    fc.assert(
      fc.property(messages, fc.array(fc.nat(20)), (sent, sizes) => {
        const expected = [startup]
        let open: Buffer[] = []
        for (const [type, body] of sent) {
          open.push(message(type, body))
          if (!ends.has(type)) continue
          expected.push(Buffer.concat(open))
          open = []
        }
        const cut = createBatcher()
        const whole = Buffer.concat([startup, ...sent.map(([type, body]) => message(type, body))])
        const chunks = [...chunksOf(whole, sizes)]
        expect(chunks.flatMap(cut)).toEqual(expected.map((bytes) => ({ kind: 'batch', bytes })))
      }),
      { numRuns: 1_000 },
    )
  })

  it('ends with Terminate, which the server never sees', () => {
    const cut = createBatcher()
    cut(startup)
    expect(cut(message('X', ''))).toEqual([{ kind: 'end' }])
  })
})

function* chunksOf(bytes: Buffer, sizes: number[]): Generator<Buffer> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}
