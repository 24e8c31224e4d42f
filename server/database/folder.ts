import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '../refusal.ts'

/** Opens what lives in a data folder, which one process at a time may do: two of them would corrupt it silently. */
export async function openFolder<T extends { readonly close: () => Promise<void> }>(
  folder: string,
  open: (source: { readonly folder: string }) => Promise<T>,
): Promise<T> {
  const unlock = await lockFolder(folder)
  try {
    const opened = await open({ folder: join(folder, 'database') })
    const close = async (): Promise<void> => {
      await opened.close()
      unlock()
    }
    return { ...opened, close }
  } catch (error) {
    unlock()
    throw unusable(folder, error)
  }
}

/**
 * Takes the folder for this process and answers how to give it back; refuses where another process has it. The lock is one
 * of the operating system, on a file that SQLite opens: it goes with its process however that ends, so no lock is ever
 * left behind and none has to be judged stale by a process number that may mean another process by now.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const holder = join(folder, 'lock.holder')
  const lock = await openLock(folder)
  try {
    lock.exec('begin exclusive')
    await writeFile(holder, String(process.pid))
    return () => lock.close()
  } catch (error) {
    lock.close()
    throw isBusy(error) ? inUse(folder, await holderOf(holder)) : unusable(folder, error)
  }
}

async function openLock(folder: string): Promise<DatabaseSync> {
  try {
    await mkdir(folder, { recursive: true })
    return new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  } catch (error) {
    throw unusable(folder, error)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}

async function holderOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '?')
}

function unusable(folder: string, cause: unknown): Error {
  if (cause instanceof Refusal) return cause
  const detail = cause instanceof Error ? cause.message : String(cause)
  const said = {
    ru: `Папка данных ${resolve(folder)} не открывается: ${detail}. Проверьте права и место на диске, восстановите копию или укажите другую папку: REGLAMENT_DATA.`,
    en: `The data folder ${resolve(folder)} does not open: ${detail}. Check rights and disk space, restore a backup or name another folder: REGLAMENT_DATA.`,
  }
  return new Refusal('folder_unusable', said, { cause })
}

function inUse(folder: string, pid: string): Refusal {
  return new Refusal('folder_in_use', {
    ru: `С папкой данных ${resolve(folder)} уже работает другой процесс (${pid}). Дождитесь его конца или остановите его. Нескольким процессам сразу нужен PostgreSQL: DATABASE_URL.`,
    en: `Another process (${pid}) works on the data folder ${resolve(folder)}. Wait for it or stop it. Several processes at once need PostgreSQL: DATABASE_URL.`,
  })
}
