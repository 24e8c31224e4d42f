import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../http/guards.ts'
import { type Call, type Room, serve } from '../http/serve.ts'
import { tokenOf } from '../http/session.ts'
import { importsApi } from './api.ts'
import { listProfiles, listTemplates, undoImport } from './imports.ts'
import { follow } from './trials/follow.ts'
import { freshnessNow } from './trials/freshness.ts'
import { historyOf, importOf } from './trials/history.ts'
import { openTrial, refusedRows } from './trials/open.ts'
import { accept } from './trials/run.ts'
import { type Trial, trialAnswer } from './trials/trial.ts'
import { createTrials } from './trials/trials.ts'

export function serveImports(app: FastifyInstance, room: Room): void {
  const trials = createTrials(room.clock)
  app.addHook('onClose', () => trials.close())
  const own = (id: string, { who }: Pick<Call, 'who'>): Trial => trials.find(id, who.tokenHash)
  const folderOf = (name: string): string => join(room.rulesFolder, 'catalogue', name)
  serve(app, room, importsApi, {
    'POST /api/imports/trial': async (call) => trialAnswer(await openTrial(trials, call, folderOf('profiles'))),
    'GET /api/imports/trial/{trialId}': async (_trx, call) => trialAnswer(own(call.params.trialId, call)),
    'GET /api/imports/progress/{trialId}': async (_room, request, _reply, { params }) => {
      const { state, rows } = trials.find(params.trialId, tokenOf(request)?.hash)
      return { state, rows }
    },
    'GET /api/imports/trial/{trialId}/refused': async (_trx, call) => refusedRows(own(call.params.trialId, call), call),
    'POST /api/imports': async (call) => {
      const trial = own(call.body.trialId, call)
      call.note({ subject: trial.files.map(({ file }) => file).join(', ') })
      await accept(trial, call)
      return trialAnswer(trial)
    },
    'GET /api/imports': (trx, { who, because, query }) =>
      historyOf(trx, who.schoolId, { before: query.before, isCounts: because.reach === 'counts' }),
    'GET /api/imports/freshness': (trx, { who, today }) => freshnessNow(trx, who.schoolId, today, room.rules.current()),
    'GET /api/imports/profiles': async () => ({ profiles: await profilesShown(folderOf('profiles')) }),
    'GET /api/imports/templates': async () => ({
      templates: (await listTemplates(folderOf('templates'))).map(({ name, columns }) => ({ name, columns })),
    }),
    'GET /api/imports/templates/{name}': async (_trx, { params }) => templateFile(folderOf('templates'), params.name),
    'GET /api/imports/{id}': (trx, { who, params }) => importOf(trx, who.schoolId, params.id),
    'POST /api/imports/undo': undo,
  })
}

async function profilesShown(folder: string) {
  return (await listProfiles(folder)).map(({ id, title, note, pupil, kinds }) => ({
    id,
    title,
    note: note ?? null,
    needsPupil: pupil === 'option',
    kinds,
  }))
}

async function templateFile(folder: string, wanted: string) {
  const found = (await listTemplates(folder)).find(({ name }) => name === wanted)
  if (!found) throw notFound('Такого шаблона нет.', 'There is no such template.')
  return { name: found.name, type: 'text/csv; charset=utf-8', bytes: found.bytes }
}

async function undo(call: Call<(typeof importsApi)['POST /api/imports/undo']>) {
  const { who, body, room, note } = call
  const asked = { author: who.name, importId: body.importId }
  const { importId, tables } = await undoImport(room.db, who.schoolId, asked)
  note({ subject: `import ${importId}`, after: tables })
  return { importId, tables: [...tables], followed: await follow(call) }
}
