import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type TypedColumn = { table: string; column: string; type: string; nullable: boolean; given: boolean }

const server = join(import.meta.dirname, '../../server')

/**
 * The columns of the Kysely row types as their sources declare them. Types are gone when the program runs, so the text is
 * read: interfaces of plain `column: type` lines.
 */
export function tableColumns(): TypedColumn[] {
  const tables = fieldsOf(read('database/tables.ts'), 'Tables')
  return tables.flatMap(({ name: table, type }) => {
    const [feature = '', row = ''] = type.split('.')
    return fieldsOf(read(`${feature}/table.ts`), row).map((field) => columnOf(table, field.name, field.type))
  })
}

function read(path: string): string {
  return readFileSync(join(server, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}

function fieldsOf(source: string, name: string): { name: string; type: string }[] {
  const body = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1]
  if (body === undefined) throw new Error(`No interface ${name}`)
  return body.split(/\n(?= {2}\w+:\s)/).map((field) => {
    const [, name = '', type = ''] = /^ {2}(\w+):\s([\s\S]*)$/.exec(field) ?? []
    return { name, type: type.trim() }
  })
}

function columnOf(table: string, column: string, declared: string): TypedColumn {
  const generated = /^Generated<([\s\S]*)>$/.exec(declared)?.[1]
  const type = generated ?? declared
  const given = generated !== undefined || type.startsWith('Default')
  const parts = type
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const nullable = parts.includes('null')
  return { table, column, type: databaseType(parts.filter((part) => part !== 'null')), nullable, given }
}

/** The type of a column as the catalogue names it; for a closed list of words, the words. */
function databaseType(parts: string[]): string {
  if (parts.every((part) => part.startsWith("'")))
    return parts
      .map((part) => part.slice(1, -1))
      .toSorted()
      .join(' ')
  const [type = ''] = parts
  const plain = type.replace(/^Default/, '').replace(/<[\s\S]*$/, '')
  return types[plain] ?? type
}

const types: Readonly<Record<string, string>> = {
  number: 'integer',
  'number[]': 'integer[]',
  string: 'text',
  'string[]': 'text[]',
  boolean: 'boolean',
  DayColumn: 'date',
  InstantColumn: 'timestamp with time zone',
  JsonColumn: 'jsonb',
}
