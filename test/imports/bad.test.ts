import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { type ImportOptions, runImport } from '../../server/imports/imports.ts'
import { loadRules, readRuleFiles } from '../../server/rules/rules.ts'
import { createSchool, useDatabase } from '../support/database.ts'
import { codesOf, csv, fileOf, stateOf } from './support.ts'

const database = useDatabase()
const base: ImportOptions = { profile: 'canonical', asOf: '2026-11-20' }
const students = csv('Код;ФИО;Класс', '17;Иванов Пётр;7Б', '18;Петрова Анна;7Б')
const rules = join(import.meta.dirname, '../../rules')

async function school(): Promise<number> {
  const schoolId = await createSchool(database.db)
  await runImport(database.db, schoolId, await fileOf('students.csv', students), { ...base, asOf: '2026-09-01' })
  return schoolId
}

async function load(
  schoolId: number,
  name: string,
  content: string | Uint8Array,
  options: Partial<ImportOptions> = {},
) {
  return runImport(database.db, schoolId, await fileOf(name, content), { ...base, ...options })
}

const heads = {
  'grades.csv': 'Код;Предмет;Дата;Отметка;Вес;Вид работы;Точка до',
  'attendance.csv': 'Код;Дата;№ урока;Предмет;Код отсутствия;Причина;Проведён',
  'incidents.csv': 'Код(ы) участников;Дата;Вид;Тяжесть;Описание;Сообщил',
  'students.csv': 'Код;ФИО;Класс;Дата прибытия;Дата выбытия',
  'calendar.csv': 'Дата;По;Вид дня;Класс',
  'timetable_load.csv': 'Класс;Предмет;Часов в неделю',
}
type Name = keyof typeof heads

/** A row that says nothing sound, the code of its problem, and what is said of it. */
const rows: [name: Name, row: string, code: string, ru: string, en: string][] = [
  ['grades.csv', '17;Физика;31.02.2026;5;;;', 'bad_value', '«31.02.2026»', 'a day of the calendar'],
  ['grades.csv', '17;Физика;01.10.0206;5;;;', 'bad_value', '«01.10.0206»', 'a day of the calendar'],
  ['grades.csv', '17;Физика;01.10.2026;6;;;', 'bad_value', 'отметка от 1 до 5', 'a mark from 1 to 5'],
  ['grades.csv', '17;Физика;01.10.2026;5;0;;', 'bad_value', 'число от 0,01 до 100', 'a number from 0.01 to 100'],
  ['grades.csv', '17;Физика;01.10.2026;5;-1;;', 'bad_value', 'число от 0,01 до 100', 'a number from 0.01 to 100'],
  ['grades.csv', '17;Физика;01.10.2026;5;99999;;', 'bad_value', 'число от 0,01 до 100', 'a number from 0.01 to 100'],
  ['grades.csv', '17;Физика;31.12.2027;5;;;', 'yet_to_come', 'ещё не наступила: сегодня 20.11.2026', 'yet to come'],
  ['attendance.csv', '17;21.11.2026;1;Физика;НП;;', 'yet_to_come', 'ещё не наступила', 'today is 2026-11-20'],
  ['incidents.csv', '17;01.12.2026;fight;;;', 'yet_to_come', 'Исправьте дату', 'Correct the date'],
  ['grades.csv', heads['grades.csv'], 'repeated_header', 'ещё раз заголовок', 'the header once more'],
  ['grades.csv', `17;${'Ф'.repeat(900)};01.10.2026;5;;;`, 'too_long', 'знаков: 900', '900 characters'],
  ['grades.csv', '17;Физика;01.10.2026;5;;;;лишнее', 'too_many_cells', 'Возьмите', 'in quotes'],
  ['attendance.csv', '17;01.10.2026;-1;Физика;НП;;', 'bad_value', 'число от 1 до 30', 'a number from 1 to 30'],
  ['attendance.csv', '17;01.10.2026;99999;Физика;НП;;', 'bad_value', 'число от 1 до 30', 'a number from 1 to 30'],
  ['incidents.csv', '17;01.10.2026;fight;9;;', 'bad_value', 'число от 1 до 4', 'a number from 1 to 4'],
  ['incidents.csv', '17;01.10.2026;потасовка;;;', 'unknown_code', '«потасовка»', '"потасовка"'],
  ['students.csv', '19;Сидоров Иван;7А;01.10.2026;01.09.2026', 'ends_early', 'раньше начала', 'before the beginning'],
  ['students.csv', '18;Петрова Анна;7А;;', 'listed_twice', 'уже есть в этом списке', 'already stands in this list'],
  ['students.csv', 'Код;ФИО;Класс;Дата прибытия;Дата выбытия', 'repeated_header', 'заголовок', 'header'],
  ['timetable_load.csv', '7Б;Физика;999', 'bad_value', 'число от 0 до 60', 'a number from 0 to 60'],
]

const sound: Record<Name, string[]> = {
  'grades.csv': ['18;Физика;02.10.2026;4;;;'],
  'attendance.csv': ['18;02.10.2026;1;Физика;НП;;'],
  'incidents.csv': ['18;02.10.2026;fight;;;'],
  'students.csv': ['17;Иванов Пётр;7Б;;', '18;Петрова Анна;7Б;;'],
  'calendar.csv': ['05.10.2026;06.10.2026;карантин;7Б'],
  'timetable_load.csv': ['7Б;Алгебра;4'],
}

describe('a row that cannot be loaded', () => {
  it.each(rows)('%s: %s', async (name, row, code, ru, en) => {
    const schoolId = await school()
    const lines = [...sound[name], row]
    const result = await load(schoolId, name, csv(heads[name], ...lines))
    const no = lines.length + 1
    expect(result.refused.map(({ row: at, faults }) => [at, codesOf(faults)])).toEqual([[no, [code]]])
    const [problem] = result.warnings
    expect(problem?.where).toEqual({ file: name, row: no })
    expect(`${problem?.message.ru} ${problem?.fix.ru}`).toContain(ru)
    expect(`${problem?.message.en} ${problem?.fix.en}`).toContain(en)
    expect(`${problem?.message.ru}`.length).toBeLessThan(300)
    // The row beside it is loaded all the same.
    expect(result.isUnchanged).toBe(name === 'students.csv')
  })
})

/** A row with several faults, and the code of each with what is said of it. */
const severalFaults: [name: keyof typeof manyHeads, row: string, faults: [code: string, ru: string][]][] = [
  [
    'grades.csv',
    '99;;31.02.2026;6;0;;',
    [
      ['empty_field', '«Предмет» пуст'],
      ['bad_value', '«31.02.2026», а нужно: дата, которая есть в календаре, вида 25.09.2026'],
      ['bad_value', 'отметка от 1 до 5'],
      ['bad_value', 'число от 0,01 до 100'],
      ['unknown_student', '«99»'],
    ],
  ],
  [
    'grades.csv',
    ';Физика;01.10.2027;5;;;',
    [
      ['empty_field', '«Код» пуст'],
      ['yet_to_come', 'ещё не наступила'],
    ],
  ],
  [
    'attendance.csv',
    '99;21.11.2026;1;Физика;НЯ;;',
    [
      ['unknown_code', 'в столбце «Код отсутствия» код «НЯ»'],
      ['unknown_student', '«99»'],
      ['yet_to_come', 'сегодня 20.11.2026'],
    ],
  ],
  [
    'incidents.csv',
    '98, 17, 99;01.10.2026;fight;9;;',
    [
      ['bad_value', 'число от 1 до 4'],
      ['unknown_student', '«98»'],
      ['unknown_student', '«99»'],
    ],
  ],
  [
    'final_marks.csv',
    '99;Физика;5 четверть;5',
    [
      ['unknown_student', '«99»'],
      ['unknown_period', '1 четверть, 2 четверть, 3 четверть, 4 четверть'],
    ],
  ],
  [
    'timetable_load.csv',
    '9Я;Физика;999',
    [
      ['bad_value', 'число от 0 до 60'],
      ['unknown_class', '«9Я»'],
    ],
  ],
  [
    'calendar.csv',
    '06.10.2026;05.10.2026;карантин;9Я',
    [
      ['ends_early', 'конец 05.10.2026 раньше начала 06.10.2026'],
      ['unknown_class', '«9Я»'],
    ],
  ],
]
const manyHeads = {
  ...heads,
  'calendar.csv': 'Дата;По дату;Вид дня;Класс',
  'final_marks.csv': 'Код;Предмет;Период;Отметка',
}

describe('a row with several faults', () => {
  it.each(severalFaults)('%s: %s has all of them named', async (name, row, faults) => {
    const schoolId = await school()
    const refusedFile = await fileOf('refused.csv', '')
    const result = await load(schoolId, name, csv(manyHeads[name], row), { refusedFile })
    expect([result.refusedCount, result.refused.map((each) => codesOf(each.faults))]).toEqual([
      1,
      [faults.map(([code]) => code)],
    ])
    const told = result.refused[0]?.faults.map(({ message }) => message.ru) ?? []
    faults.forEach(([, ru], no) => {
      expect(told[no]).toContain(ru)
    })
    expect(result.warnings.map(({ code }) => code)).toEqual(faults.map(([code]) => code))
    const rest = await readFile(refusedFile, 'utf8')
    for (const [, ru] of faults) expect(rest.toLowerCase()).toContain(ru.toLowerCase())
    for (const { fix } of result.refused[0]?.faults ?? []) expect(rest).toContain(fix.en)
  })

  it('says once what to do about faults of the same kind', async () => {
    const schoolId = await school()
    const refusedFile = await fileOf('refused.csv', '')
    await load(schoolId, 'grades.csv', csv(heads['grades.csv'], '17;Физика;31.02.2026;6;;;'), { refusedFile })
    const rest = await readFile(refusedFile, 'utf8')
    expect(rest.match(/Исправьте ячейку\./g)).toHaveLength(1)
    expect(rest).toMatch(/В столбце «Дата».*В столбце «Отметка»/)
  })
})

describe('rows refused that have nowhere to go', () => {
  it('are said, and nothing is loaded', async () => {
    const schoolId = await school()
    const before = await stateOf(database.db)
    const text = csv(heads['grades.csv'], '18;Физика;02.10.2026;4;;;', '17;Физика;01.10.2026;6;;;')
    const refusedFile = join(import.meta.dirname, 'no-such-folder/refused.csv')
    await expect(load(schoolId, 'grades.csv', text, { refusedFile })).rejects.toMatchObject({ code: 'refused_file' })
    expect(await stateOf(database.db)).toEqual(before)
  })
})

describe('a file that is whole only in part', () => {
  it('of headers alone says so, and takes nothing out', async () => {
    const schoolId = await school()
    await load(schoolId, 'grades.csv', csv(heads['grades.csv'], '17;Физика;01.10.2026;5;;;'))
    const result = await load(schoolId, 'grades.csv', heads['grades.csv'], { asOf: '2026-11-21' })
    expect(result).toMatchObject({ rows: 0, isUnchanged: true, notes: [{ code: 'no_rows' }] })
  })

  it('of one row is loaded, and the same row again changes nothing', async () => {
    const schoolId = await school()
    const one = csv(heads['grades.csv'], '17;Физика;01.10.2026;5;;;')
    expect((await load(schoolId, 'grades.csv', one)).counts['mark']).toMatchObject({ new: 1 })
    expect((await load(schoolId, 'grades.csv', one)).isUnchanged).toBe(true)
  })

  it('with marks, line ends and delimiters in odd places is read as it is meant', async () => {
    const schoolId = await school()
    const text = `\ufeff${heads['grades.csv']}\r\n\ufeff17;Физика;01.10.2026;5;;"Тест; «часть 1»\nи 2";\n18;Физика;02.10.2026;4;;"=1+1";\r\n`
    const result = await load(schoolId, 'grades.csv', text)
    expect([result.refused, result.counts['mark']?.new]).toEqual([[], 2])
    const { rows } = await sql<{ form: string }>`select control_form as form from mark order by given_on`.execute(
      database.db,
    )
    expect(rows.map(({ form }) => form)).toEqual(['Тест; «часть 1» и 2', '=1+1'])
  })

  it('rows that repeat are counted once and said', async () => {
    const schoolId = await school()
    const row = '17;01.10.2026;1;Физика;НП;;'
    const result = await load(schoolId, 'attendance.csv', csv(heads['attendance.csv'], row, row))
    expect(result.counts['absence']).toMatchObject({ new: 1 })
    expect(result.notes).toMatchObject([{ code: 'repeated', count: 1 }])
  })

  it('a subject the school did not have is added and said, once the school has subjects', async () => {
    const schoolId = await school()
    const first = await load(schoolId, 'grades.csv', csv(heads['grades.csv'], '17;Физика;01.10.2026;5;;;'))
    expect(first.notes).toEqual([])
    const result = await load(schoolId, 'attendance.csv', csv(heads['attendance.csv'], '17;01.10.2026;1;Физкка;НП;;'))
    expect(result.notes).toMatchObject([{ code: 'new_subject' }])
    expect(result.notes[0]?.said.ru).toContain('«Физкка»')
  })

  it('a class the school did not have is said with its nearest, once the school has classes of the year', async () => {
    const schoolId = await createSchool(database.db)
    const head = 'Код;ФИО;Класс'
    const first = await load(schoolId, 'students.csv', csv(head, '17;Иванов Пётр;7Б', '18;Петрова Анна;10А'))
    expect(first.notes).toEqual([])
    const result = await load(schoolId, 'students.csv', csv(head, '19;Сидоров Иван;7Ы', '17;Иванов Пётр;7б'))
    expect(result.notes.map(({ code, said }) => [code, said.ru])).toEqual([
      ['new_class', 'Класса 7Ы раньше не было. Если это опечатка, исправьте файл. Похожий класс: 7Б'],
    ])
  })

  it('the mode of classes is not loaded, and said', async () => {
    const schoolId = await createSchool(database.db)
    const classes = csv('Класс;Параллель;Классный руководитель;Режим', '7А;7;;четверти', '7Б;7;;триместры')
    const result = await load(schoolId, 'classes.csv', classes)
    expect(result.notes).toMatchObject([{ code: 'scheme', count: 2 }])
  })

  it('a zero byte inside a name is a space', async () => {
    const schoolId = await createSchool(database.db)
    expect((await load(schoolId, 'students.csv', csv('Код;ФИО;Класс', '1;Иванов\0Пётр;7Б'))).refused).toEqual([])
    const { rows } = await sql<{ name: string }>`select full_name as name from student`.execute(database.db)
    expect(rows).toEqual([{ name: 'Иванов Пётр' }])
  })
})

describe('a file that cannot be read', () => {
  const cut = async (): Promise<Uint8Array> => {
    const sheet = writeXlsxFile([
      [{ value: 'Код' }, { value: 'ФИО' }],
      [{ value: '1' }, { value: 'Иванов' }],
    ])
    const whole = await sheet.toBuffer()
    return whole.subarray(0, whole.length / 2)
  }
  const utf8 = Buffer.from(csv(heads['grades.csv'], '17;Физика;01.10.2026;5;;;'))
  const damagedLetter = Buffer.concat([utf8.subarray(0, 3), Buffer.from([0xff, 0xfe, 0xfd]), utf8.subarray(3)])

  it.each<[string, string, () => Promise<string | Uint8Array>, string]>([
    ['an archive cut in half', 'a.zip', cut, 'unreadable_file'],
    ['a workbook cut in half', 'a.xlsx', cut, 'unreadable_file'],
    ['bytes of no encoding', 'grades.csv', () => Promise.resolve(damagedLetter), 'missing_column'],
    [
      'a cell of ten megabytes',
      'grades.csv',
      () => Promise.resolve(csv(heads['grades.csv'], `17;"${'Ф'.repeat(5_000_000)}";01.10.2026;5;;;`)),
      'unreadable_file',
    ],
    ['nothing at all', 'grades.csv', () => Promise.resolve(''), 'empty_source'],
  ])('%s is refused in both languages, and nothing is done', async (_what, name, make, code) => {
    const schoolId = await school()
    const before = await stateOf(database.db)
    const refused = await load(schoolId, name, await make()).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code })
    const { ru, en } = (refused as { said: { ru: string; en: string } }).said
    expect([ru.length > 20, en.length > 20, ru.length < 700]).toEqual([true, true, true])
    expect(await stateOf(database.db)).toEqual(before)
  })
})

describe('a profile that names a kind of incident the catalogue does not hold', () => {
  const kind = '"драка": "fight"'
  const typo = '"драка": "fihgt"'

  it('is told by rules check, with its place', async () => {
    const files = await readRuleFiles(rules)
    const wrong = files.map((file) =>
      file.path === 'catalogue/profiles/canonical.json' ? { ...file, text: file.text.replace(kind, typo) } : file,
    )
    const errors = loadRules(wrong, '2026-11-20').problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, where }) => [code, where.line === undefined])).toEqual([
      ['unknown-incident-kind', false],
    ])
    expect(errors[0]?.message).toEqual({
      ru: 'Вида происшествий «fihgt» нет – возможно, fight?',
      en: 'There is no kind of incident "fihgt" – perhaps fight?',
    })
  })

  it('loads its rows as another breach, and says the row', async () => {
    const schoolId = await school()
    const files = await readRuleFiles(rules)
    const text = files.find(({ path }) => path === 'catalogue/profiles/canonical.json')?.text ?? ''
    const profile = await fileOf('own.json', text.replace(kind, typo))
    const result = await load(schoolId, 'incidents.csv', csv(heads['incidents.csv'], '17;01.10.2026;драка;;;'), {
      profile,
    })
    expect(result.counts['incident']).toMatchObject({ new: 1, refused: 0 })
    expect(result.warnings).toMatchObject([
      { code: 'unknown_incident_kind', severity: 'warning', where: { file: 'incidents.csv', row: 2 } },
    ])
    const { rows } = await sql<{ kind: string; severity: number }>`select kind, severity from incident`.execute(
      database.db,
    )
    expect(rows).toEqual([{ kind: 'other', severity: 1 }])
  })
})
