import type { TSchema } from 'typebox'
import type { Db } from '../database/database.ts'
import type { Day } from '../domain/day.ts'
import type { Said } from '../refusal.ts'

export type Lang = 'ru' | 'en'

/** What the command line is given of the process it runs in. */
export type Io = {
  env: Record<string, string | undefined>
  cwd: string
  now: () => Date
  out: (text: string) => void
  err: (text: string) => void
  isTerminal: boolean
  /** Resolves when the process is asked to stop. */
  untilStopped: () => Promise<void>
}

/** 0 fine; 1 findings that fail a check; 2 wrong usage; 3 refused. */
export type ExitCode = 0 | 1 | 2 | 3

export type Option = { type: 'string' | 'boolean'; hint?: string; words: Said }

export type School = { id: number; name: string; timeZone: string; isDemo: boolean; trackingFrom: string }

/** What every command gets: its words, its day, and a progress line for long work. */
export type Context = {
  io: Io
  lang: Lang
  json: boolean
  /** Folder of the rule files in force for this call. */
  rulesFolder: string
  options: Record<string, string | boolean | undefined>
  positionals: string[]
  progress: (done: number, total: number, what: Said) => void
}
export type DatabaseContext = Context & { db: Db }
export type SchoolContext = DatabaseContext & { school: School; asOf: Day; knownAt: Date }

export type Outcome<Answer> = { code: ExitCode; answer: Answer }

type Base<Answer> = {
  /** The verb, one or two words: `rules check`. */
  name: string
  summary: Said
  /** Positional arguments as shown in help, in order. */
  positionals: { name: string; required: boolean; words: Said }[]
  options: Record<string, Option>
  /** Shape of the `--json` answer: stable, checked by a test. */
  shape: TSchema
  /** The answer as lines for a person; at most 100 columns. */
  print: (answer: Answer, lang: Lang) => string[]
}

export type Command<Answer = unknown> = Base<Answer> &
  (
    | { needs: 'nothing'; run: (context: Context) => Promise<Outcome<Answer>> }
    | { needs: 'database'; run: (context: DatabaseContext) => Promise<Outcome<Answer>> }
    | { needs: 'school'; run: (context: SchoolContext) => Promise<Outcome<Answer>> }
  )

/** Keeps the answer's type while a command is written; the list of commands forgets it. */
export function command<Answer>(definition: Command<Answer>): Command {
  return definition as unknown as Command
}
