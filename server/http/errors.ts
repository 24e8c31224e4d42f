import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { noConnection } from '../database/pool.ts'
import { busy } from '../database/school.ts'
import { Refusal, type Said } from '../refusal.ts'

/** What a browser is told of a "no": the code for the program, the words for the person, places where the input is wrong. */
export type ErrorAnswer = { code: string; said: Said; problems: { path: string; message: string }[] }

/** Calls whose work is in the database, whole or in part: nobody may be told that nothing was stored. */
const stored = new WeakSet<FastifyRequest>()

/** Says that from here on the work of a call may be in the database already. */
export function markStored(request: FastifyRequest): void {
  stored.add(request)
}

/** Turns everything thrown into an answer that says what to do and nothing of the inside. */
export function answerError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) {
    if (error.status >= 500) request.log.error({ code: error.code }, error.said.en)
    if (error.status === 503) reply.header('retry-after', '60')
    return reply.code(error.status).send(answerOf(error.code, error.said))
  }
  // No connection to the database came free: on the embedded one a load holds the only one.
  if (error.code === noConnection) return answerError(busy(error), request, reply)
  if (error.validation) {
    const problems = error.validation.map(({ instancePath, message }) => ({
      path: `${error.validationContext ?? ''}${instancePath}`,
      message: message ?? '',
    }))
    return reply.code(400).send({ ...answerOf('bad-request', badRequest), problems })
  }
  const status = error.statusCode ?? 500
  if (status >= 500) {
    logDefect(request.log, error, request.routeOptions.url)
    return reply.code(500).send(answerOf('defect', stored.has(request) ? defectAfter : defect))
  }
  return reply.code(status).send(answerOf(error.code ?? 'refused', known[status] ?? badRequest))
}

/** Where a defect happened stays in the log of the machine, without its message: that may quote what people wrote. */
export function logDefect(
  log: Pick<FastifyBaseLogger, 'error'>,
  error: unknown,
  route?: string,
  what = 'defect',
): void {
  log.error({ ...defectOf(error), ...(route !== undefined && { route }) }, what)
}

/** What a log may keep of an error: its name, its code, and the places it went through. */
export function defectOf(error: unknown): { name: string; code?: string; frames: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return { name: error.name, ...('code' in error && { code: String(error.code) }), frames }
}

export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).send(answerOf('not-found', known[404] ?? badRequest))
}

function answerOf(code: string, said: Said): ErrorAnswer {
  return { code, said, problems: [] }
}

const badRequest: Said = {
  ru: 'Запрос составлен неверно. Обновите страницу и попробуйте ещё раз.',
  en: 'The request is malformed. Reload the page and try again.',
}
const defect: Said = {
  ru: 'Ошибка программы. Ничего не сохранено. Попробуйте ещё раз; если повторится, сообщите администратору системы время ошибки.',
  en: 'A defect of the program. Nothing was stored. Try again; if it happens again, tell the system administrator when.',
}
const defectAfter: Said = {
  ru: 'Ошибка программы. Сделанное могло сохраниться: обновите страницу и проверьте, прежде чем повторять. Сообщите администратору системы время ошибки.',
  en: 'A defect of the program. What you did may have been stored: reload the page and look before you repeat it. Tell the system administrator when it happened.',
}
const known: Readonly<Record<number, Said>> = {
  404: { ru: 'Такой страницы нет.', en: 'There is no such page.' },
  413: { ru: 'Файл слишком велик.', en: 'The file is too large.' },
  415: { ru: 'Такой вид данных не принимается.', en: 'This kind of content is not accepted.' },
  429: {
    ru: 'Слишком много запросов подряд. Подождите минуту и попробуйте ещё раз.',
    en: 'Too many requests in a row. Wait a minute and try again.',
  },
}
