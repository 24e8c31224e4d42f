import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { type Db, openDatabase, type Trx } from '../server/database/database.ts'
import { migrate } from '../server/database/migrate.ts'
import { inSchool } from '../server/database/school.ts'
import { productionCalendar } from '../server/domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../server/domain/calendar/school.ts'
import { compileRule, evaluateRule } from '../server/domain/conditions/rule.ts'
import { createSlots } from '../server/domain/conditions/slots.ts'
import { dayOf, isoOf } from '../server/domain/day.ts'
import type { ProductionYear, SchoolYear } from '../server/domain/formats/calendar.ts'
import type { Fact } from '../server/domain/formats/catalogue.ts'
import type { Rule } from '../server/domain/formats/rule.ts'
import { type FactTable, loadFacts, planFacts, scaleIn } from '../server/facts/facts.ts'

// What does `evaluate` of a large school cost against the bare SQL of the same aggregates: 5,000 pupils, 5 million marks,
// 300,000 absences, all shipped rules in force on the last school day of a year? The bare side is written by hand, its
// windows inline, without row-level security, without a word on what was known when: the least a database must do.
// Both sides run in turn in one process; the ratio of the medians must not pass the limit.
const limit = 2
const isShort = process.argv.includes('--short')
const pupils = isShort ? 500 : 5000
const runs = isShort ? 3 : 7
const asOf = dayOf('2026-05-25')

const url = process.env['DATABASE_URL']
if (url && (await answers(url))) await bench(url)
else
  console.log('No PostgreSQL answers: set DATABASE_URL to one where a database may be created. Nothing was measured.')

async function answers(server: string): Promise<boolean> {
  return onServer(server, 'select 1').then(
    () => true,
    () => false,
  )
}

async function bench(server: string): Promise<void> {
  const name = `reglament_bench_${process.pid}`
  await onServer(server, `create database ${name}`)
  try {
    const own = new URL(server)
    own.pathname = `/${name}`
    const { db, close } = await openDatabase({ kind: 'postgres', url: own.href })
    try {
      await migrate(db)
      await fill(db)
      await measure(db)
    } finally {
      await close()
    }
  } finally {
    await onServer(server, `drop database ${name} with (force)`)
  }
}

async function onServer(server: string, text: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(text)
  await client.end()
}

async function measure(db: Db): Promise<void> {
  const ours: number[] = []
  const loading: number[] = []
  const bare: number[] = []
  const evaluate = evaluation()
  let verdicts = 0
  for (let run = -1; run < runs; run += 1) {
    const first = performance.now()
    const told = await inSchool(db, 1, evaluate)
    const second = performance.now()
    const plain = await db.transaction().execute(bareRows)
    const third = performance.now()
    if (run === -1) agree(told.table, plain)
    if (run < 0) continue
    verdicts = told.verdicts
    ours.push(second - first)
    loading.push(told.loaded - first)
    bare.push(third - second)
  }
  const ratio = median(ours) / median(bare)
  const { rows } = await sql<{
    marks: number
    absences: number
    lessons: number
  }>`select (select count(*) from mark)::int as marks,
    (select count(*) from absence)::int as absences, (select count(*) from lesson)::int as lessons`.execute(db)
  console.log(
    `${pupils} pupils, ${rows[0]?.marks} marks, ${rows[0]?.absences} absences, ${rows[0]?.lessons} lessons, as of ${isoOf(asOf)}`,
  )
  console.log(`evaluate (facts ${median(loading).toFixed(0)} ms + ${verdicts} verdicts) ${median(ours).toFixed(0)} ms`)
  console.log(`bare SQL of the aggregates            ${median(bare).toFixed(0)} ms`)
  console.log(`ratio ${ratio.toFixed(2)} (limit ${limit})`)
  if (ratio > limit) process.exitCode = 1
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

type Told = { table: FactTable; verdicts: number; loaded: number }

function evaluation(): (trx: Trx) => Promise<Told> {
  const rules = join(import.meta.dirname, '../rules')
  const read = (path: string): unknown => JSON.parse(readFileSync(join(rules, path), 'utf8'))
  const catalogue = (read('catalogue/facts.json') as { facts: Fact[] }).facts
  const shipped = ['student', 'class']
    .flatMap((folder) =>
      readdirSync(join(rules, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.json') && !file.endsWith('.examples.json'))
    .map((file) => read(file) as Rule)
    .filter(({ status }) => status === 'active')
  const production = productionCalendar(
    ['ru-2025', 'ru-2026'].map((id) => read(`calendar/${id}.json`) as ProductionYear),
  )
  const year = read('calendar/2025-26-quarters.json') as SchoolYear
  const calendars = new Map<number, SchoolCalendar>()
  for (let grade = 1; grade <= 11; grade += 1)
    calendars.set(grade, schoolCalendar({ grade, years: [year], production }))
  return async (trx) => {
    const slots = createSlots()
    const compiled = shipped.map((rule) => ({ rule, compiled: compileRule(rule, asOf, scaleIn(catalogue), slots) }))
    const table = await loadFacts(trx, planFacts(slots.uses, asOf, catalogue), {
      schoolId: 1,
      knownAt: '2027-01-01T00:00:00.000Z',
      calendarOf: ({ grade }) => calendars.get(grade),
      production,
      kinds: { bullying: ['bullying_signs'], planRequired: ['sop', 'tzhs'] },
    })
    const loaded = performance.now()
    let verdicts = 0
    for (const { rule, compiled: own } of compiled)
      for (const row of rule.subject === 'student' ? table.students : table.classes) {
        evaluateRule(own, row.values)
        verdicts += 1
      }
    return { table, verdicts, loaded }
  }
}

/** A whole year, by the server itself: about 28 pupils a class, 14 subjects, 72 marks a subject, 60 absences a pupil. */
async function fill(db: Db): Promise<void> {
  const n = pupils
  await sql
    .raw(`
    insert into school (id, name, time_zone, tracking_from) overriding system value values (1, 'Школа', 'Europe/Moscow', '2025-09-01');
    insert into school_class (school_id, id, cohort_id, school_year, name, grade, opened_on, recorded_at)
      overriding system value select 1, c, c, '2025/26', c::text, 1 + c % 11, '2025-09-01', '2025-08-20' from generate_series(1, ${n} / 28 + 1) c;
    insert into student (school_id, id, full_name) overriding system value select 1, s, 'Ученик ' || s from generate_series(1, ${n}) s;
    insert into enrolment (school_id, student_id, class_id, from_on, recorded_at)
      select 1, s, 1 + s % (${n} / 28 + 1), '2025-09-01', '2025-08-20' from generate_series(1, ${n}) s;
    insert into subject (school_id, id, name) overriding system value select 1, j, 'Предмет ' || j from generate_series(1, 14) j;
    insert into import (school_id, id, profile, source, state, exported_on, covers, files, content_hash, counts, finished_at)
      overriding system value values (1, 1, 'bench', 'bench', 'accepted', '2026-05-25', '{}', '[]', '', '{}', '2026-05-25');
    insert into import_source select 1, 1, s, '2026-05-25' from unnest('{marks,attendance,lessons,incidents,debts,finalMarks}'::text[]) s;
    insert into mark (school_id, student_id, subject_id, given_on, value, weight, import_id, recorded_at)
      select 1, s, j, date '2025-09-01' + (floor(k * 3.6)::int + (s + j) % 3), 100 * (2 + (s * 7 + j * 3 + k * 11 + s * k % 5) % 4),
        100 * (1 + (s + k) % 3), 1, '2026-05-25'
      from generate_series(1, ${n}) s, generate_series(1, 14) j, generate_series(1, 72) k;
    insert into lesson (school_id, class_id, held_on, lesson_no, subject_id, import_id, recorded_at)
      select 1, c, d::date, l, 1 + (c + l + extract(doy from d)::int) % 14, 1, '2026-05-25'
      from generate_series(1, ${n} / 28 + 1) c, generate_series(timestamp '2025-09-01', timestamp '2026-05-25', interval '1 day') d,
        generate_series(1, 6) l where extract(isodow from d) < 6;
    insert into absence (school_id, student_id, absent_on, lesson_no, subject_id, kind, import_id, recorded_at)
      select 1, s, date '2025-09-01' + ((k * 37 + s * 13) % 267), 1 + (k * 5 + s) % 6, 1 + (s + k) % 14,
        (array['absent_unknown', 'absent_illness', 'absent_excused', 'absent_unexcused', 'late', 'absent_illness'])[1 + (s * 3 + k * 7) % 6], 1, '2026-05-25'
      from generate_series(1, ${n}) s, generate_series(1, 60) k on conflict do nothing;
    insert into absence_reason (school_id, student_id, absent_on, lesson_no, entered_at, kind)
      select 1, student_id, absent_on, lesson_no, '2026-05-25', 'absent_illness' from absence
      where kind = 'absent_unknown' and student_id % 2 = 0;
    insert into incident (school_id, id, kind, severity, occurred_on, recorded_at) overriding system value
      select 1, i, (array['fight', 'phone_use', 'bullying_signs'])[1 + i % 3], 1 + i % 4, date '2025-09-01' + i * 17 % 267, '2026-05-25'
      from generate_series(1, ${n}) i;
    insert into incident_participant (school_id, incident_id, student_id, role)
      select 1, i, 1 + (i * 31 + r * 7) % ${n}, (array['offender', 'victim'])[r] from generate_series(1, ${n}) i, generate_series(1, 2) r;
    insert into final_mark (school_id, student_id, subject_id, school_year, period_id, kind, state, value, period_ends_on, import_id, recorded_at)
      select 1, s, j, '2025/26', 'q' || q, 'final', 'mark', 100 * (2 + (s * 5 + j + q) % 4), (array['2025-10-24', '2025-12-30', '2026-03-27']::date[])[q], 1, '2026-05-25'
      from generate_series(1, ${n}) s, generate_series(1, 14) j, generate_series(1, 3) q`)
    .execute(db)
  await sql`vacuum analyze`.execute(db)
}

type Bare = {
  id: number
  twos: number
  average: number | null
  failing: number
  unexcused: number
  held: number
  minor: number
}

/** The same aggregates by hand: marks, attendance with lessons, incidents, final marks. */
async function bareRows(db: Trx): Promise<Bare[]> {
  // The same plans for both sides: with the server's own settings the bare side is slower still.
  await sql`set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off; set local work_mem = '64MB'`.execute(
    db,
  )
  const marks = await sql
    .raw<Bare>(`
    with pupil as (
      select e.student_id, e.class_id, case when c.grade >= 10 then date '2026-01-12' else date '2026-04-06' end as since
      from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id where e.school_id = 1 and e.to_on is null),
    hours as (
      select class_id, subject_id, count(distinct (held_on, lesson_no)) filter (where c.grade < 10 and held_on >= '2026-04-06' or c.grade >= 10) as lessons,
        count(distinct held_on) as days
      from lesson l join school_class c on c.school_id = l.school_id and c.id = l.class_id
      where l.school_id = 1 and l.withdrawn_at is null and held_on between '2026-01-12' and '2026-05-25' group by class_id, subject_id),
    cell as (
      select m.student_id, p.class_id, m.subject_id,
        count(*) filter (where given_on >= p.since) as n, sum(value * weight) filter (where given_on >= p.since) as s, sum(weight) filter (where given_on >= p.since) as w,
        count(*) filter (where given_on > '2026-04-25') as n1, sum(value * weight) filter (where given_on > '2026-04-25') as s1, sum(weight) filter (where given_on > '2026-04-25') as w1,
        count(*) filter (where given_on between '2026-02-25' and '2026-04-25') as n0, sum(value * weight) filter (where given_on between '2026-02-25' and '2026-04-25') as s0,
        sum(weight) filter (where given_on between '2026-02-25' and '2026-04-25') as w0,
        count(*) filter (where value <= 200 and given_on > '2026-05-11') as twos
      from mark m join pupil p on p.student_id = m.student_id
      where m.school_id = 1 and m.kind = 'mark' and m.scale = 'five' and m.withdrawn_at is null and given_on between '2026-01-12' and '2026-05-25'
      group by m.student_id, p.class_id, m.subject_id)
    select student_id as id, sum(twos)::int as twos, max(twos)::int as most, (sum(s1) / nullif(sum(w1), 0))::float8 as average,
      (sum(s0) / nullif(sum(w0), 0))::float8 as before, sum(n1)::int as n1, sum(n0)::int as n0,
      (count(*) filter (where n >= 3 and (2 * s + w) / (2 * w) < 250))::int as failing,
      (count(*) filter (where n >= 3))::int as judged,
      (count(*) filter (where n1 >= 3 and n0 >= 3 and s0 / w0 - s1 / w1 >= 50))::int as declining,
      (count(*) filter (where n < case when h.lessons * 5 < 1.5 * h.days then 3 when h.lessons * 5 < 2.5 * h.days then 5 else 7 end))::int as short
    from cell left join hours h on h.class_id = cell.class_id and h.subject_id = cell.subject_id group by student_id
    union all
    select -class_id, max(failing)::int, 0, 0, 0, 0, 0, 0, 0, 0, 0 from (
      select class_id, subject_id, count(*) filter (where n >= 3 and (2 * s + w) / (2 * w) < 250) * 100 / nullif(count(*) filter (where n >= 3), 0) as failing
      from cell group by class_id, subject_id) by_subject group by class_id`)
    .execute(db)
  const attendance = await sql
    .raw<Bare>(`
    with pupil as (
      select e.student_id, e.class_id, case when c.grade >= 10 then date '2026-01-12' else date '2026-04-06' end as since
      from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id where e.school_id = 1 and e.to_on is null),
    slot as materialized (
      select distinct class_id, held_on as day, lesson_no, subject_id from lesson
      where school_id = 1 and withdrawn_at is null and held_on between '2025-09-01' and '2026-05-25'),
    held as (select class_id, day, count(distinct lesson_no) as n from slot group by class_id, day),
    class_held as (
      select class_id, sum(n) filter (where day > '2026-04-25') as month, sum(n) filter (where day >= '2026-05-12') as ten from held group by class_id),
    subject_held as (
      select s.class_id, s.subject_id, count(*) filter (where c.grade < 10 and day >= '2026-04-06' or c.grade >= 10 and day >= '2026-01-12') as n
      from slot s join school_class c on c.school_id = 1 and c.id = s.class_id group by s.class_id, s.subject_id),
    entry as materialized (
      select p.class_id, p.since, a.student_id, a.absent_on as day, a.lesson_no, a.subject_id,
        case when a.kind <> 'absent_unknown' then a.kind else coalesce((
          select r.kind from absence_reason r where r.school_id = 1 and r.student_id = a.student_id and r.absent_on = a.absent_on
            and r.lesson_no in (0, a.lesson_no) order by r.entered_at desc limit 1), a.kind) end as kind
      from absence a join pupil p on p.student_id = a.student_id
      where a.school_id = 1 and a.withdrawn_at is null and a.absent_on between '2025-09-01' and '2026-05-25'),
    day as materialized (
      select e.student_id, e.class_id, e.since, e.day, count(distinct lesson_no) filter (where kind like 'absent%') as absent,
        count(distinct lesson_no) filter (where kind = 'absent_unexcused') as unexcused,
        count(distinct lesson_no) filter (where kind = 'absent_unknown') as unknown,
        count(distinct lesson_no) filter (where kind = 'absent_illness') as ill,
        count(distinct lesson_no) filter (where kind = 'late') as late, max(h.n) as held
      from entry e left join held h on h.class_id = e.class_id and h.day = e.day group by 1, 2, 3, 4),
    by_student as (
      select student_id, sum(unexcused) filter (where day >= '2026-05-19') as five, sum(unexcused) filter (where day >= since) as period,
        sum(unexcused) filter (where day >= '2026-04-24') as twenty, sum(unexcused) filter (where day > '2026-04-25') as month,
        sum(absent) filter (where day > '2026-04-25') as absent, sum(absent) filter (where day >= '2026-05-12') as ten,
        sum(late) filter (where day >= '2026-04-24') as late, min(day) filter (where unknown > 0 and day >= '2026-05-12') as open,
        bool_or(ill > 0) filter (where day = '2026-05-25') as ill
      from day group by student_id),
    skipped as (
      select e.student_id, e.subject_id, count(distinct (e.day, e.lesson_no)) filter (where e.kind = 'absent_unexcused' and e.day > '2026-04-25' and d.absent < d.held) as n,
        count(distinct (e.day, e.lesson_no)) filter (where e.kind like 'absent%' and e.day >= e.since) as missed
      from entry e join day d on d.student_id = e.student_id and d.day = e.day group by 1, 2),
    risk as (
      select s.student_id, max(s.n) as most, count(*) filter (where h.n >= 5 and s.missed * 10 >= 4 * h.n) as subjects
      from skipped s join pupil p on p.student_id = s.student_id left join subject_held h on h.class_id = p.class_id and h.subject_id = s.subject_id
      group by s.student_id),
    streak as (
      select student_id, count(*) as days from (
        select student_id, day, row_number() over (partition by student_id order by day desc) - (date '2026-05-25' - day) as gap
        from day where absent >= held) missed where gap = 1 group by student_id)
    select p.student_id as id, coalesce(b.month, 0)::int as unexcused, five::int, period::int, twenty::int, absent::int, b.ten::int, late::int, open, ill,
      h.month::int as held, r.most::int, subjects::int, k.days::int
    from pupil p join class_held h on h.class_id = p.class_id left join by_student b on b.student_id = p.student_id
    left join risk r on r.student_id = p.student_id left join streak k on k.student_id = p.student_id`)
    .execute(db)
  const incidents = await sql
    .raw<Bare>(`
    select p.student_id as id, (count(distinct i.id) filter (where i.occurred_on > '2026-04-25' and severity <= 2 and role = 'offender'))::int as minor,
      (count(distinct i.id) filter (where i.occurred_on > '2026-05-11' and severity >= 3 and role = 'offender'))::int as serious,
      (count(distinct i.id) filter (where i.kind = 'bullying_signs' and role in ('offender', 'victim')))::int as bullying
    from incident i join incident_participant p on p.school_id = 1 and p.incident_id = i.id
    where i.school_id = 1 and i.withdrawn_at is null and i.occurred_on between '2026-03-27' and '2026-05-25' group by 1`)
    .execute(db)
  await sql
    .raw(`
    with period as (
      select student_id, period_ends_on, count(*) filter (where value <= 200) as failed from final_mark
      where school_id = 1 and kind = 'final' and withdrawn_at is null group by 1, 2)
    select student_id, max(failed) filter (where period_ends_on = '2026-03-27') as failed,
      count(*) filter (where failed > 0) as periods from period group by 1`)
    .execute(db)
  const rows = new Map<number, Bare>()
  for (const row of [...marks.rows, ...attendance.rows, ...incidents.rows])
    rows.set(row.id, { ...rows.get(row.id), ...row })
  return [...rows.values()].filter(({ id }) => id > 0)
}

/** Two ways to one number: where they part, the measurement would compare different work. */
function agree(table: FactTable, plain: readonly Bare[]): void {
  const slot = (start: string): number => table.keys.findIndex((key) => key.startsWith(start))
  const ours = new Map(table.students.map((row) => [row.id, row.values]))
  const pairs: [number, (row: Bare) => number | null][] = [
    [slot('twosCount{'), ({ twos }) => twos],
    [slot('failingRiskSubjects{'), ({ failing }) => failing],
    [slot('lessonsHeld{'), ({ held }) => held],
    [slot('incidentsCount{days:30'), ({ minor }) => minor ?? 0],
    [slot('unexcusedLessons{period'), (row) => ('period' in row ? Number(row.period ?? 0) : null)],
  ]
  for (const row of plain)
    for (const [place, value] of pairs)
      if (ours.get(row.id)?.[place] !== value(row))
        throw new Error(
          `${table.keys[place]} of ${row.id}: ${String(ours.get(row.id)?.[place])}, by hand ${String(value(row))}`,
        )
}
