import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const files = sourcesUnder('server')

/** Rooms of the server that are not features: everything else under server/ is one. */
const rooms = new Set(['domain', 'database', 'cli', 'demo', 'http'])
const features = readdirSync(join(root, 'server'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !rooms.has(entry.name))
  .map((entry) => entry.name)

describe('imports point one way', () => {
  it('finds the sources', () => expect(files.length).toBeGreaterThan(30))

  it('domain imports nothing but itself and pure packages', () => {
    const pure = ['typebox', 'json-rules-engine', 'intl-messageformat', '@formatjs/icu-messageformat-parser']
    const wrong = files
      .filter((file) => file.startsWith('server/domain/'))
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => !target.startsWith('server/domain/'))
      .filter(({ target }) => !pure.some((name) => target === name || target.startsWith(`${name}/`)))
    expect(wrong).toEqual([])
  })

  it('domain asks no clock, no chance, no process, no locale of the machine', () => {
    const wrong = files
      .filter((file) => file.startsWith('server/domain/'))
      .filter((file) =>
        /Date\.now\(|new Date\(\)|Math\.random|process\.|performance\.|toLocale\w+\(\)/.test(textOf(file)),
      )
    expect(wrong).toEqual([])
  })

  it('only the command line and the entry know the command line', () => {
    const wrong = files
      .filter((file) => !file.startsWith('server/cli/') && file !== 'server/main.ts')
      .filter((file) => importsOf(file).some((target) => target.startsWith('server/cli/')))
    expect(wrong).toEqual([])
  })

  it('only the entry touches the process’s arguments, settings and streams', () => {
    const wrong = files
      .filter((file) => file !== 'server/main.ts')
      .filter((file) => /\bprocess\.(env|argv|stdout|stderr|exit|exitCode|cwd)\b/.test(textOf(file)))
    expect(wrong).toEqual([])
  })

  it('a feature reaches another only through its verbs or its queries', () => {
    const wrong = features.flatMap((feature) =>
      files
        .filter((file) => file.startsWith(`server/${feature}/`))
        .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
        .filter(({ target }) => {
          const other = target.split('/')[1] ?? ''
          if (!target.startsWith('server/') || other === feature || !features.includes(other)) return false
          return !(target === `server/${other}/${other}.ts` || target.startsWith(`server/${other}/queries`))
        }),
    )
    expect(wrong).toEqual([])
  })

  it('SQL on a table is spoken only in queries, facts and the database', () => {
    const wrong = files
      .filter((file) => /\.(insertInto|updateTable|deleteFrom)\(/.test(textOf(file)))
      .filter((file) => !/queries|server\/(database|demo|facts|imports)\//.test(file))
    expect(wrong).toEqual([])
  })
})

describe('the dashboard', () => {
  const screens = readdirSync(join(root, 'dashboard'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('dist'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

  it('takes nothing of the server but the types of contracts', () => {
    const wrong = screens.flatMap((file) =>
      [...textOf(file).matchAll(/^import (type )?[^;]*?from '([^']*server\/[^']+)'/gms)]
        .filter(([, isType, target]) => isType === undefined || !target?.endsWith('/api.ts'))
        .map(([, , target]) => ({ file, target })),
    )
    expect(wrong).toEqual([])
  })
})

describe('rooms', () => {
  it('there is no room for everything', () => {
    const wrong = files.filter((file) => /\/(utils?|helpers?|common|services?|misc|lib)(\/|\.ts)/.test(file))
    expect(wrong).toEqual([])
  })

  it('a feature has at most five files beside its subfolder', () => {
    const wrong = features
      .map((feature) => ({ feature, entries: readdirSync(join(root, 'server', feature), { withFileTypes: true }) }))
      .map(({ feature, entries }) => ({ feature, files: entries.filter((entry) => entry.isFile()).length }))
      .filter(({ files }) => files > 5)
    expect(wrong).toEqual([])
  })
})

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** Imported modules: files of the project as paths from its root, packages by name. */
function importsOf(file: string): string[] {
  return [...textOf(file).matchAll(/(?:^|\s)(?:from|import)\s*\(?\s*'([^'\n]+)'/gm)]
    .map((match) => match[1] ?? '')
    .map((target) => (target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target))
}
