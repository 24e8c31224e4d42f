import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Path } from '../../domain/checks/finding.ts'
import type { Problem } from '../../problem.ts'

/** One file under `rules/` as read: `path` within the folder, `file` as told to people. */
export type SourceFile = { readonly path: string; readonly file: string; readonly text: string }

/** A file as JSON with its places kept. `value` is undefined where the text is no JSON at all. */
export type ParsedFile = SourceFile & {
  readonly tree: Node | undefined
  readonly value: unknown
  readonly problems: readonly Problem[]
}

const depthLimit = 48
// jsonc-parser's tokens: its enum exists for the type checker only.
const [openBrace, closeBrace, openBracket, closeBracket, endOfFile]: number[] = [1, 2, 3, 4, 17]
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Strict JSON with places. Refuses what `JSON.parse` swallows: a key written twice, a key that reaches into prototypes. */
export function parseFile(source: SourceFile): ParsedFile {
  const deep = findTooDeep(source.text)
  if (deep !== undefined) return { ...source, tree: undefined, value: undefined, problems: [tooDeep(source, deep)] }
  const errors: ParseError[] = []
  const tree = parseTree(source.text, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  })
  const first = errors[0]
  if (first || !tree) return { ...source, tree, value: undefined, problems: [notJson(source, first)] }
  const problems: Problem[] = []
  const value = valueOf(tree, source, problems)
  return { ...source, tree, value, problems }
}

/** Line and column, from 1, of a place in the text. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** A problem at a value of a file, or at the nearest thing around it that the text holds. `key` points at the key itself. */
export function problemAt(
  file: ParsedFile,
  path: Path,
  told: Pick<Problem, 'code' | 'severity' | 'message' | 'fix'>,
  key?: string,
): Problem {
  const offset = offsetOf(file.tree, path, key)
  return {
    ...told,
    where: {
      file: file.file,
      ...placeOf(file.text, offset),
      path: pathText(key === undefined ? path : [...path, key]),
    },
  }
}

/** `levels[0].conditions.all[1].value`: the place as a person reads it. */
export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
}

function offsetOf(tree: Node | undefined, path: Path, key: string | undefined): number {
  let node = tree
  for (const part of path) {
    const child = childOf(node, part)
    if (!child) break
    node = child
  }
  const property = key === undefined ? undefined : node?.children?.find((child) => child.children?.[0]?.value === key)
  return (property ?? node)?.offset ?? 0
}

function childOf(node: Node | undefined, part: string | number): Node | undefined {
  if (typeof part === 'number') return node?.type === 'array' ? node.children?.[part] : undefined
  if (node?.type !== 'object') return undefined
  return node.children?.find((child) => child.children?.[0]?.value === part)?.children?.[1]
}

/** The value of a tree without its prototype traps; of a key written twice the first stands, so that nothing else follows. */
function valueOf(node: Node, source: SourceFile, problems: Problem[]): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => valueOf(child, source, problems))
  if (node.type !== 'object') return node.value
  const found: Record<string, unknown> = {}
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? []
    if (!key || !value) continue
    const name = String(key.value)
    if (unsafeKeys.has(name)) problems.push(unsafeKey(source, key, name))
    else if (Object.hasOwn(found, name)) problems.push(repeatedKey(source, key, name))
    else found[name] = valueOf(value, source, problems)
  }
  return found
}

function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let kind: number = scanner.scan(); kind !== endOfFile; kind = scanner.scan()) {
    if (kind === openBrace || kind === openBracket) depth++
    if (kind === closeBrace || kind === closeBracket) depth--
    if (depth > depthLimit) return scanner.getTokenOffset()
  }
  return undefined
}

type Told = Pick<Problem, 'code' | 'message' | 'fix'>
const at = ({ file, text }: SourceFile, offset: number, told: Told): Problem => ({
  ...told,
  severity: 'error',
  where: { file, ...placeOf(text, offset) },
})

function tooDeep(source: SourceFile, offset: number): Problem {
  return at(source, offset, {
    code: 'too-deep',
    message: { ru: 'Условия вложены слишком глубоко', en: 'The conditions are nested too deep' },
    fix: {
      ru: `Упростите: не более ${depthLimit} уровней вложенности`,
      en: `Simplify: at most ${depthLimit} levels of nesting`,
    },
  })
}

/** What the parser stumbled over, as a person would look for it. */
const jsonWords: Readonly<Record<string, { ru: string; en: string }>> = {
  InvalidSymbol: { ru: 'непонятное слово без кавычек', en: 'a word without quotes' },
  InvalidNumberFormat: { ru: 'число записано неверно', en: 'a malformed number' },
  PropertyNameExpected: { ru: 'здесь нужно имя поля в кавычках', en: 'the name of a key in quotes is needed here' },
  ValueExpected: { ru: 'здесь нужно значение', en: 'a value is needed here' },
  ColonExpected: { ru: 'не хватает двоеточия', en: 'a colon is missing' },
  CommaExpected: { ru: 'не хватает запятой', en: 'a comma is missing' },
  CloseBraceExpected: { ru: 'не хватает закрывающей скобки }', en: 'a closing brace } is missing' },
  CloseBracketExpected: { ru: 'не хватает закрывающей скобки ]', en: 'a closing bracket ] is missing' },
  EndOfFileExpected: { ru: 'после конца записано лишнее', en: 'something stands after the end' },
  InvalidCommentToken: { ru: 'комментарии здесь не разрешены', en: 'comments are not allowed here' },
  UnexpectedEndOfComment: { ru: 'комментарий не закончен', en: 'a comment does not end' },
  UnexpectedEndOfString: { ru: 'не хватает закрывающей кавычки', en: 'a closing quote is missing' },
  UnexpectedEndOfNumber: { ru: 'число не закончено', en: 'a number does not end' },
  InvalidUnicode: { ru: 'неверный код знака \\u', en: 'a malformed \\u code' },
  InvalidEscapeCharacter: { ru: 'неверный знак после \\', en: 'a wrong character after \\' },
  InvalidCharacter: { ru: 'недопустимый знак', en: 'a character that is not allowed' },
}

function notJson(source: SourceFile, error: ParseError | undefined): Problem {
  const reason = jsonWords[error ? printParseErrorCode(error.error) : ''] ?? {
    ru: 'файл пуст',
    en: 'the file is empty',
  }
  return at(source, error?.offset ?? 0, {
    code: 'not-json',
    message: { ru: `Это не JSON: ${reason.ru}`, en: `This is not JSON: ${reason.en}` },
    fix: {
      ru: 'Проверьте запятые, кавычки и скобки перед этим местом',
      en: 'Check the commas, quotes and brackets before this place',
    },
  })
}

function unsafeKey(source: SourceFile, key: Node, name: string): Problem {
  return at(source, key.offset, {
    code: 'forbidden-key',
    message: { ru: `Поле «${name}» запрещено`, en: `The key "${name}" is forbidden` },
    fix: { ru: 'Удалите его', en: 'Remove it' },
  })
}

function repeatedKey(source: SourceFile, key: Node, name: string): Problem {
  return at(source, key.offset, {
    code: 'duplicate-key',
    message: {
      ru: `Поле «${name}» написано дважды: действовало бы только последнее`,
      en: `The key "${name}" is written twice: only the last would count`,
    },
    fix: { ru: 'Оставьте одно', en: 'Keep one of them' },
  })
}
