import { optionsOf } from './arguments.ts'
import type { Command, Lang } from './command.ts'
import { wrapWords } from './table.ts'
import { wordsOf } from './words/words.ts'

/** Help of the whole program: every command on a line. */
export function programHelp(commands: Command[], lang: Lang): string[] {
  const words = wordsOf(lang)
  const list = commands.map((command): [string, string] => [usageOf(command), command.summary[lang]])
  return [
    words.product,
    '',
    `${words.usage}: reglament <${lang === 'ru' ? 'команда' : 'command'}>`,
    '',
    `${words.commands}:`,
    ...pairLines(list),
    '',
    words.exitCodes,
    words.tail,
  ]
}

/** Help of one command: usage, arguments, options and the shape of its JSON answer. */
export function commandHelp(command: Command, lang: Lang): string[] {
  const words = wordsOf(lang)
  const options = Object.entries(optionsOf(command)).map(([name, option]): [string, string] => [
    `--${name}${option.hint ? ` <${option.hint}>` : ''}`,
    option.words[lang],
  ])
  const positionals = command.positionals.map(({ name, words }): [string, string] => [`<${name}>`, words[lang]])
  return [
    command.summary[lang],
    '',
    `${words.usage}: reglament ${usageOf(command)}`,
    ...(positionals.length > 0 ? ['', `${words.arguments}:`, ...pairLines(positionals)] : []),
    '',
    `${words.options}:`,
    ...pairLines(options),
    '',
    `${words.shape}:`,
    ...shapeLines(command.shape, '  '),
    '',
    words.exitCodes,
  ]
}

function usageOf(command: Command): string {
  const given = command.positionals.map(({ name, required }) => (required ? `<${name}>` : `[<${name}>]`))
  return [command.name, ...given].join(' ')
}

function pairLines(pairs: [string, string][]): string[] {
  const left = Math.min(34, Math.max(...pairs.map(([name]) => name.length)))
  return pairs.flatMap(([name, text]) => {
    const lines = wrapWords(text, 96 - left)
    const first =
      name.length <= left
        ? [`  ${name.padEnd(left)}  ${lines[0]}`]
        : [`  ${name}`, `${' '.repeat(left + 4)}${lines[0]}`]
    return [...first, ...lines.slice(1).map((line) => `${' '.repeat(left + 4)}${line}`)]
  })
}

type Shape = {
  type?: string
  const?: unknown
  anyOf?: Shape[]
  items?: Shape
  properties?: Record<string, Shape>
  required?: string[]
  description?: string
}

function shapeLines(shape: Shape, indent: string): string[] {
  const inner = shape.items ?? shape
  return Object.entries(inner.properties ?? {}).flatMap(([name, part]) => {
    const mark = inner.required?.includes(name) ? '' : '?'
    const note = part.description ? `  – ${part.description}` : ''
    return [`${indent}${name}${mark}: ${kindOf(part)}${note}`, ...shapeLines(part, `${indent}  `)]
  })
}

function kindOf(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.anyOf) return shape.anyOf.map(kindOf).join(' | ')
  if (shape.type === 'array') return `${kindOf(shape.items ?? {})}[]`
  return shape.type ?? 'any'
}
