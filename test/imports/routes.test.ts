import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { createCast, moment, signIn, type Told, useApp, useCast } from '../support/app.ts'
import { csv, stateOf } from './support.ts'

let now = moment
const app = useApp(() => now)
const school = useCast(app)
afterEach(() => {
  now = moment
})

type Shown = {
  id: string
  state: string
  rows: number
  importId: number
  failure: { ru: string; en: string } | null
  hasRefusedFile: boolean
  result: {
    counts: Record<string, { new: number; refused: number }>
    changes: {
      table: string
      kind: string
      what: string[]
      fields: { name: string; before: string; after: string }[]
    }[]
    refusedCount: number
    refused: { row: number; faults: { message: { ru: string } }[]; cells: string[] }[]
    missingStudents: { name: string }[]
  } | null
  followed: { asOf: string; flags: { open: number }; duties: number; refused: unknown } | null
  files: { name: string; size: number }[]
}

const grades = csv(
  'Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до',
  '101;Алгебра;16.11.2026;2;1;;',
  '101;Алгебра;17.11.2026;=1+1;1;;',
  '102;Алгебра;17.11.2026;4;1;;',
)
const students = csv('Код;ФИО;Класс', '101;Новиков Олег;7Б', '102;Ершов Игорь;7Б')

/** Sends files as a browser does; answers as `ask` does. */
async function send(
  as: string | undefined,
  files: Record<string, string>,
  fields: Record<string, string> = { profile: 'canonical' },
): Promise<{ status: number; body: Shown & Told }> {
  const form = new FormData()
  for (const [name, content] of Object.entries(files)) form.append('files', new File([content], name))
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const made = new Response(form)
  const reply = await app.app.inject({
    method: 'POST',
    url: '/api/imports/trial',
    headers: {
      'content-type': made.headers.get('content-type') ?? '',
      ...(as === undefined ? {} : { cookie: as }),
    },
    payload: Buffer.from(await made.arrayBuffer()),
  })
  return { status: reply.statusCode, body: reply.json() }
}

/** The trial when its work has ended. */
async function ended(as: string, id: string): Promise<Shown> {
  for (;;) {
    const { body } = await app.ask<Shown>(`GET /api/imports/trial/${id}`, { as })
    if (body.state !== 'checking' && body.state !== 'loading') return body
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
}

async function checked(as: string, files: Record<string, string>, fields?: Record<string, string>): Promise<Shown> {
  const { body } = await send(as, files, fields)
  return ended(as, body.id)
}

async function loaded(as: string, files: Record<string, string>): Promise<Shown> {
  const { id } = await checked(as, files)
  await app.ask('POST /api/imports', { as, body: { trialId: id } })
  return ended(as, id)
}

describe('a trial', () => {
  it('says what would change and writes nothing', async () => {
    const as = await school.as('journalAdmin')
    const before = await stateOf(app.db)
    const trial = await checked(as, { 'ученики.csv': students })
    expect(trial).toMatchObject({ state: 'checked', importId: null, result: { counts: { student: { new: 2 } } } })
    expect(trial.files).toEqual([{ name: 'ученики.csv', size: Buffer.byteLength(students) }])
    expect(await stateOf(app.db)).toEqual(before)
    expect((await app.ask<{ imports: unknown[] }>('GET /api/imports', { as })).body.imports).toEqual([])
  })

  it('names the rows behind its numbers, what was and what will be', async () => {
    const as = await school.as('journalAdmin')
    await loaded(as, { 'ученики.csv': students })
    const trial = await checked(as, {
      'ученики.csv': csv('Код;ФИО;Класс', '101;Новиков Олег Иванович;7Б', '102;Ершов Игорь;7Б', '103;Янин Ян;7Б'),
    })
    const of = (table: string) =>
      (trial.result?.changes ?? [])
        .filter((each) => each.table === table)
        .map(({ kind, what, fields }) => [kind, what, fields])
    expect(of('student')).toEqual([
      ['new', ['Янин Ян'], []],
      [
        'changed',
        ['Новиков Олег Иванович'],
        [{ name: 'full_name', before: 'Новиков Олег', after: 'Новиков Олег Иванович' }],
      ],
    ])
    expect(of('enrolment').map(([kind, what]) => [kind, what])).toEqual([['new', ['Янин Ян']]])
    expect(of('source_key')).toMatchObject([['new', ['Янин Ян'], [{ name: 'key', after: '103' }]]])
  })

  it('names a mark that is no longer in the export, and the one that comes', async () => {
    const as = await school.as('journalAdmin')
    await loaded(as, { 'ученики.csv': students })
    await loaded(as, { 'grades.csv': grades })
    const { result } = await checked(as, {
      'grades.csv': csv('Код;Предмет;Дата;Отметка', '101;Алгебра;16.11.2026;3', '102;Алгебра;16.11.2026;5'),
    })
    const marks = (result?.changes ?? []).filter(({ table }) => table === 'mark')
    expect(marks.find(({ kind }) => kind === 'changed')).toMatchObject({
      what: ['Новиков Олег', 'Алгебра', '2026-11-16'],
      fields: [{ name: 'value', before: '2', after: '3' }],
    })
    expect(marks.find(({ kind }) => kind === 'new')?.what).toEqual(['Ершов Игорь', 'Алгебра', '2026-11-16'])
  })

  it('names pupils whom a full roster leaves out', async () => {
    const { result } = await checked(await school.as('deputy'), { 'students.csv': students })
    expect(result?.missingStudents.map(({ name }) => name)).toContain('Иванов Пётр')
  })

  it('shows refused rows with their number, reason and cells, and gives them as a table that runs no formula', async () => {
    const as = await school.as('deputy')
    await loaded(as, { 'students.csv': students })
    const { id, result, hasRefusedFile } = await checked(as, { 'grades.csv': grades })
    expect({ count: result?.refusedCount, hasRefusedFile }).toEqual({ count: 1, hasRefusedFile: true })
    expect(result?.refused[0]).toMatchObject({
      row: 3,
      cells: ['101', 'Алгебра', '17.11.2026', '=1+1', '1', '', ''],
    })
    expect(result?.refused[0]?.faults[0]?.message.ru).toContain('«=1+1»')
    const file = await app.ask<string>(`GET /api/imports/trial/${id}/refused`, { as })
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.body).toContain(";'=1+1;")
    const { rows } = await sql<{ action: string }>`select action from audit_event where kind = 'export'`.execute(app.db)
    expect(rows).toEqual([{ action: 'GET /api/imports/trial/{trialId}/refused' }])
  })

  it('says in both languages what is wrong with a file', async () => {
    const { state, failure } = await checked(await school.as('deputy'), { 'grades.csv': 'Имя;Оценка\nПётр;5' })
    expect(state).toBe('failed')
    expect(failure?.ru).toMatch(/«grades.csv».*Отметка|Код/)
    expect(failure?.en).toMatch(/File "grades.csv"/)
  })

  it.each([
    ['a profile that is a path', { profile: '../../../package.json' }],
    ['no profile', {}],
    ['a day to come', { profile: 'canonical', exportedOn: '2026-11-24' }],
    ['a day that is none', { profile: 'canonical', exportedOn: '2026-02-30' }],
    ['whom it never covers', { profile: 'canonical', covers: 'everyone' }],
    ['days in the wrong order', { profile: 'canonical', coversFrom: '2026-11-02', coversTo: '2026-11-01' }],
  ])('refuses %s and keeps no file', async (_what, fields) => {
    const before = await trialFolders()
    const { status, body } = await send(await school.as('deputy'), { 'grades.csv': grades }, fields)
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'bad-request' })
    expect(await trialFolders()).toEqual(before)
  })

  it('refuses a form without files', async () => {
    const { status, body } = await send(await school.as('deputy'), {})
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'no-files' })
  })

  it('takes names that lead elsewhere for names', async () => {
    const { files } = await checked(await school.as('deputy'), { '../../../etc/grades\u202Egpj.csv': grades })
    expect(files.map(({ name }) => name)).toEqual(['gradesgpj.csv'])
  })

  it('is another’s to nobody, the same person in another session included', async () => {
    const as = await school.as('deputy')
    const { id } = await checked(as, { 'students.csv': students })
    for (const other of [await school.as('deputy'), await school.as('journalAdmin')]) {
      const seen = await app.ask(`GET /api/imports/trial/${id}`, { as: other })
      const taken = await app.ask('POST /api/imports', { as: other, body: { trialId: id } })
      const counted = await app.ask(`GET /api/imports/progress/${id}`, { as: other })
      expect([seen, taken, counted].map(({ status, body }) => `${status} ${body.code}`)).toEqual(
        Array.from({ length: 3 }, () => '404 trial-gone'),
      )
    }
    const unknown = await app.ask(`GET /api/imports/progress/${id}`)
    expect(unknown.status).toBe(404)
    expect(unknown.body.said.ru).toMatch(/хранится час.*Проверьте файлы ещё раз/)
    expect((await app.ask(`GET /api/imports/progress/${id}`, { as })).body).toEqual({ state: 'checked', rows: 2 })
  })

  it('is over after an hour, its files with it', async () => {
    const as = await school.as('deputy')
    const before = await trialFolders()
    const { id } = await checked(as, { 'students.csv': students })
    now = new Date(moment.getTime() + 61 * 60_000)
    const late = await app.ask('POST /api/imports', { as, body: { trialId: id } })
    expect(late.body.code).toBe('trial-gone')
    await checked(as, { 'students.csv': students })
    expect((await trialFolders()).length).toBeLessThanOrEqual(before.length + 1)
  })
})

describe('an accepted import', () => {
  it('loads the very bytes that were checked, and tells what followed', async () => {
    const as = await school.as('journalAdmin')
    const { importId, state, followed } = await loaded(as, { 'students.csv': students })
    expect(state).toBe('loaded')
    expect(followed).toMatchObject({ asOf: '2026-11-23', refused: null })
    const { rows } = await sql<{ name: string }>`
      select full_name as name from student where import_id = ${importId} order by full_name`.execute(app.db)
    expect(rows.map(({ name }) => name)).toEqual(['Ершов Игорь', 'Новиков Олег'])
    const runs = await sql`select from evaluation_run`.execute(app.db)
    expect(runs.rows.length).toBe(1)
  })

  it('is loaded once', async () => {
    const as = await school.as('deputy')
    const { id } = await loaded(as, { 'students.csv': students })
    const { status, body } = await app.ask('POST /api/imports', { as, body: { trialId: id } })
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'not-checked' })
  })

  it('is kept in the history and the trail, and told to whoever may', async () => {
    const { importId } = await loaded(await school.as('journalAdmin'), { 'students.csv': students })
    type History = { imports: { id: number; author: string; files: string[]; covers: object | null }[] }
    const full = await app.ask<History>('GET /api/imports', { as: await school.as('principal') })
    expect(full.body.imports).toMatchObject([
      { id: importId, author: 'Журналова Анна Петровна', files: ['students.csv'], covers: { kinds: ['student'] } },
    ])
    const counted = await app.ask<History>('GET /api/imports', { as: await school.as('systemAdmin') })
    expect(counted.body.imports).toMatchObject([{ id: importId, files: [], covers: null }])
    const { rows } = await sql<{ action: string }>`
      select action from audit_event where kind = 'change' order by id`.execute(app.db)
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['POST /api/imports/trial', 'POST /api/imports', 'import accepted']),
    )
  })

  it('is large where it brought over a fifth of the records', async () => {
    const as = await school.as('journalAdmin')
    await loaded(as, { 'ученики.csv': students })
    const many = Array.from(
      { length: 40 },
      (_, no) => `101;Алгебра;${String((no % 28) + 1).padStart(2, '0')}.10.2026;4;1;;`,
    )
    await loaded(as, { 'grades.csv': csv('Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до', ...many) })
    await loaded(as, {
      'grades.csv': csv('Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до', '102;Алгебра;17.11.2026;4;1;;'),
    })
    const { body } = await app.ask<{ imports: { isLarge: boolean }[] }>('GET /api/imports', { as })
    expect(body.imports.map(({ isLarge }) => isLarge)).toEqual([false, true, false])
  })

  it('is undone as a whole, the last one alone', async () => {
    const as = await school.as('deputy')
    const before = await stateOf(app.db)
    const { importId } = await loaded(as, { 'students.csv': students })
    const wrong = await app.ask('POST /api/imports/undo', { as, body: { importId: 777 } })
    expect({ status: wrong.status, code: wrong.body.code }).toEqual({ status: 409, code: 'not_the_last' })
    const undone = await app.ask<{ tables: { table: string; removed: number }[]; followed: object }>(
      'POST /api/imports/undo',
      { as, body: { importId } },
    )
    expect(undone.body.tables).toContainEqual({ table: 'student', restored: 0, removed: 2 })
    expect(undone.body.followed).toMatchObject({ refused: null })
    expect(await stateOf(app.db)).toEqual(before)
    const { body } = await app.ask<{ imports: { state: string; undoneBy: string }[] }>('GET /api/imports', { as })
    expect(body.imports).toMatchObject([{ state: 'undone', undoneBy: 'Заместителева Анна Петровна' }])
  })

  it('cannot be made on a past day', async () => {
    const as = await school.as('deputy')
    await loaded(as, { 'students.csv': students })
    const { status, body } = await app.ask('POST /api/imports/undo?on=2026-11-02', { as, body: { importId: 1 } })
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'past-day' })
  })

  it('stays in its school', async () => {
    const { importId } = await loaded(await school.as('deputy'), { 'students.csv': students })
    const other = await createCast(app, 'Школа № 2')
    const as = await signIn(app, other.schoolId, other.staff.deputy)
    const { body } = await app.ask<{ imports: unknown[] }>('GET /api/imports', { as })
    expect(body.imports).toEqual([])
    expect((await app.ask(`GET /api/imports/${importId}`, { as })).status).toBe(404)
    expect((await app.ask('POST /api/imports/undo', { as, body: { importId } })).body.code).toBe('nothing_to_undo')
  })
})

describe('who may', () => {
  it.each(['classTeacher', 'principal', 'methodologist', 'systemAdmin', 'psychologist'] as const)(
    '%s loads nothing, not even to try',
    async (role) => {
      const as = await school.as(role)
      expect((await send(as, { 'students.csv': students })).status).toBe(403)
      expect((await app.ask('POST /api/imports/undo', { as, body: { importId: 1 } })).status).toBe(403)
    },
  )

  it('nobody without a session', async () => {
    expect((await send(undefined, { 'students.csv': students })).status).toBe(401)
  })

  it.each([
    ['classTeacher', 403],
    ['systemAdmin', 200],
    ['deputy', 200],
  ] as const)('%s asks how fresh the data are: %i', async (role, status) => {
    expect((await app.ask('GET /api/imports/freshness', { as: await school.as(role) })).status).toBe(status)
  })
})

describe('what can be loaded', () => {
  it('lists profiles and templates, and gives a template', async () => {
    const as = await school.as('journalAdmin')
    const { body } = await app.ask<{ profiles: { id: string; needsPupil: boolean }[] }>('GET /api/imports/profiles', {
      as,
    })
    expect(body.profiles).toContainEqual(expect.objectContaining({ id: 'netgorod', needsPupil: true }))
    const list = await app.ask<{ templates: { name: string; columns: string[] }[] }>('GET /api/imports/templates', {
      as,
    })
    expect(list.body.templates).toContainEqual({
      name: 'students.csv',
      columns: ['Код', 'ФИО', 'Класс', 'Дата рождения', 'Пол', 'ОВЗ', 'Дата прибытия', 'Дата выбытия'],
    })
    const file = await app.ask<string>('GET /api/imports/templates/students.csv', { as })
    expect(file.body).toContain('Код;ФИО;Класс')
    expect((await app.ask('GET /api/imports/templates/nothing.csv', { as })).status).toBe(404)
    expect((await app.ask('GET /api/imports/templates/..%2Fprofiles%2Fmesh.json', { as })).status).toBe(400)
  })

  it('tells what was loaded when, and when its rules fall silent', async () => {
    const as = await school.as('journalAdmin')
    await loaded(as, { 'students.csv': students, 'grades.csv': grades })
    const { body } = await app.ask<{ sources: { source: string }[] }>('GET /api/imports/freshness', { as })
    const of = (name: string) => body.sources.find(({ source }) => source === name)
    expect(of('marks')).toMatchObject({ dataOn: '2026-11-23', state: 'fresh', pausesOn: '2026-12-08' })
    expect(of('attendance')).toMatchObject({ dataOn: null, state: 'never', pausesOn: null })
  })
})

async function trialFolders(): Promise<string[]> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith('reglament-trial-'))
  return names.map((name) => join(tmpdir(), name))
}
