import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportAnswer } from '../../server/cli/imported.ts'
import { asOf, copyPlace, inDatabase, journal, lines, load, type Place, usePlace } from './support.ts'

/** A school with nothing loaded, and one with the journal loaded: tests that store something take a copy. */
const empty = usePlace(async (place) => {
  await place.write(journal)
  await place.call(['init', '--name', 'Школа № 1'])
})
let first: ReturnType<typeof asImport> | undefined
let firstPrint = ''
const loaded = usePlace(async (place) => {
  await place.write(journal)
  await place.call(['init', '--name', 'Школа № 1'])
  first = asImport(await place.ask(load))
  firstPrint = (await place.call(load)).out
})

async function onCopy(work: (place: Place) => Promise<void>): Promise<void> {
  const place = await copyPlace(loaded)
  try {
    await work(place)
  } finally {
    await place.remove()
  }
}

const asImport = ({ code, answer }: { code: number; answer: unknown }) => ({ code, ...(answer as ImportAnswer) })
const flags = async (place: Place) => {
  const { answer } = await place.ask(['flags', '--as-of', '2026-11-20'])
  return (answer as { flags: { rule: string }[] }).flags.map(({ rule }) => rule).toSorted()
}

describe('import', () => {
  it('on a dry run says what would change and changes nothing', async () => {
    const { code, importId, isDryRun, refusedFile, refresh, counts } = asImport(await empty.ask([...load, '--dry-run']))
    expect({ code, importId, isDryRun, refusedFile, refresh }).toEqual({
      code: 1,
      importId: null,
      isDryRun: true,
      refusedFile: null,
      refresh: null,
    })
    expect(counts['student']).toEqual({ new: 2, changed: 0, unchanged: 0, gone: 0, refused: 0 })
    expect(counts['absence']).toMatchObject({ new: 6, refused: 1 })
    expect(await readdir(empty.folder)).not.toContain('journal.refused.csv')
    const undo = await empty.call(['import', 'undo'])
    expect(undo).toMatchObject({ code: 3, out: '' })
    expect(undo.err).toContain('Отменять нечего')
    const { out } = await empty.call([...load, '--dry-run'])
    expect(out).toContain('Не загрузятся строки: 1.')
    expect(out).toContain('Пробный прогон: ничего не записано.')
  })

  it('loads, puts refused rows beside the export with the reasons, and brings flags and duties up to date', async () => {
    expect(first).toMatchObject({ code: 1, refusedFile: 'journal.refused.csv', refusedCount: 1, importId: 1 })
    expect(first?.refresh).toMatchObject({ asOf: '2026-11-20', flags: { raised: 3, cleared: 0, open: 3 }, held: 0 })
    expect(await readFile(join(loaded.folder, 'journal.refused.csv'), 'utf8')).toMatch(/attendance\.csv;5;.*УПП/)
    expect(await flags(loaded)).toEqual(['ACAD-01', 'ACAD-04', 'ATT-02'])
  })

  it('a second time finds nothing new and stores nothing', async () => {
    const { importId, isUnchanged, refresh, counts } = asImport(await loaded.ask(load))
    expect({ importId, isUnchanged, refresh }).toEqual({ importId: null, isUnchanged: true, refresh: null })
    expect(counts['mark']).toMatchObject({ new: 0, changed: 0, unchanged: 4, gone: 0 })
    expect(firstPrint).toContain('Ничего нового: всё это уже загружено.')
  })

  it('of corrected rows ends with 0; what the export no longer holds is gone, and flags follow', () =>
    onCopy(async (place) => {
      const [header = '', ...rows] = journal['journal/attendance.csv'].trim().split('\n')
      const explained = rows.map((row) => row.replace(/УПП|НП/, 'УП'))
      const [marks = ''] = journal['journal/grades.csv'].split('1;Алгебра;16.11')
      await place.write({
        'journal/attendance.csv': lines(header, ...explained),
        'journal/grades.csv': `${marks}2;Алгебра;16.11.2026;4;1;;\n`,
      })
      const again = ['import', 'journal', '--profile', 'canonical', '--as-of', '2026-11-27']
      const { code, counts, refresh } = asImport(await place.ask(again))
      expect(code).toBe(0)
      expect(counts['absence']).toMatchObject({ new: 1, changed: 6, refused: 0 })
      expect(counts['mark']).toMatchObject({ unchanged: 3, gone: 1 })
      expect(refresh).toMatchObject({ asOf: '2026-11-27', flags: { raised: 0 } })
    }))

  it('shows the table, what to look at, and what to do next, within 100 columns', () => {
    expect(firstPrint).toContain('Профиль canonical, выгрузка на 20 ноября')
    expect(firstPrint).toMatch(/^Отметки +0 +0 +4 +0 +0$/m)
    expect(firstPrint).toMatch(/^Пропуски и опоздания +0 +0 +6 +0 +1$/m)
    const flat = firstPrint.replaceAll(/\s+/g, ' ')
    expect(flat).toContain('код «УПП» не описан в профиле «Шаблоны Регламента». Ближайший: УП')
    expect(firstPrint).toContain('Не загружены строки: 1. Они с причинами: journal.refused.csv')
    expect(Math.max(...firstPrint.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('refuses an older export, unless forced', async () => {
    const [header = '', row = ''] = journal['journal/grades.csv'].split('\n')
    await loaded.write({ 'older/grades.csv': lines(header, row.replace(';2;', ';3;')) })
    const older = ['import', 'older', '--profile', 'canonical', '--exported-on', '2026-11-19', ...asOf]
    const { code, err, out } = await loaded.call(older)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('--force')
    const forced = asImport(await loaded.ask([...older, '--force', '--dry-run']))
    expect(forced.exportedOn).toBe('2026-11-19')
    expect(forced.counts['mark']).toMatchObject({ changed: 1 })
  })

  it('lists pupils missing from a full roster, and ends their enrolment only when told', async () => {
    await loaded.write({ 'roster/students.csv': lines(...journal['journal/students.csv'].split('\n').slice(0, 2)) })
    const roster = ['import', 'roster', '--profile', 'canonical', '--as-of', '2026-11-23', '--dry-run']
    const { missingStudents, counts } = asImport(await loaded.ask(roster))
    expect(missingStudents).toEqual([
      { id: expect.any(Number) as number, name: 'Петрова Анна Ивановна', className: '7Б' },
    ])
    expect(counts['enrolment']).toMatchObject({ changed: 0 })
    expect((await loaded.call(roster)).out).toContain('  Петрова Анна Ивановна, 7Б')
    const closed = asImport(await loaded.ask([...roster, '--close-missing']))
    expect(closed.counts['enrolment']).toMatchObject({ changed: 1 })
  })

  it('takes from the person whom and which days the export answers for', async () => {
    const [header = '', ...rows] = journal['journal/grades.csv'].trim().split('\n')
    await loaded.write({ 'late/grades.csv': lines(header, ...rows.slice(2)) })
    const late = ['import', 'late', '--profile', 'canonical', '--as-of', '2026-11-23', '--dry-run']
    const whole = asImport(await loaded.ask([...late, '--covers-from', '2026-11-01']))
    expect(whole.counts['mark']).toMatchObject({ gone: 2 })
    expect(whole.covers.days['mark']).toEqual({ from: '2026-11-01', to: '2026-11-16' })
    const nobody = asImport(await loaded.ask([...late, '--covers-from', '2026-11-01', '--covers', 'nobody']))
    expect(nobody.counts['mark']).toMatchObject({ gone: 0 })
  })

  it.each([
    [['import', 'journal'], 2, 'Укажите профиль выгрузки: --profile canonical'],
    [['import', 'journal', '--profile', 'canonicl'], 3, 'Ближайший: canonical'],
    [['import', 'nowhere', '--profile', 'canonical'], 3, 'Нет файла или папки'],
    [[...load, '--covers', 'half'], 2, '«half» – не охват'],
    [[...load, '--exported-on', '20.11.2026'], 2, '«20.11.2026» – не день'],
    [[...load, '--covers-from', '2026-13-01'], 2, '«2026-13-01» – не день'],
    [['import', 'journal', '--profile', './own.json'], 3, 'own.json'],
  ])('%j ends with %i', async (argv, expected, told) => {
    const { code, out, err } = await empty.call(argv)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(told)
  })

  it('takes a profile of one’s own by its path', async () => {
    const shipped = await readFile(join(import.meta.dirname, '../../rules/catalogue/profiles/canonical.json'), 'utf8')
    const mapped = shipped
      .replace('"id": "canonical"', '"id": "own"')
      .replace('"УП": ', '"УПП": "absent_excused", "УП": ')
    await empty.write({ 'mine.json': mapped })
    const own = asImport(await empty.ask(['import', 'journal', '--profile', './mine.json', '--dry-run', ...asOf]))
    expect(own).toMatchObject({ code: 0, profile: 'own', refusedCount: 0 })
  })
})

describe('import undo', () => {
  it('takes the load back with its flags, under the name of a person', () =>
    onCopy(async (place) => {
      const { code, answer } = await place.ask(['import', 'undo', ...asOf, '--by', 'Орлова Е. П.'])
      expect(code).toBe(0)
      expect(answer).toMatchObject({
        profile: 'canonical',
        exportedOn: '2026-11-20',
        tables: expect.arrayContaining([{ table: 'mark', restored: 0, removed: 4 }]) as unknown,
        refresh: { asOf: '2026-11-20', flags: { open: 0 } },
      })
      expect(await flags(place)).toEqual([])
      const by = await inDatabase(place, (db) =>
        db.selectFrom('import').select(['state', 'author', 'undone_by']).execute(),
      )
      expect(by).toEqual([{ state: 'undone', author: 'Смирнова', undone_by: 'Орлова Е. П.' }])
      expect(asImport(await place.ask([...load, '--dry-run'])).counts['mark']).toMatchObject({ new: 4 })
    }))

  it('of a correction brings the earlier values back; flags follow as of the last day evaluated', () =>
    onCopy(async (place) => {
      await place.write({ 'journal/grades.csv': journal['journal/grades.csv'].replaceAll(';2;1;;', ';5;1;;') })
      await place.call(['import', 'journal', '--profile', 'canonical', '--as-of', '2026-11-23'])
      const { out } = await place.call(['import', 'undo', ...asOf, '--lang', 'en'])
      expect(out).toMatch(/^Marks +3 +0$/m)
      expect(out).toContain('is taken back')
      expect(out).toContain('As of November 23')
      expect(asImport(await place.ask([...load, '--dry-run', '--force'])).counts['mark']).toMatchObject({ changed: 3 })
    }))
})

describe('import templates', () => {
  it('puts down tables that a dry run can read, and leaves files that are there alone', async () => {
    await empty.write({ 'tables/students.csv': 'моё\n' })
    const { code, out } = await empty.call(['import', 'templates', 'tables'])
    expect(code).toBe(0)
    expect(out).toContain('  tables/students.csv')
    expect(await readFile(join(empty.folder, 'tables/students.csv'), 'utf8')).toBe('моё\n')
    await empty.call(['import', 'templates', 'fresh'])
    const dry = asImport(await empty.ask(['import', 'fresh', '--profile', 'canonical', '--dry-run']))
    expect(dry).toMatchObject({ code: 0, rows: 0, isUnchanged: true })
  })
})
