import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type ImportOptions, planImport, runImport, undoImport } from '../../server/imports/imports.ts'
import { createSchool, useDatabase } from '../support/database.ts'
import { codesOf, csv, fileOf, folderOf, stateOf } from './support.ts'

const database = useDatabase()
const students = csv(
  'Код;ФИО;Класс;Дата рождения;ОВЗ',
  '17;Иванов Пётр;7Б;01.02.2013;нет',
  '18;Петрова Анна;7Б;;да',
  '19;Сидоров Иван;7А;;',
  '20;Иванов Пётр;7А;;',
)
const base: ImportOptions = { profile: 'canonical', asOf: '2026-11-20' }

async function school(): Promise<number> {
  const schoolId = await createSchool(database.db)
  await load(schoolId, 'students.csv', students, { asOf: '2026-09-01' })
  return schoolId
}

async function load(schoolId: number, name: string, content: string, options: Partial<ImportOptions> = {}) {
  return runImport(database.db, schoolId, await fileOf(name, content), { ...base, ...options })
}

async function rows<T>(query: string): Promise<T[]> {
  return (await sql<T>`${sql.raw(query)}`.execute(database.db)).rows
}

const grades = (...lines: string[]): string => csv('Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до', ...lines)
const attendance = (...lines: string[]): string =>
  csv('Код;Дата;№ урока;Предмет;Код отсутствия;Причина;Проведён', ...lines)

describe('canonical templates', () => {
  it('loads a folder of all of them', async () => {
    const schoolId = await createSchool(database.db)
    const folder = await folderOf({
      'classes.csv': csv(
        'Класс;Параллель;Классный руководитель;Режим',
        '7А;7;Орлова Ольга;четверти',
        '7Б;7;Белов Борис;четверти',
      ),
      'staff.csv': csv(
        'Код работника;ФИО работника;Роль;Класс;Почта;С даты;По дату',
        'w1;Орлова Ольга;классный руководитель;7А;o@school.ru;;',
        'w2;Умнова Нина;педагог-психолог;;;01.09.2025;',
      ),
      'students.csv': students,
      'guardians.csv': csv(
        'Код ученика;Код родителя;ФИО родителя;Кем приходится;Телефон;Почта;Основной контакт;Живёт с ребёнком',
        '17;;Иванова Мария;мать;+7 900 000-00-01;;да;да',
        '20;;Иванова Мария;мать;8 900 0000001;;да;нет',
      ),
      'grades.csv': grades(
        '17;Математика;15.09.2026;4;1,5;Контрольная работа;',
        '17;Математика;15.09.2026;•;1;;30.09.2026',
        '18;Математика;15.09.2026;н/а;;;',
      ),
      'final_marks.csv': csv(
        'Код;Предмет;Период;Отметка;Вид',
        '17;Математика;I четверть;4;итоговая',
        '18;Математика;1 четв.;н/а;предварительная',
      ),
      'attendance.csv': attendance(
        '17;15.09.2026;1;Математика;УП;;да',
        '18;15.09.2026;1;Математика;;;да',
        '18;15.09.2026;2;Физика;Н;болезнь;да',
        '19;16.09.2026;;;Б;;',
      ),
      'incidents.csv': csv(
        'Код(ы) участников;Роль;Дата;Вид;Тяжесть;Описание;Сообщил',
        '17,19;нарушитель;16.09.2026;fight;;=cmd|calc;Орлова',
        '20;свидетель;17.09.2026;оружие, угрозы;;;',
      ),
      'debts.csv': csv('Код;Предмет;Образовалась;Срок 1;Срок 2;Ликвидирована', '19;Физика;01.06.2026;01.10.2026;;'),
      'calendar.csv': csv('Дата;Вид дня;Класс', '05.10.2026;карантин;7А', '06.10.2026;выходной;'),
      'timetable_load.csv': csv('Класс;Предмет;Часов в неделю', '7А;Физика;2,5'),
      'parents_meetings.csv': csv('Дата;Класс;Семей приглашено;Код пришедших', '20.09.2026;7Б;2;17'),
    })
    const result = await runImport(database.db, schoolId, folder, base)
    expect(result.refused).toEqual([])
    expect(result.warnings).toEqual([])
    const { new: made } = {
      new: Object.fromEntries(Object.entries(result.counts).map(([table, each]) => [table, each.new])),
    }
    expect(made).toMatchObject({
      student: 4,
      school_class: 2,
      class_teacher: 2,
      staff: 3,
      guardian: 1,
      student_guardian: 2,
      mark: 3,
      final_mark: 2,
      absence: 3,
      lesson: 2,
      incident: 2,
      incident_participant: 3,
      debt: 1,
      school_break: 2,
      timetable_load: 1,
      gathering: 1,
      gathering_guest: 2,
      support_status: 1,
    })
    expect(await rows('select mark_no, kind, value, weight from mark where student_id = 1 order by 1')).toEqual([
      { mark_no: 1, kind: 'mark', value: 400, weight: 150 },
      { mark_no: 2, kind: 'point', value: null, weight: 100 },
    ])
    expect(await rows(`select kind, severity, is_emergency, text from incident order by occurred_on`)).toEqual([
      { kind: 'fight', severity: 3, is_emergency: false, text: '=cmd|calc' },
      { kind: 'weapon_threat', severity: 4, is_emergency: true, text: null },
    ])
    expect(await rows(`select kind, lesson_no from absence order by kind`)).toEqual(
      [
        { kind: 'absent_excused', lesson_no: 1 },
        { kind: 'absent_illness', lesson_no: 2 },
        { kind: 'absent_illness', lesson_no: 0 },
      ].toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : b.lesson_no - a.lesson_no)),
    )
    expect(
      await rows(`select period_id, period_ends_on::text as day, state from final_mark order by student_id`),
    ).toEqual([
      { period_id: 'q1', day: '2026-10-23', state: 'mark' },
      { period_id: 'q1', day: '2026-10-23', state: 'notAttested' },
    ])
    expect(await rows('select hours_per_week as hours from timetable_load')).toEqual([{ hours: 250 }])
    const sources = await rows<{ source: string; day: string }>(
      'select source, data_on::text as day from import_source order by 1',
    )
    expect(sources.map(({ source }) => source)).toEqual([
      'attendance',
      'calendar',
      'debts',
      'finalMarks',
      'guardians',
      'incidents',
      'lessons',
      'marks',
      'meetings',
      'roster',
      'timetable',
    ])
    expect(new Set(sources.map(({ day }) => day))).toEqual(new Set(['2026-11-20']))
    const state = await stateOf(database.db)
    expect((await runImport(database.db, schoolId, folder, base)).isUnchanged).toBe(true)
    expect(await stateOf(database.db)).toEqual(state)
  })

  it('a dry run says what would change and writes nothing', async () => {
    const schoolId = await school()
    const state = await stateOf(database.db)
    const path = await fileOf('grades.csv', grades('17;Физика;01.10.2026;5;;;'))
    const plan = await planImport(database.db, schoolId, path, base)
    expect(plan.counts['mark']).toMatchObject({ new: 1, changed: 0, gone: 0 })
    expect(plan.isDryRun).toBe(true)
    expect(await stateOf(database.db)).toEqual(state)
    expect(await rows('select id from import')).toHaveLength(1)
  })
})

describe('lessons known by their absences', () => {
  const codes = async (...lines: string[]) => {
    const schoolId = await school()
    const { counts, notes } = await load(schoolId, 'attendance.csv', attendance(...lines), { dryRun: true })
    return { lessons: counts['lesson']?.new ?? 0, notes: notes.map(({ code }) => code) }
  }

  it('are said to be such; one row of presence shows that the others are there too', async () => {
    const absences = ['17;15.09.2026;1;Физика;Н;;да', '18;16.09.2026;2;Физика;Б;;да']
    expect(await codes(...absences)).toEqual({ lessons: 2, notes: ['absences_alone'] })
    expect(await codes(...absences, '18;15.09.2026;1;Физика;;;да')).toEqual({ lessons: 2, notes: [] })
    expect(await codes('17;15.09.2026;1;Физика;Н;;')).toEqual({ lessons: 0, notes: [] })
  })
})

describe('rows not loaded', () => {
  it('go to a file with number, reason in both languages and the cells; the rest is loaded', async () => {
    const schoolId = await school()
    const path = await fileOf(
      'attendance.csv',
      attendance(
        '17;15.09.2026;1;Физика;УП;;',
        '17;16.09.2026;1;Физика;УПП;;',
        '99;16.09.2026;1;Физика;УП;;',
        '18;32.09.2026;1;=1+1;Б;;',
      ),
    )
    const refusedFile = join(path, '../refused.csv')
    const result = await runImport(database.db, schoolId, path, { ...base, refusedFile })
    expect(result.counts['absence']).toMatchObject({ new: 1, refused: 3 })
    expect(result.refused.map(({ row, faults }) => [row, ...codesOf(faults)])).toEqual([
      [3, 'unknown_code'],
      [5, 'bad_value'],
      [4, 'unknown_student'],
    ])
    const text = await readFile(result.refusedFile ?? '', 'utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text).toContain(
      'attendance.csv;3;В столбце «Код отсутствия» код «УПП» не описан в профиле «Шаблоны Регламента». Ближайший: УП (уважительная).',
    )
    expect(text).toContain('is not described in the profile')
    expect(text).toContain("32.09.2026;1;'=1+1;Б")
    expect(result.warnings.find(({ code }) => code === 'unknown_code')).toMatchObject({
      severity: 'warning',
      where: { file: 'attendance.csv', row: 3 },
    })
  })

  it('an ambiguous name is never guessed: the row shows the candidates', async () => {
    const schoolId = await school()
    const marks = csv(
      'ФИО;Класс;Предмет;Дата;Отметка',
      'Иванов Петр;;Физика;01.10.2026;5',
      'ИВАНОВ ПЁТР;7 а;Физика;01.10.2026;4',
      'Сидоров Иван;;Физика;01.10.2026;3',
      'Сидоров Илан;;Физика;01.10.2026;3',
    )
    const result = await load(schoolId, 'grades.csv', marks)
    expect(result.refused.map(({ row, faults }) => [row, ...codesOf(faults)])).toEqual([
      [2, 'ambiguous_name'],
      [5, 'unknown_student'],
    ])
    expect(result.refused[0]?.faults[0]?.message.ru).toContain('Иванов Пётр, 7Б')
    expect(result.refused[0]?.faults[0]?.message.ru).toContain('Иванов Пётр, 7А')
    expect(result.refused[1]?.faults[0]?.message.ru).toContain('Похожий: Сидоров Иван')
    expect(await rows('select student_id from mark order by 1')).toEqual([{ student_id: 3 }, { student_id: 4 }])
  })

  it('ids belong to their source; the same pupil of two systems is joined by name and class, never by name alone', async () => {
    const schoolId = await school()
    const other = join(
      await folderOf({
        'own.json': await readFile(
          join(import.meta.dirname, '../../rules/catalogue/profiles/canonical.json'),
          'utf8',
        ).then((text) =>
          text.replace('"id": "canonical"', '"id": "other"').replace('"source": "canonical"', '"source": "other"'),
        ),
      }),
      'own.json',
    )
    const path = await fileOf(
      'students.csv',
      csv('Код;ФИО;Класс', '17;Сидоров Иван;7А', 'x2;Иванов Пётр;7Б', 'x3;Иванов Пётр;'),
    )
    const result = await runImport(database.db, schoolId, path, { ...base, profile: other })
    expect(result.refused.map(({ row, faults }) => [row, ...codesOf(faults)])).toEqual([[4, 'ambiguous_name']])
    expect(
      await rows(
        `select key, entity_id as id from source_key where source = 'other' and entity = 'student' order by key`,
      ),
    ).toEqual([
      { key: '17', id: 3 },
      { key: 'x2', id: 1 },
    ])
    expect(await rows('select id from student')).toHaveLength(4)
  })
})

describe('a later export', () => {
  const first = grades(
    '17;Физика;01.10.2026;5;;;',
    '17;Физика;02.10.2026;4;;;',
    '18;Физика;02.10.2026;3;;;',
    '17;Физика;05.10.2026;2;;;',
  )
  const later = grades('17;Физика;01.10.2026;5;;;', '17;Физика;02.10.2026;3;;;', '17;Физика;05.10.2026;2;;;')
  const live = () =>
    rows('select student_id, given_on::text as day, value from mark where withdrawn_at is null order by 1, 2')

  it('withdraws what it no longer holds, and brings it back when it holds it again', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', first)
    const second = await load(schoolId, 'grades.csv', later, { asOf: '2026-11-21' })
    expect(second.counts['mark']).toEqual({ new: 0, changed: 1, unchanged: 2, gone: 1, refused: 0 })
    expect(await live()).toHaveLength(3)
    expect(await rows('select withdrawn_by is not null as by from mark where withdrawn_at is not null')).toEqual([
      { by: true },
    ])
    const third = await load(schoolId, 'grades.csv', first, { asOf: '2026-11-22' })
    expect(third.counts['mark']).toEqual({ new: 0, changed: 2, unchanged: 2, gone: 0, refused: 0 })
    expect(await live()).toHaveLength(4)
  })

  /** Forty-two marks, a day each from the first of September. */
  const long = Array.from({ length: 42 }, (_, at) => {
    const day = Temporal.PlainDate.from('2026-09-01').add({ days: at }).toString()
    return `17;Физика;${day};${2 + (at % 4)};;;`
  })

  it('takes out a record at the edge of its days, says so, and covers those days; undo brings it back', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', grades(...long))
    const before = await stateOf(database.db)
    const shorter = await load(schoolId, 'grades.csv', grades(...long.slice(1, -1)), { asOf: '2026-11-21' })
    expect(shorter.counts['mark']).toMatchObject({ gone: 2, unchanged: 40 })
    expect(shorter.covers.days['mark']).toEqual({ from: '2026-09-01', to: '2026-10-12' })
    expect(shorter.notes).toMatchObject([{ code: 'widened', count: 1 }])
    expect(shorter.notes[0]?.said.ru).toContain(
      '2026-09-01 – 2026-10-12, хотя записи файла – за 2026-09-02 – 2026-10-11',
    )
    await undoImport(database.db, schoolId)
    expect(await stateOf(database.db)).toEqual(before)
  })

  it('a file of other days, or one too short to be the last one again, withdraws nothing around it', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', first)
    for (const lines of [first.split('\n').slice(1, -1), [first.split('\n')[1] ?? ''], first.split('\n').slice(2, 4)]) {
      const shorter = await load(schoolId, 'grades.csv', grades(...lines), { asOf: '2026-11-21' })
      expect(shorter.counts['mark']).toMatchObject({ new: 0, gone: 0 })
      expect(shorter.notes).toEqual([])
    }
    const next = await load(schoolId, 'grades.csv', grades('17;Физика;12.10.2026;5;;;', '18;Физика;13.10.2026;4;;;'), {
      asOf: '2026-11-22',
    })
    expect(next.counts['mark']).toMatchObject({ new: 2, gone: 0 })
  })

  it('days that a person names are never widened', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', grades(...long))
    const named = await load(schoolId, 'grades.csv', grades(...long.slice(1, -1)), {
      covers: { from: '2026-09-02' },
      asOf: '2026-11-21',
    })
    expect(named.counts['mark']).toMatchObject({ gone: 0 })
    expect(named.covers.days['mark']).toEqual({ from: '2026-09-02', to: '2026-10-11' })
    const whole = await load(schoolId, 'grades.csv', grades(...long.slice(0, 2)), {
      covers: { from: '2026-09-01', to: '2026-09-30' },
      asOf: '2026-11-21',
    })
    expect(whole.counts['mark']).toMatchObject({ gone: 28 })
  })

  it('a day mistyped by a year withdraws nothing of the time between', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', grades('17;Физика;01.02.2026;5;;;', '17;Физика;01.10.2026;5;;;'))
    const typo = await load(schoolId, 'grades.csv', grades('17;Физика;01.10.2025;4;;;', '17;Физика;01.10.2026;5;;;'), {
      asOf: '2026-11-21',
    })
    expect(typo.counts['mark']).toMatchObject({ new: 1, gone: 0, unchanged: 1 })
  })

  it('what could not be read is not withdrawn', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', first)
    const broken = first.replace('18;Физика;02.10.2026;3', '18;Физика;02.10.2026;З')
    const result = await load(schoolId, 'grades.csv', broken, { asOf: '2026-11-21' })
    expect(result.counts['mark']).toMatchObject({ gone: 0, refused: 1 })
  })

  it('an older one is refused unless forced', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', first, { exportedOn: '2026-11-20' })
    await expect(load(schoolId, 'grades.csv', later, { exportedOn: '2026-11-19' })).rejects.toMatchObject({
      code: 'older_export',
    })
    expect(await live()).toHaveLength(4)
    expect(
      (await load(schoolId, 'grades.csv', later, { exportedOn: '2026-11-19', force: true })).counts['mark']?.gone,
    ).toBe(1)
    const other = await load(schoolId, 'grades.csv', grades('17;Физика;01.09.2026;5;;;'), { exportedOn: '2026-09-05' })
    expect(other.counts['mark']).toMatchObject({ new: 1, gone: 0 })
  })

  it('a person’s word on an absence stays; a definite kind of the source that differs is shown', async () => {
    const schoolId = await school()
    await load(schoolId, 'attendance.csv', attendance('17;15.09.2026;1;Физика;ОТ;;', '18;15.09.2026;1;Физика;ОТ;;'))
    await sql`insert into absence_reason (school_id, student_id, absent_on, lesson_no, kind) values (${schoolId}, 1, '2026-09-15', 1, 'absent_illness'), (${schoolId}, 2, '2026-09-15', 0, 'absent_excused')`.execute(
      database.db,
    )
    const same = await load(
      schoolId,
      'attendance.csv',
      attendance('17;15.09.2026;1;Физика;ОТ;;', '18;15.09.2026;1;Физика;ОТ;;'),
      { asOf: '2026-11-21' },
    )
    expect(same.conflicts).toEqual([])
    const definite = await load(
      schoolId,
      'attendance.csv',
      attendance('17;15.09.2026;1;Физика;НП;;', '18;15.09.2026;1;Физика;УП;;'),
      { asOf: '2026-11-22' },
    )
    expect(definite.conflicts).toEqual([
      {
        studentId: 1,
        student: 'Иванов Пётр',
        absentOn: '2026-09-15',
        lessonNo: 1,
        person: 'absent_illness',
        source: 'absent_unexcused',
      },
    ])
    expect(await rows('select count(*)::int as n from absence_reason')).toEqual([{ n: 2 }])
  })

  it('pupils missing from a full list are named and stay; only on request their enrolment ends', async () => {
    const schoolId = await school()
    const shorter = students
      .split('\n')
      .filter((line) => !line.startsWith('18'))
      .join('\n')
    const result = await load(schoolId, 'students.csv', shorter)
    expect(result.missingStudents).toEqual([{ id: 2, name: 'Петрова Анна', className: '7Б' }])
    expect(await rows('select to_on from enrolment where student_id = 2')).toEqual([{ to_on: null }])
    await load(schoolId, 'students.csv', shorter, { closeMissing: true })
    expect(await rows('select to_on::text as day from enrolment where student_id = 2')).toEqual([{ day: '2026-11-20' }])
  })

  it('a move ends one enrolment and begins another; a new year opens new classes of the same cohort', async () => {
    const schoolId = await school()
    await load(schoolId, 'students.csv', students.replace('19;Сидоров Иван;7А', '19;Сидоров Иван;7Б'))
    await load(schoolId, 'students.csv', students.replaceAll(';7', ';8'), { asOf: '2027-09-10' })
    expect(
      await rows(
        `select c.name, e.from_on::text as since, e.to_on::text as until from enrolment e join school_class c on c.id = e.class_id where student_id = 3 order by 2`,
      ),
    ).toEqual([
      { name: '7А', since: '2026-09-01', until: '2026-11-19' },
      { name: '7Б', since: '2026-11-20', until: '2027-08-31' },
      { name: '8А', since: '2027-09-01', until: null },
    ])
    expect(
      await rows(`select count(distinct cohort_id)::int as cohorts, count(*)::int as classes from school_class`),
    ).toEqual([{ cohorts: 2, classes: 4 }])
  })
})

describe('undo', () => {
  it('puts back exactly what was, for any sequence of imports', async () => {
    const line = fc.record({
      code: fc.constantFrom('17', '18', '19', '20'),
      subject: fc.constantFrom('Физика', 'Химия'),
      day: fc.integer({ min: 1, max: 9 }),
      mark: fc.constantFrom('2', '3', '4', '5', 'н/а'),
    })
    const file = fc.oneof(
      fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => ({
        name: 'grades.csv',
        text: grades(...lines.map((l) => `${l.code};${l.subject};0${l.day}.10.2026;${l.mark};;;`)),
      })),
      fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => ({
        name: 'attendance.csv',
        text: attendance(
          ...lines.map(
            (l) =>
              `${l.code};0${l.day}.10.2026;${l.mark === '5' ? '' : l.day % 7};${l.subject};${l.mark === '2' ? 'НП' : 'УП'};;да`,
          ),
        ),
      })),
      fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => ({
        name: 'incidents.csv',
        text: csv(
          'Номер;Код(ы) участников;Дата;Вид;Тяжесть',
          ...lines.map((l) => `${l.day % 3};${l.code};01.10.2026;fight;`),
        ),
      })),
      fc.subarray(['17', '18', '19', '20'], { minLength: 1 }).map((codes) => ({
        name: 'students.csv',
        text: csv(
          'Код;ФИО;Класс;ОВЗ',
          ...codes.map(
            (code, at) => `${code};Ученик ${code};7${'АБВ'[(Number(code) + at) % 3]};${at % 2 ? 'да' : 'нет'}`,
          ),
        ),
      })),
      fc
        .constantFrom('карантин', 'выходной')
        .map((kind) => ({ name: 'calendar.csv', text: csv('Дата;Вид дня', `05.10.2026;${kind}`) })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
        const schoolId = await school()
        const states = [await stateOf(database.db)]
        const made: number[] = []
        for (const [at, { name, text }] of files.entries()) {
          const { importId } = await load(schoolId, name, text, { asOf: `2026-11-1${at}`, closeMissing: at % 2 === 1 })
          if (importId === undefined) continue
          made.push(importId)
          states.push(await stateOf(database.db))
        }
        for (const importId of made.toReversed()) {
          states.pop()
          expect((await undoImport(database.db, schoolId)).importId).toBe(importId)
          expect(await stateOf(database.db)).toEqual(states.at(-1))
        }
      }),
      { numRuns: 25 },
    )
  }, 180_000)

  it('refuses where people have built on it, and where there is nothing', async () => {
    const schoolId = await school()
    await sql`insert into absence_reason (school_id, student_id, absent_on, lesson_no, kind) values (${schoolId}, 1, '2026-09-15', 1, 'absent_illness')`.execute(
      database.db,
    )
    await expect(undoImport(database.db, schoolId)).rejects.toMatchObject({ code: 'built_on' })
    await sql`delete from absence_reason`.execute(database.db)
    await undoImport(database.db, schoolId, { author: 'Орлова' })
    await expect(undoImport(database.db, schoolId)).rejects.toMatchObject({ code: 'nothing_to_undo' })
    expect(await rows('select state, undone_by as by from import')).toEqual([{ state: 'undone', by: 'Орлова' }])
  })
})

describe('files that do not fit', () => {
  it('a missing column: the nearest header is suggested', async () => {
    const schoolId = await school()
    const refusal = load(schoolId, 'grades.csv', csv('Код;Предмет;Дата;Оттметка', '17;Физика;01.10.2026;5'))
    await expect(refusal).rejects.toMatchObject({ code: 'missing_column' })
    await expect(refusal).rejects.toSatisfy(
      (error: { said: { ru: string } }) =>
        error.said.ru.includes('«Отметка»') && error.said.ru.includes('Ближайший: «Оттметка»'),
    )
  })

  it('a file of another system: the profiles that fit are named', async () => {
    const schoolId = await school()
    const wrong = runImport(database.db, schoolId, join(import.meta.dirname, '../data/grandbend'), base)
    await expect(wrong).rejects.toSatisfy((error: { said: { ru: string } }) =>
      error.said.ru.includes('ed-fi-grandbend'),
    )
  })

  it.each([
    ['empty.csv', '', 'empty_source'],
    ['open.csv', 'Код;Предмет;Дата;Отметка\n17;"Физика;01.10.2026;5\n18;Химия;01.10.2026;4\n', 'unreadable_file'],
    ['broken.json', '{"a": [', 'unreadable_file'],
  ])('%s is refused and nothing is written', async (name, content, code) => {
    const schoolId = await school()
    const state = await stateOf(database.db)
    await expect(load(schoolId, name, content)).rejects.toMatchObject({ code })
    expect(await stateOf(database.db)).toEqual(state)
  })

  it('an unknown profile and a broken one of the school’s own', async () => {
    const schoolId = await school()
    await expect(load(schoolId, 'x.csv', 'a;b', { profile: 'canonic' })).rejects.toSatisfy(
      (error: { said: { ru: string } }) => error.said.ru.includes('Ближайший: canonical'),
    )
    await expect(
      load(schoolId, 'x.csv', 'a;b', { profile: await fileOf('own.json', '{"id": "own"}') }),
    ).rejects.toMatchObject({ code: 'wrong_profile_file' })
  })
})
