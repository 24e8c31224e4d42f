import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Value } from 'typebox/value'
import { afterAll, beforeAll } from 'vitest'
import type { Command } from '../../server/cli/command.ts'
import { runCommand } from '../../server/cli/run.ts'
import { type Db, openDatabase } from '../../server/database/database.ts'

export type Called = { code: number; out: string; err: string }

export type Place = {
  /** The folder people stand in; the embedded database lies in `data` under it. */
  readonly folder: string
  readonly call: (argv: string[], more?: { env?: Record<string, string>; now?: string }) => Promise<Called>
  /** The answer with --json; fails where the call gave none. */
  readonly ask: (argv: string[]) => Promise<{ code: number; answer: unknown }>
  readonly write: (files: Record<string, string>) => Promise<void>
}

/** A folder of the test file's own with an embedded database in it, made before its tests and gone after them. */
export function usePlace(prepare?: (place: Place) => Promise<void>): Place {
  let folder = ''
  const place: Place = {
    get folder() {
      return folder
    },
    call: (argv, more) => callIn(folder, argv, more),
    ask: async (argv) => {
      const { code, out, err } = await callIn(folder, [...argv, '--json'])
      if (out === '') throw new Error(`No answer, exit code ${code}: ${err}`)
      return { code, answer: JSON.parse(out) as unknown }
    },
    write: (files) => writeIn(folder, files),
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reglament-cli-'))
    await prepare?.(place)
  })
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })
  return place
}

/** Another place that begins as a copy of this one. */
export async function copyPlace(place: Place): Promise<Place & { remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'reglament-cli-'))
  await cp(place.folder, folder, { recursive: true })
  return {
    folder,
    call: (argv, more) => callIn(folder, argv, more),
    ask: async (argv) => {
      const { code, out } = await callIn(folder, [...argv, '--json'])
      return { code, answer: JSON.parse(out) as unknown }
    },
    write: (files) => writeIn(folder, files),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function callIn(
  folder: string,
  argv: string[],
  { env = {}, now }: { env?: Record<string, string>; now?: string } = {},
): Promise<Called> {
  let out = ''
  let err = ''
  const code = await runCommand(argv, {
    env: { REGLAMENT_DATA: join(folder, 'data'), USER: 'Смирнова', ...env },
    cwd: folder,
    now: () => (now === undefined ? new Date() : new Date(now)),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    isTerminal: false,
    untilStopped: async () => {},
  })
  return { code, out, err }
}

async function writeIn(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}

/** Looks into the embedded database of a place, or changes it behind the program's back. */
export async function inDatabase<T>(place: Place, work: (db: Db) => Promise<T>): Promise<T> {
  const database = await openDatabase({ kind: 'pglite', folder: join(place.folder, 'data') })
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}

/** The day the made journals speak of: a Friday in the second quarter. */
export const asOf = ['--as-of', '2026-11-20']

/** Two pupils of one class; the first has three twos, six lessons without a reason and one code that nobody knows. */
export const journal = {
  'journal/students.csv': lines(
    'Код;ФИО;Класс;Дата рождения;Пол;ОВЗ;Дата прибытия;Дата выбытия',
    '1;Иванов Пётр Сергеевич;7Б;12.03.2013;м;;01.09.2025;',
    '2;Петрова Анна Ивановна;7Б;01.04.2013;ж;;01.09.2025;',
  ),
  'journal/grades.csv': lines(
    'Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до',
    '1;Алгебра;10.11.2026;2;1;;',
    '1;Алгебра;12.11.2026;2;1;;',
    '1;Алгебра;16.11.2026;2;1;;',
    '2;Алгебра;16.11.2026;4;1;;',
  ),
  'journal/attendance.csv': lines(
    'Код;Дата;№ урока;Предмет;Код отсутствия;Причина;Проведён',
    '1;16.11.2026;1;Алгебра;НП;;',
    '1;17.11.2026;1;Алгебра;НП;;',
    '1;17.11.2026;2;Физика;НП;;',
    '1;17.11.2026;3;Химия;УПП;;',
    '1;18.11.2026;1;История;НП;;',
    '1;18.11.2026;2;История;НП;;',
    '1;18.11.2026;3;История;НП;;',
  ),
}

export const load = ['import', 'journal', '--profile', 'canonical', ...asOf]

export function lines(...all: string[]): string {
  return `${all.join('\n')}\n`
}

/** Where an answer differs from the shape that the command's help shows: wrong, missing, or not named there. */
export function shapeFaults(command: Command, answer: unknown): string[] {
  const wrong = Value.Errors(command.shape, answer).map(({ instancePath, message }) => `${instancePath} ${message}`)
  return [...wrong, ...untold(command.shape, answer, command.name)]
}

type Shape = {
  anyOf?: Shape[]
  items?: Shape
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
}

function untold(shape: Shape, value: unknown, path: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item, i) => (shape.items ? untold(shape.items, item, `${path}[${i}]`) : []))
  if (typeof value !== 'object' || value === null) return []
  if (shape.anyOf) {
    const found = shape.anyOf.map((option) => untold(option, value, path))
    return found.toSorted((a, b) => a.length - b.length)[0] ?? []
  }
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const own = shape.properties?.[key] ?? Object.values(shape.patternProperties ?? {})[0]
    return own ? untold(own, part, `${path}.${key}`) : shape.properties ? [`${path}.${key}`] : []
  })
}
