const sync = 0x53
const flush = 0x48
const query = 0x51
const terminate = 0x58

export type Batch = { readonly kind: 'batch'; readonly bytes: Buffer } | { readonly kind: 'end' }

/**
 * Cuts what a client sends into the batches the server answers as a whole: the startup message, then everything up to
 * Sync, Flush or a simple Query. The embedded database answers batch by batch; an unfinished one would leave it waiting.
 */
export function createBatcher(): (chunk: Buffer) => Batch[] {
  let pending: Buffer = Buffer.alloc(0)
  let started = false
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    const batches: Batch[] = []
    let start = 0
    let at = 0
    for (;;) {
      const header = started ? 1 : 0
      if (pending.length < at + header + 4) break
      const end = at + header + pending.readInt32BE(at + header)
      if (pending.length < end) break
      const type = started ? pending[at] : query
      started = true
      at = end
      if (type === terminate) batches.push({ kind: 'end' })
      else if (type === sync || type === flush || type === query)
        batches.push({ kind: 'batch', bytes: pending.subarray(start, end) })
      else continue
      start = end
    }
    pending = pending.subarray(start)
    return batches
  }
}
