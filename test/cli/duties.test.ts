import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { dutyColumns } from '../../server/cli/duty-csv.ts'
import { inSchool } from '../../server/database/school.ts'
import { createSmallSchool, d, log, open, type SmallSchool } from '../duties/world.ts'
import { copyPlace, inDatabase, usePlace } from './support.ts'

let school: SmallSchool
const asOf = ['--as-of', '2026-11-20']
const place = usePlace(async (made) => {
  await made.call(['migrate'])
  await inDatabase(made, async (db) => {
    school = await createSmallSchool(db)
    await inSchool(db, school.id, async (trx) => {
      const [student = 0, other = 0] = school.students
      await trx
        .updateTable('student')
        .set({ full_name: '=1+1 Иванов' })
        .where('school_id', '=', school.id)
        .where('id', '=', student)
        .execute()
      const request = (on: string, ref: string) =>
        open(trx, school, { on: d(on), kind: 'request', cause: 'parentRequest', ref, student })
      const trigger = await request('2026-09-07', 'R1')
      await log(trx, school, { on: d('2026-09-09'), evidence: 'requestAnswer', trigger, student })
      await request('2026-11-15', 'R2')
      await open(trx, school, {
        on: d('2026-10-05'),
        kind: 'request',
        cause: 'parentRequest',
        ref: 'R3',
        student: other,
        at: 1,
      })
      await log(trx, school, { on: d('2026-09-10'), evidence: 'educationPlan' })
      await log(trx, school, { on: d('2026-10-02'), evidence: 'educationPlan', at: 1 })
      for (const on of ['2026-09-11', '2026-09-22', '2026-10-05', '2026-10-16', '2026-11-06', '2026-11-18'])
        await log(trx, school, { on: d(on), evidence: 'review' })
    })
  })
})

type Duty = {
  key: string | null
  class: string
  point: string
  status: string
  student: string | null
  teacher: string | null
  dates: { dueOn: string } | null
  text: { ru: string; en: string }
  reasons: { code: string; data: Record<string, unknown> }[]
}
const listed = async (...argv: string[]) => {
  const { code, answer } = await place.ask(['duties', ...asOf, ...argv])
  expect(code).toBe(0)
  return answer as { asOf: string; counts: Record<string, number>; duties: Duty[] }
}

describe('duties', () => {
  it('shows what needs action, urgent first and by due day', async () => {
    const { duties, counts } = await listed()
    const order = ['overdue', 'in_grace', 'due_soon', 'missed']
    expect(Object.keys(counts).every((status) => order.includes(status))).toBe(true)
    expect(counts['overdue']).toBeGreaterThan(0)
    const keys = duties.map(({ status, dates }) => `${order.indexOf(status)} ${dates?.dueOn}`)
    expect(keys).toEqual(keys.toSorted())
  })

  it('tells each in a sentence with its reasons and days', async () => {
    const { duties } = await listed('--point', 'III.3', '--class', '7а')
    expect(duties).toHaveLength(1)
    expect(duties[0]).toMatchObject({
      class: '7А',
      status: 'due_soon',
      student: '=1+1 Иванов',
      teacher: 'Орлова Вера',
      dates: { dueOn: '2026-11-20' },
      text: {
        ru: 'Пункт III.3 «Ответить на обращение родителя», «Обращение родителя», 15 ноября. Засчитано 0 из 1. Чтобы закрыть: запись «Ответ родителям по существу» до 20 ноября.',
      },
      reasons: [{ code: 'counted' }, { code: 'to_close', data: { dueOn: '2026-11-20' } }],
    })
  })

  it('looks at any day, as it was known', async () => {
    const { answer } = await place.ask(['duties', '--as-of', '2026-09-08', '--point', 'III.3', '--all'])
    const { duties } = answer as { duties: Duty[] }
    expect(duties.map(({ class: name, status }) => [name, status])).toEqual([
      ['7А', 'open'],
      ['7Б', 'not_triggered'],
    ])
  })

  it('asks by status and by teacher', async () => {
    const late = await listed('--status', 'met_late,met', '--point', 'II.6', '--teacher', 'котов')
    expect(late.duties.map(({ class: name, status }) => [name, status])).toEqual([
      ['7Б', 'met_late'],
      ['7Б', 'met'],
    ])
  })

  it('with --all says where nothing was required, once for a class and a point', async () => {
    const { duties } = await listed('--all')
    const cells = new Set(duties.map(({ class: name, point }) => `${name} ${point}`))
    expect(cells.size).toBe(60)
    const idle = duties.filter(({ status }) => status === 'not_triggered')
    expect(idle.find(({ point }) => point === 'II.1')?.text.ru).toBe(
      'Пункт II.1 «Сообщить директору об экстренном случае». По этому пункту ничего не требовалось: не было ни одного экстренного случая.',
    )
    const triggered = new Set(duties.filter(({ key }) => key !== null).map((row) => `${row.class} ${row.point}`))
    expect(idle.filter((row) => triggered.has(`${row.class} ${row.point}`))).toEqual([])
  })

  it.each([
    [['--status', 'late'], 'Нет состояния «late»'],
    [['--class', '9Я'], 'Нет класса «9Я»'],
    [['--point', 'IV.1'], 'Нет пункта «IV.1»'],
  ])('refuses %j', async (argv, said) => {
    const { code, err } = await place.call(['duties', ...asOf, ...argv])
    expect(code).toBe(2)
    expect(err).toContain(said)
  })

  it.each(['ru', 'en'])('prints within 100 columns (%s)', async (lang) => {
    const { out } = await place.call(['duties', ...asOf, '--all', '--lang', lang])
    const lines = out.split('\n')
    expect(lines.length).toBeGreaterThan(50)
    expect(lines.filter((line) => line.length > 100)).toEqual([])
    expect(out).toContain(lang === 'ru' ? '! Просрочено: ' : '! Overdue: ')
  })
})

type Share = { met: number; of: number; onTime: number | null } | null
type Compliance = {
  from: string
  to: string
  regulation: { rate: number; met: number; of: number }
  rhythm: { met: number; of: number }
  critical: { isKept: boolean | null; breaches: string[] }
  points: { point: string; regulation: Share; rhythm: Share }[]
  by: { name: string; bucket: string; regulation: { met: number; of: number }; rhythm: { met: number; of: number } }[]
}
const complied = async (...argv: string[]) => {
  const { code, answer } = await place.ask(['compliance', ...asOf, ...argv])
  expect(code).toBe(0)
  return answer as Compliance
}

describe('compliance', () => {
  it('counts each point of the school year to the day, the text and the own targets apart', async () => {
    const { from, to, points, critical } = await complied()
    expect([from, to]).toEqual(['2026-09-01', '2026-11-20'])
    expect(points).toHaveLength(30)
    const of = (id: string) => points.find(({ point }) => point === id)
    expect(of('II.6')).toMatchObject({ regulation: { of: 0, onTime: null }, rhythm: { met: 1, of: 2, onTime: null } })
    expect(of('III.3')).toMatchObject({ regulation: { met: 1, of: 2 }, rhythm: null })
    expect(of('II.1')).toMatchObject({ regulation: null, rhythm: null })
    expect(critical.isKept).toBe(false)
    expect(critical.breaches).toEqual(['III.3@1|request:3|parentRequest:R3'])
  })

  it('keeps to the period it is asked for', async () => {
    const { points } = await complied('--from', '2026-10-01', '--to', '2026-10-31')
    expect(points.find(({ point }) => point === 'II.6')?.rhythm).toMatchObject({ of: 0 })
    const { code, err } = await place.call(['compliance', ...asOf, '--from', '2026-11-01', '--to', '2026-10-01'])
    expect([code, err]).toEqual([2, 'Период пуст: 2026-11-01 позже 2026-10-01.\n'])
  })

  it.each(['class', 'teacher'])('by %s sums up to the school, in the order of names', async (by) => {
    const { by: groups, regulation, rhythm } = await complied('--by', by)
    const sum = (of: (group: Compliance['by'][number]) => number) => groups.reduce((all, group) => all + of(group), 0)
    expect(sum((group) => group.regulation.of)).toBe(regulation.of)
    expect(sum((group) => group.regulation.met)).toBe(regulation.met)
    expect(sum((group) => group.rhythm.of)).toBe(rhythm.of)
    const names = groups.map(({ name }) => name)
    expect(names).toEqual(by === 'class' ? ['7А (2026/27)', '7Б (2026/27)'] : ['Котов Глеб', 'Орлова Вера'])
  })

  it('names the days when nobody held the class', async () => {
    const copy = await copyPlace(place)
    await inDatabase(copy, (db) =>
      inSchool(db, school.id, (trx) =>
        trx
          .updateTable('class_teacher')
          .set({ to_on: '2026-09-20' })
          .where('school_id', '=', school.id)
          .where('class_id', '=', school.classes[1] ?? 0)
          .execute(),
      ),
    )
    const { answer } = await copy.ask(['compliance', ...asOf, '--by', 'teacher'])
    expect((answer as Compliance).by.map(({ bucket }) => bucket)).toEqual(['teacher', 'teacher', 'vacant'])
    const { out } = await copy.call(['compliance', ...asOf, '--by', 'teacher'])
    expect(out).toContain('класс без руководителя')
    await copy.remove()
  })

  it.each(['ru', 'en'])('prints rates with their counts, few ones without a percentage (%s)', async (lang) => {
    const { out } = await place.call(['compliance', ...asOf, '--by', 'class', '--lang', lang])
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([])
    expect(out).toMatch(lang === 'ru' ? /^II\.6 .*1 из 2$/m : /^II\.6 .*1 of 2$/m)
    expect(out).toMatch(lang === 'ru' ? /^II\.10 .* % \(\d+ из \d+\)$/m : /^II\.10 .*% \(\d+ of \d+\)$/m)
  })
})

describe('the exported table', () => {
  it('is the table of duties, whole and unaltered, and runs no formula', async () => {
    const copy = await copyPlace(place)
    await copy.call(['evaluate', ...asOf])
    const { answer } = await copy.ask(['compliance', ...asOf, '--to', '2027-06-30', '--csv', 'duties.csv'])
    const text = await readFile(join(copy.folder, 'duties.csv'), 'utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    const rows = parse(text, { columns: true, bom: true, delimiter: ';' }) as Record<string, string>[]
    expect(Object.keys(rows[0] ?? {})).toEqual([...dutyColumns])
    const stored = await inDatabase(copy, (db) =>
      inSchool(db, school.id, (trx) => trx.selectFrom('duty').selectAll().where('school_id', '=', school.id).execute()),
    )
    const ofTable = stored.map((row) =>
      [
        row.duty_key,
        row.point,
        row.spec,
        String(row.version),
        row.opens_on,
        row.due_soon_from,
        row.due_on,
        row.grace_until,
        row.closes_on,
        row.status,
        row.satisfied_on ?? '',
        row.next_transition_on ?? '',
        row.evidence_ids.join(' '),
      ].join('|'),
    )
    const ofFile = rows.map((row) =>
      [
        'key',
        'point',
        'norm',
        'version',
        'opensOn',
        'dueSoonFrom',
        'dueOn',
        'graceUntil',
        'closesOn',
        'status',
        'satisfiedOn',
        'nextChangeOn',
        'evidence',
      ]
        .map((column) => row[column])
        .join('|'),
    )
    expect(ofFile.toSorted()).toEqual(ofTable.toSorted())
    expect(answer).toMatchObject({ csv: { file: 'duties.csv', duties: stored.length } })
    const students = new Set(rows.map(({ student }) => student))
    expect(students).toContain("'=1+1 Иванов")
    expect(students).not.toContain('=1+1 Иванов')
    await copy.remove()
  })
})
