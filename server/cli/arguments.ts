import { parseArgs } from 'node:util'
import { closest, distance } from 'fastest-levenshtein'
import { Refusal } from '../refusal.ts'
import type { Command, Lang, Option } from './command.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export type Parsed = { options: Record<string, string | boolean | undefined>; positionals: string[] }

export const common = (key: keyof typeof ru.common) => ({ ru: ru.common[key], en: en.common[key] })

/** Options that every command takes; `--as-of`, `--school` and `--rules` only where they mean something. */
export function optionsOf(command: Command): Record<string, Option> {
  const ofSchool: Record<string, Option> = {
    'as-of': { type: 'string', hint: 'D', words: common('asOf') },
    school: { type: 'string', hint: 'N', words: common('school') },
  }
  return {
    ...command.options,
    ...(command.needs === 'school' ? ofSchool : {}),
    json: { type: 'boolean', words: common('json') },
    lang: { type: 'string', hint: 'ru|en', words: common('lang') },
    help: { type: 'boolean', words: common('help') },
  }
}

/** The command that the words name (the longest name wins) and the words after it. Refuses an unknown one. */
export function findCommand(commands: Command[], argv: string[]): { command: Command; rest: string[] } {
  const firstOption = argv.findIndex((word) => word.startsWith('-'))
  const named = firstOption < 0 ? argv : argv.slice(0, firstOption)
  const found = commands
    .filter((command) => command.name.split(' ').every((word, i) => argv[i] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (found) return { command: found, rest: argv.slice(found.name.split(' ').length) }
  const names = commands.map((command) => command.name)
  const guesses = [named.slice(0, 2).join(' '), named[0] ?? ''].map((tried) => ({ tried, near: closest(tried, names) }))
  const [best] = guesses.toSorted((a, b) => distance(a.tried, a.near) - distance(b.tried, b.near))
  const { tried, near } = best ?? { tried: '', near: '' }
  const hint = distance(tried, near) <= 3 ? near : undefined
  throw usage((words) => words.unknownCommand(tried, hint))
}

/** Options and arguments of a call, checked against the command. Refuses with code `usage`. */
export function parseCall(command: Command, rest: string[]): Parsed {
  const options = optionsOf(command)
  const parsed = parseArgs({ args: rest, options: typesOf(options), allowPositionals: true, strict: false })
  const unknown = Object.keys(parsed.values).find((name) => !Object.hasOwn(options, name))
  if (unknown) throw usage((words) => words.unknownOption(`--${unknown}`, command.name))
  const empty = Object.entries(parsed.values).find(
    ([name, value]) => options[name]?.type === 'string' && typeof value !== 'string',
  )
  if (empty) throw usage((words) => words.missingArgument(options[empty[0]]?.hint ?? empty[0], command.name))
  if (!parsed.values['help']) checkPositionals(command, parsed.positionals)
  return { options: { ...parsed.values }, positionals: parsed.positionals }
}

function typesOf(options: Record<string, Option>): Record<string, { type: 'string' | 'boolean' }> {
  return Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]))
}

function checkPositionals(command: Command, given: string[]): void {
  const missing = command.positionals.find(({ required }, i) => required && given[i] === undefined)
  if (missing) throw usage((words) => words.missingArgument(missing.name, command.name))
  const extra = given[command.positionals.length]
  if (extra !== undefined) throw usage((words) => words.extraArgument(extra, command.name))
}

/** A refusal that ends the call with exit code 2. */
export function usage(say: (words: typeof ru) => string): Refusal {
  return new Refusal('usage', { ru: say(ru), en: say(en) })
}

/** The language of the call: `--lang`, else the one of the settings. */
export function langOf(argv: string[], fallback: Lang): Lang {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  if (at < 0) return fallback
  const value = argv[at]?.split('=')[1] ?? argv[at + 1] ?? ''
  if (value !== 'ru' && value !== 'en') throw usage((words) => words.badLang(value))
  return value
}
