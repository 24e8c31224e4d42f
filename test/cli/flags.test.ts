import { describe, expect, it } from 'vitest'
import { flagsCommand } from '../../server/cli/commands/flags.ts'
import type { FlagsAnswer } from '../../server/cli/flag-lines.ts'
import { journal, lines, type Place, shapeFaults, usePlace } from './support.ts'

const [studentsHeader = ''] = journal['journal/students.csv'].split('\n')
const [attendanceHeader = ''] = journal['journal/attendance.csv'].split('\n')
const names = ['Иванов', 'Петров', 'Орлов', 'Белов', 'Козлов', 'Зайцев', 'Волков', 'Лебедев', 'Соколов', 'Медведев']
const away = (pupil: number, day: string) => [1, 2, 3].map((no) => `${pupil};${day};${no};Алгебра;НП;;`)

/** A class of ten, looked at on three days: one pupil flagged, the same still, then three more and a signal of the class. */
const place = usePlace(async (made) => {
  await made.call(['init', '--name', 'Школа № 1'])
  await made.write({
    'in/students.csv': lines(
      studentsHeader,
      ...names.map((name, no) => `${no + 1};${name} Пётр;7Б;12.03.2013;м;;01.09.2025;`),
    ),
  })
  const load = async (rows: string[], day: string) => {
    await made.write({ 'in/attendance.csv': lines(attendanceHeader, ...rows) })
    await made.call(['import', 'in', '--profile', 'canonical', '--as-of', day])
  }
  await load(away(1, '16.11.2026'), '2026-11-17')
  await load([...away(1, '16.11.2026'), '1;18.11.2026;1;Алгебра;НП;;'], '2026-11-18')
  await load(
    [1, 2, 3, 4].flatMap((no) => away(no, '19.11.2026')),
    '2026-11-20',
  )
})

const flags = async (from: Place, ...more: string[]) => (await from.ask(['flags', ...more])).answer as FlagsAnswer

describe('flags', () => {
  it('of an earlier day are those that were open then, in the numbers of that day', async () => {
    const then = await flags(place, '--as-of', '2026-11-17')
    expect(then).toMatchObject({ asOf: '2026-11-17', students: 1, levels: { 2: 1 }, signals: [] })
    expect(then.flags).toMatchObject([{ rule: 'ATT-02', studentId: 1, since: '2026-11-17', hidden: null }])
    expect(then.flags[0]?.text.ru).toContain('3 урока')
    expect((await flags(place, '--as-of', '2026-11-19')).flags[0]?.text.ru).toContain('4 урока')
    expect(shapeFaults(flagsCommand, then)).toEqual([])
  })

  it('of a day before any look are not known, which is said', async () => {
    const { code, out, err } = await place.call(['flags', '--as-of', '2026-11-16'])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toContain('На 2026-11-16 и раньше школу по правилам не проверяли')
  })

  it('taken together by their class stand in the list as one line, and with --all each says so', async () => {
    const now = await flags(place, '--as-of', '2026-11-20')
    expect(now.signals).toMatchObject([{ class: '7Б', rule: 'ATT-02', pupils: 4, size: 10, since: '2026-11-17' }])
    expect(now.flags).toEqual([])
    expect(shapeFaults(flagsCommand, now)).toEqual([])
    const { out } = await place.call(['flags', '--as-of', '2026-11-20'])
    expect(out).toMatch(/^2 +7Б +весь класс +ATT-02 +Сигнал класса: .*17 ноября$/m)
    expect(out).toContain('Сигналов: 1,')
    const all = await place.call(['flags', '--as-of', '2026-11-20', '--all'])
    expect(all.out).toContain('Иванов П.')
    expect(all.out).toContain('собран в сигнал')
  })

  it('are found by a class however it is typed; a class or a rule that is not there is no empty list', async () => {
    expect((await flags(place, '--as-of', '2026-11-17', '--class', '7 б', '--rule', 'att-02')).flags).toHaveLength(1)
    for (const [option, told] of [
      [['--class', '8Я'], 'Класса «8Я» в школе нет'],
      [['--rule', 'ATT-99'], 'Правила «ATT-99» среди проверенных нет'],
    ] as const) {
      const { code, out, err } = await place.call(['flags', ...option])
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain(told)
    }
  })
})
