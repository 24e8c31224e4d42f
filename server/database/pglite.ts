import { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Batch, createBatcher } from './protocol.ts'

/** What the embedded database runs on: a folder that stays, or memory, empty or filled from the file of a dump. */
export type EmbeddedSource = { readonly folder: string } | { readonly memory: true; readonly dump?: string }

export type Ask = { readonly id: number } & (
  | { readonly what: 'open' | 'reset' | 'dump' | 'close' }
  | { readonly what: 'batch'; readonly bytes: Uint8Array }
)
/** Parts of an answer come before the word that it is done. */
export type Answer = { readonly id: number } & (
  | { readonly what: 'part'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly what: 'done' }
  | { readonly what: 'failed'; readonly error: string }
)

export type Embedded = {
  /** A stream that pg's client speaks the protocol over, as over a socket. One at a time: there is one session. */
  readonly connect: () => Duplex
  /** The whole database as a tar file, for `EmbeddedSource.dump`. */
  readonly dump: () => Promise<Uint8Array>
  /** Ends it; a query that still runs after a while is cut off, as by a kill: what was committed stays. */
  readonly close: () => Promise<void>
}

const closeMillis = 3_000

type Request = { readonly what: 'reset' | 'dump' | 'close' } | { readonly what: 'batch'; readonly bytes: Uint8Array }
type Take = (part: Uint8Array) => void
/** Resolves when the request is done; what it answers is taken part by part before. */
type Send = (request: Request, take?: Take) => Promise<void>
type Waiter = PromiseWithResolvers<void> & { readonly take: Take | undefined }

/** Starts the embedded PostgreSQL in a worker thread: in this one a long query would stop everything else. */
export async function startEmbedded(source: EmbeddedSource): Promise<Embedded> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: source, execArgv: [] })
  const { send, opened } = converse(worker)
  try {
    await opened
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return {
    connect: () => createStream(send),
    dump: async () => {
      const parts: Uint8Array[] = []
      await send({ what: 'dump' }, (part) => parts.push(part))
      return Buffer.concat(parts)
    },
    close: async () => {
      await Promise.race([send({ what: 'close' }), setTimeout(closeMillis, undefined, { ref: false })])
      await worker.terminate()
    },
  }
}

function converse(worker: Worker): { send: Send; opened: Promise<void> } {
  const waiting = new Map<number, Waiter>()
  let lastId = 0
  let gone: Error | undefined
  const wait = (id: number, take?: Take): Promise<void> => {
    const waiter = { ...Promise.withResolvers<void>(), take }
    waiting.set(id, waiter)
    return waiter.promise
  }
  const fail = (cause: unknown): void => {
    gone ??= new Error('The embedded database stopped', { cause })
    for (const waiter of waiting.values()) waiter.reject(gone)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', fail)
  worker.on('message', (answer: Answer) => {
    const waiter = waiting.get(answer.id)
    if (answer.what === 'part') return waiter?.take?.(answer.bytes)
    waiting.delete(answer.id)
    if (answer.what === 'done') waiter?.resolve()
    else waiter?.reject(new Error(`The embedded database failed: ${answer.error}`))
  })
  const opened = wait(0)
  const send: Send = (request, take) => {
    if (gone) return Promise.reject(gone)
    const id = ++lastId
    const answer = wait(id, take)
    const ask: Ask = { ...request, id }
    worker.postMessage(ask, [])
    return answer
  }
  return { send, opened }
}

function createStream(send: Send): Duplex {
  const cut = createBatcher()
  const stream = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, written) => {
      forward(cut(chunk)).then(() => written(), written)
    },
    destroy: (cause, destroyed) => {
      // A failed reset means that the database stopped, which whoever asks next is told.
      send({ what: 'reset' }).then(
        () => destroyed(cause),
        () => destroyed(cause),
      )
    },
  })
  async function forward(batches: Batch[]): Promise<void> {
    for (const batch of batches) {
      if (batch.kind === 'end') {
        stream.push(null)
        return
      }
      await send({ what: 'batch', bytes: batch.bytes }, (part) => {
        if (!stream.destroyed) stream.push(part)
      })
    }
  }
  return asSocket(stream)
}

/** pg treats its stream as a socket: what has no meaning here answers at once. */
function asSocket(stream: Duplex): Duplex {
  const nothing = (): Duplex => stream
  const connect = (): Duplex => {
    process.nextTick(() => stream.emit('connect'))
    return stream
  }
  return Object.assign(stream, { connect, setNoDelay: nothing, setKeepAlive: nothing, ref: nothing, unref: nothing })
}
