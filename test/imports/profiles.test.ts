import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { listProfiles, runImport, undoImport, writeTemplates } from '../../server/imports/imports.ts'
import { readProfile } from '../../server/imports/records/read-profile.ts'
import { createSchool, useDatabase } from '../support/database.ts'
import { codesOf, csv, fileOf, folderOf } from './support.ts'

const database = useDatabase()
const base = { profile: 'canonical', asOf: '2026-11-20' }
const roster = csv('Код;ФИО;Класс', '17;Иванов Пётр;7Б', '18;Петрова Анна;7Б')

async function rows<T>(query: string): Promise<T[]> {
  return (await sql<T>`${sql.raw(query)}`.execute(database.db)).rows
}

describe('profiles', () => {
  it('every shipped one is valid and says in both languages what it is', async () => {
    const profiles = await listProfiles()
    expect(profiles.map(({ id }) => id)).toEqual([
      'canonical',
      'dnevnik-ru',
      'ed-fi-grandbend',
      'eljur',
      'mesh',
      'netgorod',
      'oneroster-1.1',
      'oneroster-1.2',
    ])
    for (const { title } of profiles) expect(title.ru && title.en).toBeTruthy()
  })

  it('the six codes of НетГород are those of its own legend', async () => {
    const page = await readFile(
      join(import.meta.dirname, '../data/ru-ejournal/netschool_5.56_student_total.anonymised.html'),
      'utf8',
    )
    const legend = [...page.matchAll(/legend-label">([^<]+)</g)].map((found) => found[1] ?? '')
    const { codes } = await readProfile('netgorod')
    expect(Object.keys(codes.absence ?? {}).toSorted()).toEqual(legend.toSorted())
  })

  it('letters that clash mean what their own system means', async () => {
    const meaning = async (id: string, code: string) => {
      const table = (await readProfile(id)).codes.absence ?? {}
      return Object.entries(table).find(([each]) => each.toLowerCase() === code.toLowerCase())?.[1]
    }
    expect(await meaning('dnevnik-ru', 'О')).toBe('late')
    expect(await meaning('netgorod', 'О')).toBeUndefined()
    expect(await meaning('netgorod', 'ОП')).toBe('late')
    expect(await meaning('netgorod', 'ОТ')).toBe('absent_unknown')
    expect(await meaning('netgorod', 'ОСВ')).toBe('exempt')
    expect(await meaning('dnevnik-ru', 'П')).toBe('absent_excused')
    expect(await meaning('netgorod', 'НП')).toBe('absent_unexcused')
    expect(await meaning('dnevnik-ru', 'Н')).toBe('absent_unexcused')
    expect(await meaning('eljur', 'Н')).toBe('absent_unknown')
  })

  it('kinds of incident are those of the catalogue', async () => {
    const catalogue = JSON.parse(
      await readFile(join(import.meta.dirname, '../../rules/catalogue/incident-kinds.json'), 'utf8'),
    ) as { incidentKinds: { id: string }[] }
    const known = catalogue.incidentKinds.map(({ id }) => id)
    const { codes } = await readProfile('canonical')
    expect([...new Set(Object.values(codes.incident ?? {}))].toSorted()).toEqual(known.toSorted())
    for (const { id } of await listProfiles()) {
      const { incident = {}, severity = {} } = (await readProfile(id)).codes
      expect([
        id,
        [...Object.values(incident), ...Object.keys(severity)].filter((kind) => !known.includes(kind)),
      ]).toEqual([id, []])
    }
  })
})

describe('templates', () => {
  it('open in a spreadsheet with Cyrillic, and each is a table of the canonical profile', async () => {
    const folder = await folderOf({})
    const files = await writeTemplates(folder)
    expect(files).toHaveLength(12)
    const { tables } = await readProfile('canonical')
    expect(tables.map(({ names }) => `${names?.[0]}.csv`).toSorted()).toEqual((await readdir(folder)).toSorted())
    for (const file of files) {
      const text = await readFile(file, 'utf8')
      expect(text.startsWith('\ufeff')).toBe(true)
      const table = tables.find(({ names }) => file.endsWith(`/${names?.[0]}.csv`))
      const spellings = Object.values(table?.columns ?? {}).flat()
      for (const header of text.slice(1).trim().split(';')) expect(spellings).toContain(header)
    }
    const schoolId = await createSchool(database.db)
    const result = await runImport(database.db, schoolId, folder, base)
    expect(result.isUnchanged).toBe(true)
    expect(result.refused).toEqual([])
  })
})

describe('spreadsheets', () => {
  it('titles above, a header of two merged rows, several sheets, days and decimals as Excel keeps them', async () => {
    const schoolId = await createSchool(database.db)
    await runImport(database.db, schoolId, await fileOf('students.csv', roster), { ...base, asOf: '2026-09-01' })
    const sheet = (code: string, mark: number) => [
      [{ value: 'Сводная ведомость учёта успеваемости', columnSpan: 5 }, null, null, null, null],
      [{ value: 'Код', rowSpan: 2 }, { value: 'Предмет', rowSpan: 2 }, { value: 'Работа', columnSpan: 3 }, null, null],
      [null, null, { value: 'Дата' }, { value: 'Отметка' }, { value: 'Вес' }],
      [
        { value: code },
        { value: 'Физика' },
        { value: new Date(Date.UTC(2026, 9, 1)), type: Date, format: 'dd.mm.yyyy' },
        { value: mark, type: Number },
        { value: 1.5, type: Number },
      ],
    ]
    const book = await writeXlsxFile([
      { data: sheet('17', 4), sheet: '7Б' },
      { data: sheet('18', 5), sheet: '7Б (2)' },
    ]).toBuffer()
    const result = await runImport(database.db, schoolId, await fileOf('Ведомость.xlsx', book), base)
    expect(result.refused).toEqual([])
    expect(await rows('select student_id, given_on::text as day, value, weight from mark order by 1')).toEqual([
      { student_id: 1, day: '2026-10-01', value: 400, weight: 150 },
      { student_id: 2, day: '2026-10-01', value: 500, weight: 150 },
    ])
  })
})

describe('undo', () => {
  it('takes away what the system worked out about pupils that go, and stops where a person has acted', async () => {
    const schoolId = await createSchool(database.db)
    const path = await fileOf('students.csv', roster)
    const flag = async (actor: number | null): Promise<void> => {
      await sql`insert into evaluation_run (school_id, as_of, known_at, rule_set_hash, input_hash, fact_keys, freshness, counts)
        values (${schoolId}, '2026-11-20', now(), 'h', 'h', '[]', '{}', '{}')`.execute(database.db)
      await sql`insert into flag (school_id, rule_id, subject_kind, subject_id, episode_no, class_id, student_id, domain, state, level, opened_on, raised_on, revision_hash, run_id, explanation)
        select school_id, 'ATT-01', 'student', student_id, 1, class_id, student_id, 'attendance', 'flagged', 2, '2026-11-20', '2026-11-20', 'h', (select max(id) from evaluation_run), '{}'
        from enrolment where school_id = ${schoolId} limit 1`.execute(database.db)
      await sql`insert into flag_event (school_id, flag_id, event_no, kind, happened_on, actor_id) select school_id, id, 1, 'raised', '2026-11-20', ${actor}::bigint from flag where school_id = ${schoolId}`.execute(
        database.db,
      )
    }
    await runImport(database.db, schoolId, path, base)
    await flag(null)
    await undoImport(database.db, schoolId)
    expect(await rows('select id from flag')).toEqual([])
    expect(await rows('select id from student')).toEqual([])
    await runImport(database.db, schoolId, path, base)
    await sql`insert into staff (school_id, full_name) values (${schoolId}, 'Орлова Ольга')`.execute(database.db)
    const [person] = await rows<{ id: number }>('select id from staff')
    await flag(person?.id ?? 0)
    await expect(undoImport(database.db, schoolId)).rejects.toMatchObject({ code: 'built_on' })
    expect(await rows('select id from student')).toHaveLength(2)
  })
})

describe('two schools', () => {
  it('do not see each other’s pupils, ids and imports', async () => {
    const [one, two] = [await createSchool(database.db), await createSchool(database.db, { name: 'Школа № 2' })]
    const path = await fileOf('students.csv', roster)
    await runImport(database.db, one, path, base)
    const grades = await fileOf('grades.csv', csv('Код;Предмет;Дата;Отметка', '17;Физика;01.10.2026;5'))
    const foreign = await runImport(database.db, two, grades, base)
    expect(foreign.refused.map(({ faults }) => codesOf(faults))).toEqual([['unknown_student']])
    expect((await runImport(database.db, two, path, base)).counts['student']?.new).toBe(2)
    await undoImport(database.db, two)
    expect(await rows('select distinct school_id from student')).toEqual([{ school_id: one }])
  })
})
