import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SingleBar } from 'cli-progress'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { findCommand, langOf, parseCall } from './arguments.ts'
import type { Command, Context, ExitCode, Io, Lang, Outcome } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp, programHelp } from './help.ts'
import { requireReady, schoolContext } from './school.ts'
import { wordsOf } from './words/words.ts'

const rulesFolder = join(dirname(fileURLToPath(import.meta.url)), '../../rules')

/** Runs one call of the command `reglament` and gives its exit code. Throws only for a defect of the program. */
export async function runCommand(argv: string[], io: Io): Promise<ExitCode> {
  let lang: Lang = 'ru'
  try {
    const config = readConfig(io.env)
    lang = langOf(argv, config.lang)
    return await runCall(argv, io, lang)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    io.err(`${error.said[lang]}\n`)
    return error.code === 'usage' ? 2 : 3
  }
}

async function runCall(argv: string[], io: Io, lang: Lang): Promise<ExitCode> {
  if (argv.length === 0 || argv[0] === '--help' || argv[0] === 'help') return say(io, programHelp(commands, lang))
  const { command, rest } = findCommand(commands, argv)
  const { options, positionals } = parseCall(command, rest)
  if (options['help']) return say(io, commandHelp(command, lang))
  const json = options['json'] === true
  const bar = progressOf(io, lang)
  const context: Context = { io, lang, json, rulesFolder, options, positionals, progress: bar.progress }
  const { code, answer } = await runIn(command, context).finally(bar.stop)
  io.out(json ? `${JSON.stringify(answer, null, 2)}\n` : linesOf(command.print(answer, lang)))
  return code
}

async function runIn(command: Command, context: Context): Promise<Outcome<unknown>> {
  if (command.needs === 'nothing') return command.run(context)
  const database = await openDatabase(readConfig(context.io.env).database)
  try {
    if (command.needs === 'database') return await command.run({ ...context, db: database.db })
    await requireReady(database.db)
    return await command.run(await schoolContext({ ...context, db: database.db }))
  } finally {
    await database.close()
  }
}

function say(io: Io, lines: string[]): ExitCode {
  io.out(linesOf(lines))
  return 0
}

function linesOf(lines: string[]): string {
  return `${lines.join('\n')}\n`
}

/** A bar on the error stream of a terminal; silent elsewhere. */
function progressOf(io: Io, lang: Lang): { progress: Context['progress']; stop: () => void } {
  if (!io.isTerminal) return { progress: () => {}, stop: () => {} }
  const bar = new SingleBar({ format: '{what} [{bar}] {value}/{total}', hideCursor: true, clearOnComplete: true })
  let started = false
  return {
    progress: (done, total, what) => {
      if (!started) bar.start(total, done, { what: what[lang] })
      started = true
      bar.setTotal(total)
      bar.update(done, { what: what[lang] })
    },
    stop: () => bar.stop(),
  }
}

/** The sentence for a defect, followed by what the developers need. */
export function defectText(error: unknown, lang: Lang): string {
  return `${wordsOf(lang).bug}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
}
