import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { within } from '../../database/within.ts'
import type { Clock } from '../../http/clock.ts'
import { Refusal } from '../../refusal.ts'
import type { Trial } from './trial.ts'

const lifetime = 3_600_000
/** Less than the server waits when it is stopped, so that the files are gone by then. */
const stopMillis = 7_000
const prefix = 'reglament-trial-'

/** Trials of this process, by their random ids. They live an hour, on the disk under names of our own. */
export type Trials = {
  /** A folder for files that are about to come. */
  readonly makeFolder: () => Promise<string>
  /** Remembers a trial; an earlier one of the same session that is not under way is forgotten with its files. */
  readonly add: (trial: Omit<Trial, 'id' | 'expiresAt'>) => Promise<Trial>
  /** The trial of a session. Refuses one of another process; one that is another's, over or unknown, in the same words. */
  readonly find: (id: string, owner: string | undefined) => Trial
  /** Waits a while for work under way and leaves nothing on the disk. */
  readonly close: () => Promise<void>
}

export function createTrials(clock: Clock): Trials {
  const known = new Map<string, Trial>()
  const ids = createIds()
  const forget = async ({ id, folder }: Trial): Promise<void> => {
    known.delete(id)
    await rm(folder, { recursive: true, force: true })
  }
  const isOver = ({ expiresAt }: Trial): boolean => expiresAt <= clock.now()
  const sweep = async (): Promise<void> => {
    for (const trial of known.values()) if (isOver(trial) && !isBusy(trial)) await forget(trial)
  }
  const timer = setInterval(() => void sweep(), lifetime / 6).unref()
  let isSwept = false
  return {
    makeFolder: async () => {
      if (!isSwept) await removeLeft()
      isSwept = true
      await sweep()
      return mkdtemp(join(tmpdir(), prefix))
    },
    add: async (made) => {
      for (const earlier of known.values()) if (earlier.owner === made.owner && !isBusy(earlier)) await forget(earlier)
      const trial = { ...made, id: ids.next(), expiresAt: new Date(clock.now().getTime() + lifetime) }
      known.set(trial.id, trial)
      return trial
    },
    find: (id, owner) => {
      if (!ids.isOwn(id)) throw elsewhere()
      const trial = known.get(id)
      if (!trial || trial.owner !== owner || (isOver(trial) && !isBusy(trial))) throw unknownTrial()
      return trial
    },
    close: async () => {
      clearInterval(timer)
      const trials = [...known.values()]
      await within(stopMillis, Promise.allSettled(trials.map(({ work }) => work)))
      for (const trial of trials) await forget(trial)
    },
  }
}

/** Ids begin with the mark of their process: another one can say why it knows nothing of them. */
function createIds(): { next: () => string; isOwn: (id: string) => boolean } {
  const mark = randomBytes(3).toString('base64url')
  return { next: () => `${mark}${randomBytes(13).toString('base64url')}`, isOwn: (id) => id.startsWith(mark) }
}

function isBusy({ state }: Trial): boolean {
  return state === 'checking' || state === 'loading'
}

/** What a process that was killed has left: files with names of children must not lie about. */
async function removeLeft(): Promise<void> {
  const folders = (await readdir(tmpdir()))
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(tmpdir(), name))
  for (const folder of folders) {
    const found = await stat(folder).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > lifetime * 2) await rm(folder, { recursive: true, force: true })
  }
}

function unknownTrial(): Refusal {
  return new Refusal(
    'trial-gone',
    {
      ru: 'Этих файлов здесь больше нет: проверка хранится час и только для сеанса, который её начал. Проверьте файлы ещё раз.',
      en: 'These files are no longer here: a check is kept for an hour, for the session that began it alone. Check the files again.',
    },
    { status: 404 },
  )
}

function elsewhere(): Refusal {
  return new Refusal(
    'trial-elsewhere',
    {
      ru: 'Эту проверку сделал другой процесс программы, или программа с тех пор перезапускалась; ничего не загружено. Проверьте файлы ещё раз. Если повторится, скажите администратору системы: один браузер должен попадать к одному процессу (deploy/README.md).',
      en: 'Another process of the program made this check, or the program was restarted since; nothing was loaded. Check the files again. If it happens again, tell the system administrator: a browser has to be kept with its process (deploy/README.md).',
    },
    { status: 404 },
  )
}
