import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { Answer, Ask, EmbeddedSource } from './pglite.ts'

if (!parentPort) throw new Error('pglite-worker.ts runs as a worker thread')
const port = parentPort
let database: PGlite | undefined
let last: Promise<void> = Promise.resolve()

// One at a time and in the order asked: the embedded server has one session.
port.on('message', (ask: Ask) => {
  last = last.then(() => reply(ask))
})
last = reply({ id: 0, what: 'open' })

async function reply(ask: Ask): Promise<void> {
  try {
    const bytes = await run(ask)
    const answer: Answer = { id: ask.id, bytes }
    port.postMessage(answer, bytes.byteLength > 0 ? [bytes.buffer] : [])
  } catch (error) {
    const answer: Answer = {
      id: ask.id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
    port.postMessage(answer)
  }
}

async function run(ask: Ask): Promise<Uint8Array<ArrayBuffer>> {
  if (ask.what === 'open') database = await open(workerData as EmbeddedSource)
  else if (!database) throw new Error('The embedded database did not start')
  else if (ask.what === 'batch') return owned(await database.execProtocolRaw(ask.bytes))
  else if (ask.what === 'reset') await reset(database)
  else if (ask.what === 'dump') return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer())
  else await database.close()
  return new Uint8Array()
}

async function open(source: EmbeddedSource): Promise<PGlite> {
  if ('folder' in source) return PGlite.create({ dataDir: source.folder })
  if (!source.dump) return PGlite.create()
  return PGlite.create({ loadDataDir: new Blob([await readFile(source.dump)]) })
}

/** The next client gets the session as new: no open transaction, role, setting or temporary table of the last one. */
async function reset(database: PGlite): Promise<void> {
  await database.exec('rollback')
  await database.exec('discard all')
}

/** The answer may be a view of the server's own memory, which cannot be handed over. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.slice()
}
