import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type ImportOptions, planImport, runImport } from '../../server/imports/imports.ts'
import { createSchool, useDatabase } from '../support/database.ts'
import { codesOf, csv, fileOf, folderOf } from './support.ts'

const data = join(import.meta.dirname, '../data')
const database = useDatabase()
const roster = csv('Код;ФИО;Класс', '17;Иванов Иван Иванович;7Б', '18;Петрова Анна;7Б', '19;Сидоров Пётр;7А')

async function school(): Promise<number> {
  const schoolId = await createSchool(database.db)
  await runImport(database.db, schoolId, await fileOf('students.csv', roster), {
    profile: 'canonical',
    asOf: '2026-09-01',
  })
  return schoolId
}

async function rows<T>(query: string): Promise<T[]> {
  return (await sql<T>`${sql.raw(query)}`.execute(database.db)).rows
}

const averages = (where = 'true'): Promise<{ subject: string; average: string }[]> =>
  rows(`select s.name as subject, round(sum(m.value * m.weight)::numeric / sum(m.weight) / 100, 2)::text as average
    from mark m join subject s on s.id = m.subject_id where m.kind = 'mark' and m.withdrawn_at is null and ${where} group by 1 order by 1`)

const absences = () =>
  rows<{ name: string; day: string; lesson: number; kind: string; code: string }>(
    `select split_part(s.full_name, ' ', 1) as name, absent_on::text as day, lesson_no as lesson, kind, source_code as code
     from absence a join student s on s.id = a.student_id where a.withdrawn_at is null order by 1, 2, 3, 4`,
  )

describe('МЭШ', () => {
  const file = join(data, 'ru-ejournal/mesh-openapi/example_subject_marks_for_subject.json')
  const options: ImportOptions = { profile: 'mesh', asOf: '2022-05-01', pupil: 'Иванов Иван Иванович' }

  it('gives the averages that the system itself shows', async () => {
    const schoolId = await school()
    const result = await runImport(database.db, schoolId, file, options)
    expect(result.counts['mark']).toMatchObject({ new: 24, refused: 0 })
    expect(await averages(`given_on <= '2021-12-30'`)).toEqual([{ subject: 'Физика', average: '4.08' }])
    expect(await averages(`given_on > '2021-12-30'`)).toEqual([{ subject: 'Физика', average: '3.31' }])
    expect(await averages()).toEqual([{ subject: 'Физика', average: '3.64' }])
    expect((await runImport(database.db, schoolId, file, options)).isUnchanged).toBe(true)
  })

  it('asks whose marks they are', async () => {
    const schoolId = await school()
    const nobody = { profile: 'mesh', asOf: '2022-05-01' }
    await expect(runImport(database.db, schoolId, file, nobody)).rejects.toMatchObject({ code: 'pupil_needed' })
    await expect(runImport(database.db, schoolId, file, { ...nobody, pupil: 'Никто' })).rejects.toMatchObject({
      code: 'unknown_student',
    })
  })

  it('keeps a point as a mark still owed', async () => {
    const schoolId = await school()
    const marks = {
      subject_name: 'Химия',
      marks: [{ id: 1, value: '•', weight: 2, date: '2026-10-01', is_point: true, point_date: '2026-10-15' }],
    }
    await runImport(database.db, schoolId, await fileOf('marks.json', JSON.stringify(marks)), {
      ...options,
      asOf: '2026-10-02',
    })
    expect(await rows('select kind, value, weight, point_due_on::text as due from mark')).toEqual([
      { kind: 'point', value: null, weight: 200, due: '2026-10-15' },
    ])
  })
})

describe('НетГород', () => {
  const file = join(data, 'ru-ejournal/netschool_5.56_student_total.anonymised.html')
  const options: ImportOptions = { profile: 'netgorod', asOf: '2026-09-20', pupil: '1' }

  it('gives the averages that the report itself shows, and the day it was made', async () => {
    const schoolId = await school()
    const result = await runImport(database.db, schoolId, file, { ...options, pupil: 'Иванов Иван Иванович' })
    expect(result.exportedOn).toBe('2026-09-16')
    expect(result.notes).toEqual([])
    const other = await planImport(database.db, schoolId, file, { ...options, pupil: '18' })
    expect(other.notes.map(({ code }) => code)).toEqual(['other_pupil'])
    const found = new Map((await averages()).map(({ subject, average }) => [subject, average]))
    expect(found.get('Ин.яз./Английский язык')).toBe('4.33')
    expect(found.get('Литература')).toBe('2.50')
    expect(found.get('Алгебра')).toBe('4.00')
    const days = await rows(
      `select given_on::text as day, value from mark m join subject s on s.id = m.subject_id where s.name = 'Литература' order by 1`,
    )
    expect(days).toEqual([
      { day: '2026-09-02', value: 300 },
      { day: '2026-09-16', value: 200 },
    ])
  })

  it('reads cells that hold several marks, a point, codes and marks together', async () => {
    const schoolId = await school()
    const page = (await readFile(file, 'utf8'))
      .replace(
        '<td class="cell-text">Русский язык</td>\n	                    <td></td>',
        '<td class="cell-text">Русский язык</td><td> 4&nbsp;5 . </td>',
      )
      .replace(
        '<td class="cell-text">Технология</td>\n	                    <td></td>',
        '<td class="cell-text">Технология</td><td>УП 5</td>',
      )
      .replace(
        '<td class="cell-text">Химия</td>\n	                    <td></td>',
        '<td class="cell-text">Химия</td><td>HП</td>',
      )
      .replace(
        '<td class="cell-text">География</td>\n	                    <td></td>',
        '<td class="cell-text">География</td><td>УПП</td>',
      )
    const named = await runImport(database.db, schoolId, await fileOf('report.xls', page), { ...options, pupil: '17' })
    const russian = await rows(
      `select m.kind, m.value from mark m join subject s on s.id = m.subject_id where s.name = 'Русский язык' order by mark_no`,
    )
    expect(russian).toEqual([
      { kind: 'mark', value: 400 },
      { kind: 'mark', value: 500 },
      { kind: 'point', value: null },
    ])
    expect((await absences()).map(({ kind, code }) => [kind, code])).toEqual(
      expect.arrayContaining([
        ['absent_excused', 'УП'],
        ['absent_unexcused', 'НП'],
      ]),
    )
    const unknown = named.warnings.find(({ code }) => code === 'unknown_code')
    expect(unknown?.message.ru).toMatch(
      /^Строка \d+: в столбце «Сентябрь 2» код «УПП» не описан в профиле «НетГород»\. Ближайший: УП \(уважительная\)\./,
    )
    expect(unknown?.fix.ru).toContain('Добавьте код в профиль или исправьте файл')
    expect(named.warnings.some(({ code }) => code === 'latin_look_alike')).toBe(true)
    expect(named.refusedCount).toBe(1)
  })
})

describe('Дневник.ру and ЭлЖур', () => {
  const month = csv(
    'Посещаемость: Октябрь 2026;;;;',
    'Класс: 7Б;;;;',
    'ФИО;1;2;5;Всего',
    'Иванов Иван Иванович;Н;О;б;3',
    'Петрова Анна;;П;;1',
    'Итого;1;2;1;4',
  )

  it('reads a month table by the letters of its own system', async () => {
    const schoolId = await school()
    const titled = await folderOf({ 'Октябрь 2026.csv': month })
    const result = await runImport(database.db, schoolId, titled, { profile: 'dnevnik-ru', asOf: '2026-11-01' })
    expect(result.refused).toEqual([])
    expect((await absences()).map(({ name, day, kind }) => [name, day, kind])).toEqual([
      ['Иванов', '2026-10-01', 'absent_unexcused'],
      ['Иванов', '2026-10-02', 'late'],
      ['Иванов', '2026-10-05', 'absent_illness'],
      ['Петрова', '2026-10-02', 'absent_excused'],
    ])
  })

  it('the same letter means another thing in another system, and an unknown one nothing', async () => {
    const schoolId = await school()
    const list = csv(
      'ФИО;Класс;Дата;Урок;Предмет;Статус',
      'Иванов Иван Иванович;7Б;01.10.2026;2;Физика;н',
      'Петрова Анна;7Б;01.10.2026;3;Физика;П',
      'Петрова Анна;7Б;02.10.2026;3;Физика;OП',
    )
    const result = await runImport(database.db, schoolId, await fileOf('list.csv', list), {
      profile: 'eljur',
      asOf: '2026-11-01',
    })
    expect((await absences()).map(({ name, lesson, kind }) => [name, lesson, kind])).toEqual([
      ['Иванов', 2, 'absent_unknown'],
      ['Петрова', 3, 'late'],
    ])
    expect(result.refused.map(({ row, faults }) => [row, ...codesOf(faults)])).toEqual([[3, 'unknown_code']])
  })

  it('ЭлЖур JSON: what does not count is an absence', async () => {
    const schoolId = await school()
    const content = {
      response: {
        result: {
          students: {
            '501': {
              title: 'Иванов Иван Иванович',
              lessons: [
                {
                  name: 'Физика',
                  marks: [
                    { value: '4+', date: '2026-10-01', weight: 2, count: true },
                    { value: 'н', date: '2026-10-02', count: false },
                    { value: '5', date: '2026-10-03', count: false },
                  ],
                },
              ],
            },
          },
        },
      },
    }
    const result = await runImport(database.db, schoolId, await fileOf('diary.json', JSON.stringify(content)), {
      profile: 'eljur',
      asOf: '2026-11-01',
    })
    expect(await rows('select value, weight from mark')).toEqual([{ value: 400, weight: 200 }])
    expect((await absences()).map(({ day, kind }) => [day, kind])).toEqual([['2026-10-02', 'absent_unknown']])
    expect(result.notes).toContainEqual(expect.objectContaining({ code: 'not_counted', count: 1 }))
  })
})

describe('OneRoster', () => {
  const bundle = join(data, 'oneroster/edfi-grandbend-v1.1')

  it('loads the bundle of 1.1: files without a final newline keep their last row', async () => {
    const schoolId = await createSchool(database.db)
    const result = await runImport(database.db, schoolId, bundle, { profile: 'oneroster-1.1', asOf: '2021-05-28' })
    expect(result.warnings).toEqual([])
    expect(result.counts['student']?.new).toBe(8)
    expect(result.counts['staff']?.new).toBe(2)
    const pupils =
      await rows(`select s.full_name as name, s.birth_on::text as born, s.sex, c.name as class, c.school_year as year, e.from_on::text as since
      from student s join enrolment e on e.student_id = s.id join school_class c on c.id = e.class_id order by 1 limit 1`)
    expect(pupils).toEqual([
      { name: 'Archer Mary', born: '1997-05-30', sex: 'f', class: '9', year: '2020/21', since: '2020-08-17' },
    ])
    expect(
      await rows(`select full_name as name, birth_on::text as born from student where full_name = 'Turner Micheal'`),
    ).toEqual([{ name: 'Turner Micheal', born: '1997-04-06' }])
    expect(
      (await runImport(database.db, schoolId, bundle, { profile: 'oneroster-1.1', asOf: '2021-05-28' })).isUnchanged,
    ).toBe(true)
  })

  it('1.2: roles in a file of their own, homerooms as classes, results as marks; a delta takes one pupil away and keeps the rest', async () => {
    const schoolId = await createSchool(database.db)
    const common = {
      'academicSessions.csv': csv(
        'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
        'y,,,2026-2027,schoolYear,2026-09-01,2027-05-26,,2027',
      ),
      'classes.csv': csv(
        'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType',
        'h1,,,7A,"07",,,homeroom',
        'm1,,,Math 7,07,cm,,scheduled',
      ),
      'courses.csv': csv('sourcedId,status,dateLastModified,title', 'cm,,,Mathematics'),
    }
    const bulk = await folderOf({
      ...common,
      'manifest.csv': csv('propertyName,value', 'oneroster.version,1.2', 'file.users,bulk', 'file.results,bulk'),
      'users.csv': csv(
        'sourcedId,status,dateLastModified,givenName,familyName,email,phone,agentSourcedIds,grades',
        's1,,,Ann,Bell,,,g1,07',
        's2,,,Bob,Cole,,,,07',
        't1,,,Tom,Dale,t@x.org,,,',
        'g1,,,Gus,Bell,,123,,',
      ),
      'roles.csv': csv(
        'sourcedId,status,dateLastModified,userSourcedId,roleType,role',
        'r1,,,s1,primary,student',
        'r2,,,s2,primary,student',
        'r3,,,t1,primary,teacher',
        'r4,,,g1,primary,guardian',
      ),
      'enrollments.csv': csv(
        'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
        'e1,,,h1,o,s1,student,,2026-09-01,',
        'e2,,,h1,o,s2,student,,2026-09-01,',
        'e3,,,h1,o,t1,teacher,true,,',
      ),
      'lineItems.csv': csv(
        'sourcedId,status,dateLastModified,title,classSourcedId,resultValueMin,resultValueMax',
        'l1,,,Test 1,m1,0,20',
      ),
      'results.csv': csv(
        'sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate',
        'x1,,,l1,s1,fully graded,15,2026-09-10',
        'x2,,,l1,s2,exempt,,2026-09-10',
      ),
    })
    const options = { profile: 'oneroster-1.2', asOf: '2026-09-15' }
    await runImport(database.db, schoolId, bulk, options)
    expect(
      await rows(
        `select c.name, c.grade, t.full_name as teacher from school_class c join class_teacher l on l.class_id = c.id join staff t on t.id = l.staff_id`,
      ),
    ).toEqual([{ name: '7A', grade: 7, teacher: 'Dale Tom' }])
    expect(await rows('select kind, value, scale from mark order by value')).toEqual([
      { kind: 'mark', value: 7500, scale: 'hundred' },
      { kind: 'exempt', value: null, scale: 'hundred' },
    ])
    expect(await rows('select count(*)::int as n from student_guardian')).toEqual([{ n: 1 }])
    const delta = await folderOf({
      'manifest.csv': csv('propertyName,value', 'file.users,delta', 'file.enrollments,delta'),
      'academicSessions.csv': common['academicSessions.csv'],
      'users.csv': csv(
        'sourcedId,status,dateLastModified,givenName,familyName,role',
        's2,tobedeleted,2026-10-01,Bob,Cole,student',
      ),
    })
    const result = await runImport(database.db, schoolId, delta, { ...options, asOf: '2026-10-01' })
    expect(result.missingStudents).toEqual([])
    expect(
      await rows(
        'select s.full_name as name, e.to_on::text as left from student s join enrolment e on e.student_id = s.id order by 1',
      ),
    ).toEqual([
      { name: 'Bell Ann', left: null },
      { name: 'Cole Bob', left: '2026-10-01' },
    ])
    expect(await rows('select count(*)::int as n from mark where withdrawn_at is null')).toEqual([{ n: 2 }])
  })
})
