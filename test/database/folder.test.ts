import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/database.ts'
import { lockFolder } from '../../server/database/folder.ts'

type Program = { readonly child: ChildProcess; readonly nextLine: () => Promise<string> }

let folder = ''
let programs: Program[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reglament-folder-'))
})
afterEach(async () => {
  await Promise.all(programs.map(kill))
  programs = []
  await rm(folder, { recursive: true, force: true })
})

function start(name: string): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'programs', name), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = linesOf(createInterface({ input: child.stdout }))
  const program = { child, nextLine: async () => String((await lines.next()).value) }
  programs.push(program)
  return program
}

async function* linesOf(input: Interface): AsyncGenerator<string> {
  yield* input
}

async function kill({ child }: Program): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function tryHold(program: Program): Promise<string> {
  program.child.stdin?.write('go\n')
  return program.nextLine()
}

describe('the lock of a data folder', () => {
  it('goes to exactly one of twelve racing processes, again after that one is killed', async () => {
    for (let round = 0; round < 3; round++) {
      const racers = Array.from({ length: 12 }, () => start('hold-folder.ts'))
      await Promise.all(racers.map((racer) => racer.nextLine()))
      const answers = await Promise.all(racers.map(tryHold))
      expect(answers.toSorted()).toEqual([...Array(11).fill('folder_in_use'), 'held'])
      await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder_in_use' })
      await Promise.all(racers.map(kill))
    }
    const unlock = await lockFolder(folder)
    unlock()
  })

  it('names the folder and the process that has it', async () => {
    const holder = start('hold-folder.ts')
    await holder.nextLine()
    expect(await tryHold(holder)).toBe('held')
    const refused = lockFolder(folder)
    await expect(refused).rejects.toThrow(folder)
    await expect(refused).rejects.toThrow(`(${holder.child.pid})`)
  })

  it('is refused twice in one process, and free once given back', async () => {
    const unlock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'folder_in_use' })
    unlock()
    const again = await lockFolder(folder)
    again()
  })

  it('says what is wrong with a folder that cannot be one', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(lockFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'folder_unusable' })
  })
})

describe('the embedded database of a folder', () => {
  it('keeps what was committed when its process is killed, and nothing by halves', async () => {
    const writer = start('write-folder.ts')
    expect(await writer.nextLine()).toBe('ready')
    await expect(openDatabase({ kind: 'pglite', folder })).rejects.toMatchObject({ code: 'folder_in_use' })
    let committed = -1
    while (committed < 20) committed = Number(await writer.nextLine())
    await kill(writer)

    const { db, close } = await openDatabase({ kind: 'pglite', folder })
    const { rows } = await sql<{ pairs: number; halves: number }>`
      select count(distinct id) as pairs, count(*) as halves from pair`.execute(db)
    await close()
    expect(rows[0]?.pairs).toBeGreaterThan(committed)
    expect(rows[0]?.halves).toBe(Number(rows[0]?.pairs) * 2)
  })

  it('is taken up again when it is opened a second time', async () => {
    const first = await openDatabase({ kind: 'pglite', folder })
    await sql`create table kept as select 'ёж' as word`.execute(first.db)
    await first.close()
    const second = await openDatabase({ kind: 'pglite', folder })
    const { rows } = await sql`select word from kept`.execute(second.db)
    await second.close()
    expect(rows).toEqual([{ word: 'ёж' }])
  })
})
