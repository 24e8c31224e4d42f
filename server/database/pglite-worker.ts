import { readFile } from 'node:fs/promises'
import { inspect } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { Answer, Ask, EmbeddedSource } from './pglite.ts'

if (!parentPort) throw new Error('pglite-worker.ts runs as a worker thread')
const port = parentPort
const partBytes = 262_144
let database: PGlite | undefined
let last: Promise<void> = Promise.resolve()

// One at a time and in the order asked: the embedded server has one session.
port.on('message', (ask: Ask) => {
  last = last.then(() => reply(ask))
})
last = reply({ id: 0, what: 'open' })

async function reply(ask: Ask): Promise<void> {
  try {
    await run(ask)
    post({ id: ask.id, what: 'done' })
  } catch (error) {
    post({ id: ask.id, what: 'failed', error: inspect(error) })
  }
}

function post(answer: Answer): void {
  port.postMessage(answer, answer.what === 'part' ? [answer.bytes.buffer] : [])
}

async function run(ask: Ask): Promise<void> {
  if (ask.what === 'open') database = await open(workerData as EmbeddedSource)
  else if (!database) throw new Error('The embedded database did not start')
  else if (ask.what === 'batch') await runBatch(database, ask.id, ask.bytes)
  else if (ask.what === 'reset') await reset(database)
  else if (ask.what === 'close') await database.close()
  else {
    const dump = await database.dumpDataDir('none')
    post({ id: ask.id, what: 'part', bytes: new Uint8Array(await dump.arrayBuffer()) })
  }
}

async function open(source: EmbeddedSource): Promise<PGlite> {
  if ('folder' in source) return PGlite.create({ dataDir: source.folder })
  if (!source.dump) return PGlite.create()
  return PGlite.create({ loadDataDir: new Blob([await readFile(source.dump)]) })
}

/** A large answer leaves in parts while its query still runs; as one piece (`execProtocolRaw`) it takes 16 times as long. */
async function runBatch(database: PGlite, id: number, bytes: Uint8Array): Promise<void> {
  let parts: Uint8Array[] = []
  let size = 0
  const flush = (): void => {
    if (size > 0) post({ id, what: 'part', bytes: joined(parts, size) })
    parts = []
    size = 0
  }
  const onRawData = (part: Uint8Array): void => {
    // A view of the server's own memory, which the next part overwrites.
    parts.push(part.slice())
    size += part.byteLength
    if (size >= partBytes) flush()
  }
  await database.execProtocolRawStream(bytes, { onRawData })
  flush()
}

function joined(parts: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

/** The next client gets the session as new: no open transaction, role, setting or temporary table of the last one. */
async function reset(database: PGlite): Promise<void> {
  await database.exec('rollback')
  await database.exec('discard all')
}
