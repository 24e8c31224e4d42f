import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Engine } from 'json-rules-engine'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inSchool } from '../server/database/school.ts'
import { type Day, dayOf } from '../server/domain/day.ts'
import { listOpenFlags } from '../server/flags/queries.ts'
import { type ImportOptions, runImport } from '../server/imports/imports.ts'
import { type Refreshed, refresh } from '../server/refresh.ts'
import { acceptRules, loadRules, type RuleSet, readRuleFiles } from '../server/rules/rules.ts'
import { listSchools, type SchoolRow } from '../server/school/queries.ts'
import { initSchool } from '../server/school/school.ts'
import { useDatabase } from './support/database.ts'

const database = useDatabase()
const rules = join(import.meta.dirname, '../rules')
let folder = ''
let school: SchoolRow

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reglament-refresh-'))
  const { productionYears, schoolYears } = await rulesWith()
  const library = { production: [...productionYears], schoolYears: [...schoolYears] }
  await initSchool(database.db, { name: 'Школа № 1', timeZone: 'Europe/Moscow' }, library)
  const [made] = await listSchools(database.db)
  if (!made) throw new Error('No school was made')
  school = made
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Edit = { readonly path: string; readonly from: string; readonly to: string }

/** The shipped rules, with edits of their text. */
async function rulesWith(...edits: Edit[]): Promise<RuleSet> {
  const sources = (await readRuleFiles(rules)).map((source) => {
    const own = edits.filter(({ path }) => source.path.endsWith(path))
    for (const { from } of own) if (!source.text.includes(from)) throw new Error(`Nothing to edit: ${from}`)
    return { ...source, text: own.reduce((text, { from, to }) => text.replace(from, to), source.text) }
  })
  const { ruleSet, problems } = loadRules(sources, '2026-11-20')
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]))
  return ruleSet
}

const withStatus = (id: string, path: string, to: string): Edit => ({
  path: `${path}/${id}.json`,
  from: '"status": "active"',
  to: `"status": "${to}"`,
})
/** Ten pupils of one class; more than enough for a share of it to mean something. */
const names = ['Иванов', 'Петров', 'Орлов', 'Белов', 'Козлов', 'Зайцев', 'Волков', 'Лебедев', 'Соколов', 'Медведев']
const students = [
  'Код;ФИО;Класс;Дата рождения;Пол;ОВЗ;Дата прибытия;Дата выбытия',
  ...names.map((name, no) => `${no + 1};${name} Пётр Сергеевич;7Б;12.03.2013;м;;01.09.2025;`),
]
const attendanceHeader = 'Код;Дата;№ урока;Предмет;Код отсутствия;Причина;Проведён'
const marksHeader = 'Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до'

/** Three lessons of a pupil on one day, of the code given. */
const absent = (pupil: number, day: string, code = 'НП') =>
  ['Алгебра', 'Физика', 'История'].map((subject, no) => `${pupil};${day};${no + 1};${subject};${code};;`)
const twos = (pupil: number, subject: string) => [10, 12, 16].map((day) => `${pupil};${subject};${day}.11.2026;2;1;;`)
const calm = absent(10, '10.11.2026', 'Б')

async function load(name: string, lines: string[], exportedOn: string, more: Partial<ImportOptions> = {}) {
  await mkdir(join(folder, 'in'), { recursive: true })
  const path = join(folder, 'in', `${name}.csv`)
  await writeFile(path, `${lines.join('\n')}\n`)
  const result = await runImport(database.db, school.id, path, {
    profile: 'canonical',
    asOf: exportedOn,
    exportedOn,
    ...more,
  })
  expect(result.refused).toEqual([])
  return result
}

/** The word of the attendance journal on the weeks of the story. */
const loadAttendance = (rows: string[], exportedOn: string) =>
  load('attendance', [attendanceHeader, ...calm, ...rows], exportedOn, {
    covers: { who: 'school', from: '2026-11-09', to: exportedOn },
  })

async function run(day: string, ruleSet?: RuleSet, schoolDay: Day = dayOf(day)): Promise<Refreshed> {
  const set = ruleSet ?? (await rulesWith())
  // As the command does: a run of today knows the day to its end.
  const knownAt = new Date(Math.max(Date.now(), (schoolDay + 1) * 86_400_000 - 1))
  return inSchool(database.db, school.id, (trx) => refresh(trx, { school, ruleSet: set, asOf: schoolDay, knownAt }))
}

const open = () => inSchool(database.db, school.id, (trx) => listOpenFlags(trx, school.id))
const openKeys = async () =>
  (await open()).map((flag) => `${flag.ruleId}|${flag.subjectKind}:${flag.subjectId}`).toSorted()

const inTables = <T>(work: (trx: Parameters<Parameters<typeof inSchool<T>>[2]>[0]) => Promise<T>) =>
  inSchool(database.db, school.id, work)

async function historyOf(ruleId: string, studentId: number) {
  const rows = await inTables((trx) =>
    trx
      .selectFrom('flag_event as e')
      .innerJoin('flag as f', (join) => join.onRef('f.school_id', '=', 'e.school_id').onRef('f.id', '=', 'e.flag_id'))
      .select(['e.kind', 'e.happened_on as on', 'e.detail'])
      .where('f.rule_id', '=', ruleId)
      .where('f.subject_id', '=', studentId)
      .orderBy('e.flag_id')
      .orderBy('e.event_no')
      .execute(),
  )
  return rows.map(({ kind, on, detail }) => {
    const { because, by, level } = detail as { because?: string; by?: string; level?: number }
    return [kind, on, because ?? by ?? level ?? null]
  })
}

/** Everything that a refresh writes, down to which transaction wrote each row: a row written again differs. */
async function written(): Promise<Record<string, string>> {
  const tables = [
    'evaluation_run',
    'fact_snapshot',
    'flag',
    'flag_event',
    'flag_memory',
    'duty',
    'flip',
    'duty_trigger',
  ]
  const all = [...tables, 'rule_set', 'rule_revision', 'period_close']
  const texts = await Promise.all(
    all.map(async (table) => {
      const { rows } = await sql<{ all: string | null }>`
        select md5(string_agg(t::text || t.xmin::text, '|' order by t::text)) as "all" from ${sql.table(table)} t`.execute(
        database.db,
      )
      return [table, rows[0]?.all ?? ''] as const
    }),
  )
  return Object.fromEntries(texts)
}

describe('the main path', () => {
  it('turns files into flags that explain themselves, triggers and duties', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    await load(
      'grades',
      [
        marksHeader,
        '2;Алгебра;10.11.2026;2;1;;',
        '2;Алгебра;12.11.2026;2;1;;',
        '2;Алгебра;16.11.2026;2;1;;',
        '3;Алгебра;16.11.2026;4;1;;',
      ],
      '2026-11-20',
    )
    const { flags, duties, isChanged } = await run('2026-11-20')
    expect(isChanged).toBe(true)
    expect(flags).toMatchObject({ raised: 3, cleared: 0, open: 3 })
    expect(await openKeys()).toEqual(['ACAD-01|student:2', 'ACAD-04|student:2', 'ATT-02|student:1'])
    const flag = (await open()).find(({ ruleId }) => ruleId === 'ATT-02')
    expect(flag).toMatchObject({
      level: 2,
      raisedOn: '2026-11-20',
      className: '7Б',
      studentName: 'Иванов Пётр Сергеевич',
    })
    expect(flag?.explanation).toMatchObject({
      points: expect.arrayContaining(['II.2']) as unknown,
      text: { ru: expect.stringContaining('3 урока') as unknown },
      leaves: expect.arrayContaining([
        expect.objectContaining({
          fact: 'unexcusedLessons',
          actual: 3,
          threshold: 3,
          parameter: 'recent_lessons',
          holds: true,
        }),
      ]) as unknown,
    })
    const raised = duties.judged.filter(({ spec }) => spec.id === 'II.2/flags')
    expect(raised.map(({ status, dueOn }) => [status, dueOn])).toEqual(raised.map(() => ['open', dayOf('2026-11-27')]))
    expect(raised).toHaveLength(3)
  })

  it('of the same day a second time writes nothing at all', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance([...absent(1, '18.11.2026'), ...absent(2, '18.11.2026')], '2026-11-20')
    await run('2026-11-20')
    const before = await written()
    const again = await run('2026-11-20')
    expect(again).toMatchObject({ isChanged: false, flags: { raised: 0, cleared: 0, open: 2 }, duties: { written: 0 } })
    expect(await written()).toEqual(before)
  })

  it('refuses an earlier day', async () => {
    await load('students', students, '2026-11-20')
    await run('2026-11-20')
    await expect(run('2026-11-19')).rejects.toMatchObject({ code: 'earlier-day' })
  })
})

describe('a corrected record', () => {
  it('clears the flag at once, though the run before knew its day to the end; history stays', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    await run('2026-11-20')
    const said = (await open())[0]?.explanation
    await loadAttendance(absent(1, '18.11.2026', 'Б'), '2026-11-20')
    expect((await run('2026-11-20')).flags).toMatchObject({ cleared: 1, open: 0 })
    expect(await historyOf('ATT-02', 1)).toEqual([
      ['raised', '2026-11-20', 2],
      ['ended', '2026-11-20', 'corrected'],
    ])
    const [kept] = await inTables((trx) => trx.selectFrom('flag').selectAll().execute())
    expect(kept).toMatchObject({
      state: 'cleared',
      clear_reason: 'corrected',
      cleared_on: '2026-11-20',
      explanation: said,
    })
    const triggers = await inTables((trx) =>
      trx.selectFrom('duty_trigger').select(['cause', 'closed_on', 'close_reason']).execute(),
    )
    expect(triggers).toEqual([{ cause: 'flagRaised', closed_on: '2026-11-20', close_reason: 'corrected' }])
  })

  it('that only time has made clear waits: held first, cleared when clear has lasted', async () => {
    await load('students', students, '2026-11-13')
    await loadAttendance(absent(1, '10.11.2026'), '2026-11-13')
    await run('2026-11-13')
    for (const day of ['2026-11-17', '2026-11-18']) {
      await loadAttendance(absent(1, '10.11.2026'), day)
      await run(day)
    }
    expect((await open()).map(({ state }) => state)).toEqual(['held'])
    await loadAttendance(absent(1, '10.11.2026'), '2026-11-25')
    await run('2026-11-25')
    expect(await historyOf('ATT-02', 1)).toEqual([
      ['raised', '2026-11-13', 2],
      ['ended', '2026-11-25', 'cleared'],
    ])
    // A relapse within the episode joins the same flag.
    await loadAttendance([...absent(1, '10.11.2026'), ...absent(1, '26.11.2026')], '2026-11-27')
    await run('2026-11-27')
    expect((await open()).map(({ raisedOn, openedOn }) => [raisedOn, openedOn])).toEqual([['2026-11-13', '2026-11-27']])
  })
})

describe('a flag', () => {
  it('that rises to a higher level is the trigger of what that level asks for, from that day', async () => {
    await load('students', students, '2026-11-18')
    await load('grades', [marksHeader, ...twos(1, 'Алгебра')], '2026-11-18')
    await run('2026-11-18')
    await load('grades', [marksHeader, ...twos(1, 'Алгебра'), ...twos(1, 'Физика')], '2026-11-20')
    await run('2026-11-20')
    expect(await historyOf('ACAD-01', 1)).toEqual([
      ['raised', '2026-11-18', 2],
      ['levelChanged', '2026-11-20', 3],
    ])
    const triggers = await inTables((trx) =>
      trx
        .selectFrom('duty_trigger')
        .select(['cause', 'occurred_on as on'])
        .where('ref', 'like', 'ACAD-01|%')
        .orderBy('id')
        .execute(),
    )
    expect(triggers).toEqual([
      { cause: 'flagRaised', on: '2026-11-18' },
      { cause: 'specialistFlag', on: '2026-11-20' },
    ])
  })

  it('that a person dismissed stays quiet, and comes back after the cool-down', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    await run('2026-11-20')
    await inTables((trx) =>
      sql`update flag_memory set state = state || '{"status":"dismissed","endedBecause":"dismissed","lastAction":1}'
        || jsonb_build_object('endedOn', ${dayOf('2026-11-20')}::int)`.execute(trx),
    )
    await inTables((trx) => sql`update flag set state = 'dismissed', cleared_on = '2026-11-20'`.execute(trx))
    await loadAttendance([...absent(1, '18.11.2026'), ...absent(1, '23.11.2026')], '2026-11-24')
    expect((await run('2026-11-24')).flags).toMatchObject({ raised: 0, open: 0 })
    await loadAttendance([...absent(1, '18.11.2026'), ...absent(1, '04.12.2026')], '2026-12-07')
    expect((await run('2026-12-07')).flags).toMatchObject({ raised: 1, open: 1 })
  })

  it('of a pupil who left ends with that reason', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    await run('2026-11-20')
    await inTables((trx) => sql`update enrolment set to_on = '2026-11-20' where student_id = 1`.execute(trx))
    expect((await run('2026-11-23')).flags).toMatchObject({ cleared: 1, open: 0 })
    expect((await historyOf('ATT-02', 1)).at(-1)).toEqual(['ended', '2026-11-23', 'left'])
  })

  it.each(['off', 'trial'])('of a rule that is now %s ends as withdrawn', async (status) => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    await run('2026-11-20')
    const { flags } = await run('2026-11-20', await rulesWith(withStatus('ATT-02', 'attendance', status)))
    expect(flags).toMatchObject({ cleared: 1, open: 0 })
    expect((await historyOf('ATT-02', 1)).at(-1)).toEqual(['ended', '2026-11-20', 'ruleWithdrawn'])
  })

  it('whose source is stale is frozen: neither cleared nor raised anew', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    await run('2026-11-20')
    const { evaluation, flags } = await run('2026-12-08')
    expect(evaluation.facts.freshness['attendance']).toMatchObject({ state: 'stale' })
    expect(flags).toMatchObject({ raised: 0, cleared: 0, open: 1 })
    expect((await open()).map(({ state }) => state)).toEqual(['flagged'])
  })

  it('hidden behind a graver one of the pupil says so', async () => {
    await load('students', students, '2026-11-20')
    const away = [17, 18, 19].map((day) => `1;${day}.11.2026;;;Н;;`)
    await loadAttendance(away, '2026-11-19')
    await run('2026-11-19')
    const hidden = (await open()).map(({ ruleId, suppressedBy }) => [ruleId, suppressedBy])
    expect(Object.fromEntries(hidden)).toEqual({ 'ATT-01': 'ATT-07', 'ATT-07': null })
    expect((await historyOf('ATT-01', 1)).at(-1)).toEqual(['suppressed', '2026-11-19', 'ATT-07'])
    // Only the flag that people see asks for a decision.
    expect(await rulesThatAsk('flagRaised')).toEqual(['ATT-07'])
  })
})

/** Rules whose flags are triggers of a cause. */
async function rulesThatAsk(cause: string): Promise<string[]> {
  const rows = await inTables((trx) =>
    trx.selectFrom('duty_trigger').select('ref').where('cause', '=', cause).orderBy('ref').execute(),
  )
  return rows.map(({ ref }) => ref.split('|')[0] ?? '')
}

describe('new rules', () => {
  it('over their budget wait for a person, the edition before in force meanwhile; accepted, they speak', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(
      names.slice(0, 4).flatMap((_, no) => absent(no + 1, '18.11.2026')),
      '2026-11-20',
    )
    const first = await run('2026-11-19', await rulesWith(withStatus('ATT-02', 'attendance', 'off')))
    const eager = await rulesWith()
    const held = await run('2026-11-20', eager)
    expect(held).toMatchObject({ hash: first.hash, flags: { raised: 0 }, heldBecause: [{ rule: 'ATT-02' }] })
    await inTables((trx) => acceptRules(trx, school.id, { person: 'Орлова', reason: 'Педсовет № 3', now: new Date() }))
    const accepted = await run('2026-11-20', eager)
    expect(accepted.hash).not.toBe(first.hash)
    expect(accepted).toMatchObject({ flags: { raised: 4, open: 4 }, heldBecause: [] })
  })

  it('are not held for what their rules flagged before', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(
      names.slice(0, 4).flatMap((_, no) => absent(no + 1, '18.11.2026')),
      '2026-11-20',
    )
    // Nobody is judged against a budget by the first edition: there is nothing to compare with.
    await run('2026-11-20')
    const words = await rulesWith({ path: 'ATT-02.json', from: 'Свяжитесь', to: 'Сразу свяжитесь' })
    expect((await run('2026-11-20', words)).heldBecause).toEqual([])
  })
})

describe('a class', () => {
  it('of which one rule takes more than a quarter has one signal; its members keep their flags', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(
      names.slice(0, 3).flatMap((_, no) => absent(no + 1, '18.11.2026')),
      '2026-11-20',
    )
    await run('2026-11-20')
    expect((await open()).map(({ groupedUnder }) => groupedUnder)).toEqual(names.slice(0, 3).map(() => 'share:ATT-02'))
    expect((await historyOf('ATT-02', 1)).at(-1)).toEqual(['grouped', '2026-11-20', 'share:ATT-02'])
    expect(await rulesThatAsk('flagRaised')).toEqual([])
  })

  it('where a subject fails gathers the flags of those who fail it alone', async () => {
    await load('students', students, '2026-11-20')
    const fine = (pupil: number) => [10, 12, 16].map((day) => `${pupil};Алгебра;${day}.11.2026;4;1;;`)
    const rows = [1, 2, 3, 4].flatMap((no) => twos(no, 'Алгебра'))
    const rest = [5, 6, 7, 8, 9, 10].flatMap(fine)
    await load('grades', [marksHeader, ...rows, ...rest, ...twos(4, 'Физика')], '2026-11-20')
    await run('2026-11-20')
    const low = (await open()).filter(({ ruleId }) => ruleId === 'ACAD-01')
    const gathered = low.map(({ subjectId, groupedUnder }) => [subjectId, groupedUnder])
    expect(Object.fromEntries(gathered)).toEqual({ 1: 'CLS-01', 2: 'CLS-01', 3: 'CLS-01', 4: null })
  })
})

describe('a disagreement of the two executions', () => {
  it('stops the run, and nothing of it stays', async () => {
    await load('students', students, '2026-11-20')
    await loadAttendance(absent(1, '18.11.2026'), '2026-11-20')
    const before = await written()
    const holds = { result: true, toJSON: () => ({ conditions: { all: [] } }) }
    const spy = vi.spyOn(Engine.prototype, 'run').mockResolvedValue({ results: [holds], failureResults: [] } as never)
    await expect(run('2026-11-20')).rejects.toThrow(/^ATT-02: .* facts \{/)
    expect(spy).toHaveBeenCalled()
    spy.mockRestore()
    expect(await written()).toEqual(before)
    expect((await run('2026-11-20')).flags).toMatchObject({ raised: 1 })
  })
})
