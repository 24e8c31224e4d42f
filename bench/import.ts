import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { sql } from 'kysely'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { openDatabase } from '../server/database/database.ts'
import { migrate } from '../server/database/migrate.ts'
import { runImport } from '../server/imports/imports.ts'

// How long does a CSV of a million marks take to import, against the CSV library's bare parsing of the file plus a bare COPY of
// its rows into a table with the same key? Limit 2.5 times, and less than 300 MiB of memory more. `--short`: 300,000 marks, below which what an import costs at any size weighs more than its rows.
const limit = 2.5
const memoryLimit = 300
const isShort = process.argv.includes('--short')
const marks = isShort ? 300_000 : 1_000_000
const students = isShort ? 1_500 : 5_000
const subjects = [
  'Математика',
  'Русский язык',
  'Литература',
  'Физика',
  'Химия',
  'История',
  'География',
  'Биология',
  'Английский язык',
  'Информатика',
]
const folder = mkdtempSync(join(tmpdir(), 'reglament-bench-'))
const server = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const name = `reglament_bench_${process.pid}`

type Timed = { seconds: number; mebibytes: number }

async function main(): Promise<void> {
  const admin = new Client({ connectionString: server })
  try {
    await admin.connect()
  } catch {
    console.error(
      `No PostgreSQL answers at ${server.replace(/:[^:@/]*@/, '@')}: this benchmark needs one. Set DATABASE_URL.`,
    )
    process.exitCode = 1
    return
  }
  await admin.query(`create database ${name}`)
  try {
    await measure()
  } finally {
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(): Promise<void> {
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = await openDatabase({ kind: 'postgres', url: url.href })
  try {
    await migrate(database.db)
    const { id } = await database.db
      .insertInto('school')
      .values({ name: 'Bench', time_zone: 'Europe/Moscow', tracking_from: '2026-09-01' })
      .returning('id')
      .executeTakeFirstOrThrow()
    writeFiles()
    await runImport(database.db, id, join(folder, 'students.csv'), { profile: 'canonical', asOf: '2026-09-01' })
    const file = join(folder, 'grades.csv')
    const client = new Client({ connectionString: url.href })
    await client.connect()
    const parsing = await timed(() => parseBare(file))
    const copying = await timed(() => copyBare(client))
    const ours = await timed(async () => {
      const result = await runImport(database.db, id, file, { profile: 'canonical', asOf: '2026-11-23' })
      if (result.counts['mark']?.new !== marks)
        throw new Error(`${result.counts['mark']?.new} of ${marks} marks were loaded`)
    })
    const again = await timed(async () => {
      const result = await runImport(database.db, id, file, { profile: 'canonical', asOf: '2026-11-23' })
      if (!result.isUnchanged) throw new Error('The second import changed something')
    })
    const { rows } = await sql<{ count: number }>`select count(*) from mark`.execute(database.db)
    await client.end()
    report(parsing, copying, ours, again, rows[0]?.count ?? 0)
  } finally {
    await database.close()
  }
}

function report(parsing: Timed, copying: Timed, ours: Timed, again: Timed, count: number): void {
  const bare = parsing.seconds + copying.seconds
  const ratio = ours.seconds / bare
  const more = ours.mebibytes - Math.max(parsing.mebibytes, 0)
  console.log(`${count} marks`)
  console.log(
    `bare parsing ${parsing.seconds.toFixed(2)} s + bare COPY ${copying.seconds.toFixed(2)} s = ${bare.toFixed(2)} s`,
  )
  console.log(
    `import ${ours.seconds.toFixed(2)} s: ${ratio.toFixed(2)} times (limit ${limit}), memory +${Math.round(ours.mebibytes)} MiB (limit ${memoryLimit}; parsing alone +${Math.round(parsing.mebibytes)})`,
  )
  console.log(
    `the same file again ${again.seconds.toFixed(2)} s: ${(again.seconds / bare).toFixed(2)} times, ${Math.round(more)} MiB beyond parsing`,
  )
  if (ratio > limit || ours.mebibytes > memoryLimit) process.exitCode = 1
}

/** How long the work takes, and how far the memory of the process rises above where it began. */
async function timed(work: () => Promise<unknown>): Promise<Timed> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
  }, 25)
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1_000
  clearInterval(watch)
  return { seconds, mebibytes: (highest - before) / 1_048_576 }
}

async function parseBare(file: string): Promise<void> {
  const parser = createReadStream(file).pipe(parse({ delimiter: ';', bom: true }))
  parser.on('readable', () => {
    while (parser.read() !== null) {
      // Each record is taken and dropped.
    }
  })
  await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject))
}

async function copyBare(client: Client): Promise<void> {
  await client.query(`create table bare (school_id int not null, student_id bigint not null, subject_id bigint not null, given_on date not null,
    mark_no smallint not null, kind text not null, value int, scale text not null, weight smallint not null, control_form text, point_due_on date,
    import_id bigint not null, recorded_at timestamptz not null default now(), withdrawn_by bigint, withdrawn_at timestamptz,
    primary key (school_id, student_id, subject_id, given_on, mark_no))`)
  const copy = client.query(
    copyFrom(
      'copy bare (school_id, student_id, subject_id, given_on, mark_no, kind, value, scale, weight, control_form, point_due_on, import_id) from stdin',
    ),
  )
  await pipeline(createReadStream(join(folder, 'rows.tsv'), { highWaterMark: 262_144 }), copy)
  await client.query('drop table bare')
}

/** The export in the order a journal keeps it, day by day; the same rows as COPY takes them. */
function writeFiles(): void {
  const list = openSync(join(folder, 'students.csv'), 'w')
  writeSync(list, '\ufeffКод;ФИО;Класс\r\n')
  for (let no = 0; no < students; no++)
    writeSync(list, `${10_000 + no};Ученик Номер${no};${1 + (no % 11)}${'АБВГ'[Math.floor(no / 11) % 4]}\r\n`)
  closeSync(list)
  const grades = openSync(join(folder, 'grades.csv'), 'w')
  const rows = openSync(join(folder, 'rows.tsv'), 'w')
  writeSync(grades, '\ufeffКод;Предмет;Дата;Отметка;Вес;Вид работы;Точка до\r\n')
  const perDay = students * 4
  let texts = ['', '']
  for (let no = 0; no < marks; no++) {
    const day = new Date(Date.UTC(2026, 8, 1) + Math.floor(no / perDay) * 86_400_000).toISOString().slice(0, 10)
    const student = (no * 7) % students
    const subject = (no + Math.floor(no / perDay) + Math.floor((no % perDay) / students) * 3) % subjects.length
    const value = 2 + ((no * 31) % 4)
    texts[0] += `${10_000 + student};${subjects[subject]};${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)};${value};1;Контрольная работа;\r\n`
    texts[1] += `1\t${student + 1}\t${subject + 1}\t${day}\t${1 + Math.floor((no % perDay) / students)}\tmark\t${value}00\tfive\t100\tКонтрольная работа\t\\N\t1\n`
    if (no % 5_000 === 4_999 || no === marks - 1) {
      writeSync(grades, texts[0] ?? '')
      writeSync(rows, texts[1] ?? '')
      texts = ['', '']
    }
  }
  closeSync(grades)
  closeSync(rows)
}

await main()
