import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { commands } from '../../server/cli/commands.ts'
import { openDatabase } from '../../server/database/database.ts'
import { copyPlace, inDatabase, journal, type Place, usePlace } from './support.ts'

const run = promisify(execFile)
const main = join(import.meta.dirname, '../../server/main.ts')

/** The program as a process of its own. */
async function start(place: Place, argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, REGLAMENT_DATA: join(place.folder, 'data'), REGLAMENT_LANG: 'ru', DATABASE_URL: '' }
  return run(process.execPath, [main, ...argv], { cwd: place.folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  )
}

describe('before there is a school', () => {
  const blank = usePlace()
  const wanted: Record<string, string[]> = {
    import: ['x', '--profile', 'canonical'],
    'rules accept': ['--reason', 'Педсовет № 1'],
    'people link': ['ivanova'],
    explain: ['Иванов', 'ATT-02'],
    compliance: ['--from', '2026-09-01', '--to', '2026-11-20'],
  }
  const ofSchool = commands.filter(({ needs }) => needs === 'school').map(({ name }) => name)

  it.each(ofSchool)('%s asks for init and ends with 3', async (name) => {
    const { code, out, err } = await blank.call([...name.split(' '), ...(wanted[name] ?? [])])
    expect({ code, out, err }).toEqual({
      code: 3,
      out: '',
      err: 'Школы в этой базе ещё нет. Создайте её: reglament init --name "Школа № 1"\n',
    })
  })

  it('a migrated database without a school is asked for init too', async () => {
    const { code, answer } = await blank.ask(['migrate'])
    expect({ code, answer }).toMatchObject({ code: 0, answer: { applied: expect.arrayContaining([]) as unknown } })
    const { code: refused, err } = await blank.call(['flags', '--lang', 'en'])
    expect(refused).toBe(3)
    expect(err).toContain('reglament init --name')
    expect((await blank.call(['migrate'])).out).toBe('База уже готова.\n')
  })
})

describe('init', () => {
  const place = usePlace()
  it.each([
    [['init'], 2, 'Не хватает аргумента <--name>'],
    [['init', '--name', '  '], 2, 'Не хватает аргумента <--name>'],
    [['init', '--name', 'Школа', '--timezone', 'Moscow'], 2, 'Часовой пояс «Moscow» не знаком'],
    [['init', '--name', 'Школа', '--tracking-from', '1.9.2026'], 2, '«1.9.2026» – не день'],
    [['init', '--name', 'Школа', '--calendar', '2030-31-quarters'], 3, 'Календаря «2030-31-quarters» нет'],
    [['init', '--name', 'Школа', '--calendar', 'none.json'], 3, 'Файла «none.json» нет'],
  ])('%j ends with %i', async (argv, expected, told) => {
    const { code, out, err } = await place.call(argv)
    expect({ code, out }).toEqual({ code: expected, out: '' })
    expect(err).toContain(told)
  })
})

describe('init with a calendar of one’s own', () => {
  const place = usePlace()
  const shipped = join(import.meta.dirname, '../../rules/calendar/2026-27-quarters.json')

  it('takes one school year, copied and mended, with the shipped working days', async () => {
    const text = await readFile(shipped, 'utf8')
    const mine = text
      .replace('"id": "2026-27-quarters"', '"id": "2026-27-own"')
      .replace('"confirmed": false', '"confirmed": true')
    await place.write({ 'mine.json': `\ufeff${mine}` })
    const checked = await place.ask(['calendar', 'check', 'mine.json', '--as-of', '2026-11-20'])
    expect(checked).toMatchObject({ code: 0, answer: { errors: 0 } })
    const copy = await copyPlace(place)
    try {
      const { answer } = await copy.ask(['init', '--name', 'Школа', '--calendar', 'mine.json'])
      expect(answer).toMatchObject({ trackingFrom: '2026-09-01' })
      const followed = await copy.ask(['calendar', 'check', '--as-of', '2026-11-20'])
      expect(followed).toMatchObject({ code: 0, answer: { whose: 'school', errors: 0 } })
      expect((followed.answer as { calendars: string[] }).calendars).toEqual(
        expect.arrayContaining(['ru-2026', 'ru-2027', '2026-27-own']),
      )
    } finally {
      await copy.remove()
    }
  })

  it('refuses days that are wrong, with place, what and fix, and makes no school', async () => {
    const text = await readFile(shipped, 'utf8')
    await place.write({ 'wrong.json': text.replace('"end": "2026-10-23"', '"end": "2026-10-32"') })
    const call = ['init', '--name', 'Школа', '--calendar', 'wrong.json']
    const { code, out, err } = await place.call(call)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^✗ wrong\.json:\d+:\d+\n {4}Такого дня нет: 2026-10-32\n {4}→ Исправьте дату$/m)
    expect((await place.call([...call, '--lang', 'en'])).err).toContain('There is no such day: 2026-10-32')
    expect((await place.call(['flags'])).err).toContain('Школы в этой базе ещё нет')
  })
})

describe('with a machine whose clock is behind', () => {
  const behind = usePlace(async (place) => {
    await place.call(['init', '--name', 'Школа № 1'])
    await place.write(journal)
  })

  it('what the database has recorded is known', async () => {
    // Rows are dated by the database, whose clock is a true one.
    const then = { now: '2025-09-10T09:00:00Z' }
    await behind.call(['import', 'journal', '--profile', 'canonical'], then)
    const { out } = await behind.call(['evaluate', '--json'], then)
    const { asOf, rules } = JSON.parse(out) as { asOf: string; rules: Record<string, number>[] }
    const { flagged = 0, notFlagged = 0, unknown = 0, exempt = 0 } = rules[0] ?? {}
    expect({ asOf, pupils: flagged + notFlagged + unknown + exempt }).toEqual({ asOf: '2025-09-10', pupils: 2 })
  })
})

describe('with a school', () => {
  const one = usePlace(async (place) => {
    await place.call(['init', '--name', 'Школа № 1', '--timezone', 'Asia/Vladivostok'])
  })

  it('today is the day at the school, not at the machine', async () => {
    const { out } = await one.call(['evaluate', '--json'], { now: '2026-11-22T15:30:00Z' })
    expect(JSON.parse(out)).toMatchObject({ asOf: '2026-11-23' })
  })

  it.each([['2026-11-31'], ['2026-11'], ['вчера'], ['23.11.2026'], ['']])('--as-of %j is no day', async (day) => {
    const { code, out, err } = await one.call(['flags', `--as-of=${day}`])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Нужен вид ГГГГ-ММ-ДД')
  })

  it('the past is not evaluated anew', async () => {
    await one.call(['evaluate', '--as-of', '2026-11-23'])
    const { code, out, err } = await one.call(['evaluate', '--as-of', '2026-11-20'])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('прошлое не переписывают')
  })

  it('of several, one is named by --school', async () => {
    const two = await copyPlace(one)
    try {
      const { answer } = await two.ask(['init', '--name', 'Школа № 2'])
      expect(answer).toMatchObject({ id: 2, name: 'Школа № 2' })
      const { code, err } = await two.call(['evaluate'])
      expect(code).toBe(2)
      expect(err).toBe('В базе несколько школ: 1 (Школа № 1), 2 (Школа № 2). Укажите --school <номер>.\n')
      expect((await two.call(['evaluate', '--school', '2', '--as-of', '2026-11-23'])).code).toBe(0)
      expect((await two.call(['calendar', 'check', '--school', '2'])).out).toContain('Календари школы «Школа № 2»')
      const { code: unknown, err: told } = await two.call(['flags', '--school', '7'])
      expect(unknown).toBe(2)
      expect(told).toContain('Школы с номером «7» в базе нет')
    } finally {
      await two.remove()
    }
  })

  it('a second process on the same folder is refused, and harms nothing', async () => {
    const held = await openDatabase({ kind: 'pglite', folder: join(one.folder, 'data') })
    try {
      const { code, out, err } = await start(one, ['flags'])
      expect({ code, out }).toEqual({ code: 3, out: '' })
      expect(err).toContain('уже работает другой процесс')
      expect(err.trim().split('\n')).toHaveLength(1)
    } finally {
      await held.close()
    }
    expect((await start(one, ['calendar', 'check', '--as-of', '2026-11-20'])).code).toBe(0)
  })

  it('a database newer than the program is refused', async () => {
    const newer = await copyPlace(one)
    try {
      await inDatabase(newer, (db) =>
        sql`insert into migration (name, hash) values ('9999_future.sql', 'x')`.execute(db),
      )
      for (const argv of [['flags'], ['migrate'], ['import', 'x', '--profile', 'canonical']]) {
        const { code, out, err } = await newer.call(argv)
        expect({ code, out }).toEqual({ code: 3, out: '' })
        expect(err).toContain('База новее программы')
      }
    } finally {
      await newer.remove()
    }
  })

  it('the process ends with the code, answers on one stream and refuses on the other', async () => {
    expect(await start(one, ['flag'])).toEqual({
      code: 2,
      out: '',
      err: 'Команды «flag» нет. Возможно, flags? Список команд: reglament --help\n',
    })
    const { code, out, err } = await start(one, ['rules', 'points', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({ open: 0, stale: 0 })
  })
})
