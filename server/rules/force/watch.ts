import { watch } from 'chokidar'

/** Editors save in several steps, and people save several files: the folder is looked at when it has been still so long. */
const stillMs = 300

/** Does the work after each change of a folder, one look at a time; a change during a look brings another one. */
export async function watchFolder(folder: string, look: () => Promise<void>): Promise<{ close: () => Promise<void> }> {
  const watcher = watch(folder, { ignoreInitial: true, atomic: true })
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let isWaiting = false
  const start = () => {
    // One look that has not begun yet sees whatever has changed by then.
    if (isWaiting) return
    isWaiting = true
    looking = looking.then(() => {
      isWaiting = false
      return look()
    })
  }
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(start, stillMs)
  })
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', () => resolve())
    watcher.once('error', (error) => reject(error instanceof Error ? error : new Error('watch')))
  })
  // A folder that cannot be watched any more (its volume is gone) leaves the set in force.
  watcher.on('error', () => {})
  return {
    close: async () => {
      clearTimeout(timer)
      await watcher.close()
      await looking
    },
  }
}
