import { encodingOf, readText } from './encoding.ts'
import { baseName, NoTable, type Probe, rowsOf, type SourceFile, type SourceTable, unreadable } from './source.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = { [key: string]: Json }
type Cells = Map<string, string>
type Found = { name: string; rows: Cells[] }

const largest = 256 * 1_048_576

/**
 * Every array of objects inside a JSON file, as a table named by its path. A row has the object's own values (`weight`,
 * `activity.topic`), those of the objects around it under the name of their array (`lessons.name`), and the outermost
 * under `$` (`$.subject_name`). An object whose keys are ids (`students: { "17": … }`) counts as an array; the key is `#key`.
 */
export async function readJson(source: SourceFile, probe: Probe): Promise<SourceTable[]> {
  if (probe.size > largest)
    throw unreadable(source.file, 'файл JSON больше 256 МБ. Разделите его.', 'the JSON file is over 256 MB. Split it.')
  const root = parseJson(source, await readText(source.path, encodingOf(probe)))
  const tables = new Map<string, Found>()
  if (Array.isArray(root)) collectArray(tables, '', '$', root, new Map())
  else if (isObject(root)) collectObject(tables, '', '$', root, new Map())
  const found = [...tables.values()].filter(({ rows }) => rows.length > 0)
  if (found.length === 0)
    throw new NoTable(
      source.file,
      'в этом JSON нет ни одного списка записей. Проверьте, что это выгрузка журнала.',
      'this JSON holds no list of records. See that it is the export of the journal.',
    )
  return found.map(({ name, rows }) => toTable(source.file, name || baseName(source.file), rows))
}

function parseJson(source: SourceFile, text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw unreadable(
      source.file,
      `файл JSON испорчен или обрывается (${why}). Скачайте выгрузку заново.`,
      `the JSON file is damaged or breaks off (${why}). Download the export anew.`,
      error,
    )
  }
}

function collectArray(
  tables: Map<string, Found>,
  path: string,
  label: string,
  items: readonly Json[],
  around: Cells,
): void {
  for (const item of items) if (isObject(item)) collectObject(tables, path, label, item, around)
}

function collectObject(
  tables: Map<string, Found>,
  path: string,
  label: string,
  item: JsonObject,
  around: Cells,
  key?: string,
): void {
  const own: Cells = new Map()
  flatten(own, '', item)
  if (key !== undefined) own.set('#key', key)
  const found = tables.get(path) ?? { name: path, rows: [] }
  tables.set(path, found)
  found.rows.push(new Map([...own, ...around]))
  const outside: Cells = new Map(around)
  for (const [name, value] of own) outside.set(`${label}.${name}`, value)
  descend(tables, path, item, outside)
}

function descend(tables: Map<string, Found>, path: string, item: JsonObject, outside: Cells): void {
  for (const [name, value] of Object.entries(item)) {
    const inner = path ? `${path}.${name}` : name
    if (Array.isArray(value)) collectArray(tables, inner, name, value, outside)
    else if (isObject(value) && isKeyed(value)) {
      for (const [key, each] of Object.entries(value)) {
        if (isObject(each)) collectObject(tables, inner, name, each, outside, key)
      }
    } else if (isObject(value)) descend(tables, inner, value, outside)
  }
}

/** Ids as keys: every value an object, every key with a digit. */
function isKeyed(value: JsonObject): boolean {
  const entries = Object.entries(value)
  return entries.length > 0 && entries.every(([key, each]) => /\d/.test(key) && isObject(each))
}

function flatten(cells: Cells, prefix: string, item: JsonObject): void {
  for (const [name, value] of Object.entries(item)) {
    const path = prefix ? `${prefix}.${name}` : name
    if (value === null) cells.set(path, '')
    else if (typeof value !== 'object') cells.set(path, String(value))
    else if (isObject(value) && !isKeyed(value)) flatten(cells, path, value)
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first row of the table is its header, as in any other format. */
function toTable(file: string, name: string, found: readonly Cells[]): SourceTable {
  const header = [...new Set(found.flatMap((cells) => [...cells.keys()]))]
  const rows = [header, ...found.map((cells) => header.map((column) => cells.get(column) ?? ''))]
  return { file, name, text: '', rows: rowsOf(rows) }
}
