import { readFile, rm } from 'node:fs/promises'
import { notFound } from '../../http/guards.ts'
import type { Call } from '../../http/serve.ts'
import { listProfiles } from '../imports.ts'
import { optionsOf } from './asked.ts'
import { receive } from './receive.ts'
import { check } from './run.ts'
import type { Trial } from './trial.ts'
import type { Trials } from './trials.ts'

/** Takes the files in, then checks them. */
export async function openTrial(trials: Trials, call: Call, profilesFolder: string): Promise<Trial> {
  const { who, room, today, request } = call
  const folder = await trials.makeFolder()
  try {
    const { files, fields } = await receive(request, folder)
    const profiles = (await listProfiles(profilesFolder)).map(({ id }) => id)
    const options = optionsOf(fields, { today, author: who.name, profiles, rulesFolder: room.rulesFolder })
    call.note({ subject: files.map(({ file }) => file).join(', ') })
    const trial = await trials.add({
      owner: who.tokenHash,
      schoolId: who.schoolId,
      folder,
      files,
      options,
      state: 'checking',
      rows: 0,
      result: undefined,
      followed: undefined,
      failure: undefined,
      work: Promise.resolve(),
    })
    await check(trial, call)
    return trial
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** The rows that were refused, to mend and to send again. */
export async function refusedRows({ result }: Trial, { note }: Pick<Call, 'note'>) {
  if (result?.refusedFile === undefined) throw notFound('Отказанных строк нет.', 'No rows were refused.')
  note({ subject: `${result.refusedCount} refused rows` })
  return {
    name: `не загружено ${result.exportedOn}.csv`,
    type: 'text/csv; charset=utf-8',
    bytes: await readFile(result.refusedFile),
  }
}
