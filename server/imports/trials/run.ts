import { join } from 'node:path'
import { insertAudit } from '../../audit/queries.ts'
import { busy, inSchool } from '../../database/school.ts'
import { within } from '../../database/within.ts'
import { logDefect } from '../../http/errors.ts'
import type { Call } from '../../http/serve.ts'
import { createTurns } from '../../http/turns.ts'
import { Refusal, type Said } from '../../refusal.ts'
import { runImport } from '../imports.ts'
import { follow } from './follow.ts'
import type { Trial } from './trial.ts'

/** A small load ends within the request; a large one is asked about until it has. */
const patience = 1_500

/** Begins the check of a trial and waits for it a little. */
export async function check(trial: Trial, call: Call): Promise<void> {
  await begin(trial, call, 'checking', async () => {
    trial.result = await load(trial, call, true)
    trial.state = 'checked'
  })
}

/** Begins to load what was checked and waits for it a little. Refuses what is not checked, or loaded already. */
export async function accept(trial: Trial, call: Call): Promise<void> {
  if (trial.state !== 'checked') throw notChecked()
  const { who, room } = call
  await begin(trial, call, 'loading', async () => {
    trial.result = await load(trial, call, false)
    const { importId } = trial.result
    if (importId !== undefined) {
      await inSchool(room.db, trial.schoolId, (trx) =>
        insertAudit(trx, [
          {
            school_id: trial.schoolId,
            actor_id: who.staffId,
            kind: 'change',
            action: 'import accepted',
            subject: `import ${importId}`,
            after: trial.result?.counts,
          },
        ]),
      )
      trial.followed = await follow(call)
    }
    trial.state = 'loaded'
  })
}

async function begin(
  trial: Trial,
  { request }: Call,
  state: 'checking' | 'loading',
  work: () => Promise<void>,
): Promise<void> {
  trial.state = state
  trial.rows = 0
  trial.work = inTurn(trial, work).catch((error: unknown) => {
    trial.failure = error instanceof Refusal ? error.said : defect
    trial.state = 'failed'
    if (!(error instanceof Refusal)) logDefect(request.log, error)
  })
  await within(patience, trial.work)
}

/** One of a school at a time, the others in line without a connection to the database. */
const loads = createTurns(1, 20)

function inTurn({ schoolId }: Trial, work: () => Promise<void>): Promise<void> {
  return loads.take(String(schoolId), work, () => {
    throw busy()
  })
}

function load(trial: Trial, { room }: Call, dryRun: boolean) {
  return runImport(room.db, trial.schoolId, trial.files, {
    ...trial.options,
    dryRun,
    refusedFile: join(trial.folder, 'refused.csv'),
    onProgress: (count) => {
      trial.rows += count
    },
  })
}

function notChecked(): Refusal {
  return new Refusal('not-checked', {
    ru: 'Загрузить можно только проверенные файлы, и один раз. Обновите страницу.',
    en: 'Only files that were checked can be loaded, and once. Reload the page.',
  })
}

const defect: Said = {
  ru: 'Ошибка программы. Ничего не загружено. Если повторится, сообщите администратору системы время ошибки.',
  en: 'A defect of the program. Nothing was loaded. If it happens again, tell the system administrator when.',
}
