import { fork } from 'node:child_process'
import { join } from 'node:path'
import autocannon from 'autocannon'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { Client, Pool } from 'pg'
import { createApp } from '../server/app.ts'
import { type Database, openDatabase, type Trx } from '../server/database/database.ts'
import { migrate } from '../server/database/migrate.ts'
import { inSchool } from '../server/database/school.ts'
import { dayOf, isoOf } from '../server/domain/day.ts'
import { refreshDuties } from '../server/duties/duties.ts'
import { clockOf } from '../server/http/clock.ts'
import type { Room } from '../server/http/serve.ts'
import { createSecret } from '../server/http/session.ts'
import { groundOf } from '../server/overview/overview.ts'
import { openRules } from '../server/rules/rules.ts'
import { initSchool, libraryOf } from '../server/school/school.ts'

// What does the board of the administration cost: 60 classes and a whole school year on PostgreSQL? The requests of its first
// screen under load, their p95 against the same SQL alone (at most 2 times), and requests a second against bare Fastify with
// one such query (at least 0.5). `--short`: fewer classes and seconds.
const isShort = process.argv.includes('--short')
const classCount = isShort ? 12 : 60
const seconds = isShort ? 2 : 8
const connections = 8
const latencyLimit = 2
const rateLimit = 0.5
const server = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const name = `reglament_bench_board_${process.pid}`
const now = () => new Date('2026-05-29T09:00:00Z')
const asOf = dayOf('2026-05-29')
const schoolYear = '2025/26'

/** What the first screen asks for. */
const requests = [
  '/api/overview',
  '/api/overview/grid',
  '/api/overview/periodicity',
  '/api/overview/trend',
  '/api/overview/work',
  '/api/overview/soundness',
]

type Measured = { rate: number; p95: number }

async function main(): Promise<void> {
  const admin = new Client({ connectionString: server })
  try {
    await admin.connect()
  } catch {
    console.error('No PostgreSQL answers: this benchmark needs one. Set DATABASE_URL.')
    process.exitCode = 1
    return
  }
  await admin.query(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const database = await openDatabase({ kind: 'postgres', url: url.href })
  try {
    await migrate(database.db)
    await measure(database, url.href)
  } finally {
    await database.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}

async function measure({ db }: Database, url: string): Promise<void> {
  const rulesFolder = join(import.meta.dirname, '../rules')
  const room: Room = { db, clock: clockOf(now), rules: await openRules(rulesFolder, now), rulesFolder }
  const { schoolId, cookie } = await fill(room)
  const app = await createApp(room, { pages: false, requestsPerMinute: 100_000_000 })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  const statements = await listStatements(origin, cookie)
  const pool = new Pool({ connectionString: url, max: 10 })
  // The database is dropped with whatever still holds it.
  pool.on('error', () => {})
  const bare = await createBare(pool, statements)
  const board = await load(origin, requests, cookie)
  const alone = await loadSql(pool, statements)
  const limit = await load(bare.origin, ['/'], cookie)
  const again = await load(origin, requests, cookie)
  await Promise.all([app.close(), bare.close(), pool.end(), room.rules.close()])
  report(schoolId, statements.length / requests.length, board, again, alone, limit)
}

function report(
  schoolId: number,
  perRequest: number,
  one: Measured,
  two: Measured,
  alone: Measured,
  bare: Measured,
): void {
  const board = { rate: Math.max(one.rate, two.rate), p95: Math.min(one.p95, two.p95) }
  const latency = board.p95 / alone.p95
  const rate = board.rate / bare.rate
  console.log(`school ${schoolId}: ${classCount} classes, a whole year; ${requests.length} requests of the board, warm`)
  console.log(`${perRequest.toFixed(1)} statements a request`)
  console.log(`board            ${board.rate.toFixed(0).padStart(6)} requests/s   p95 ${board.p95.toFixed(1)} ms`)
  console.log(`the SQL alone    ${alone.rate.toFixed(0).padStart(6)} requests/s   p95 ${alone.p95.toFixed(1)} ms`)
  console.log(`bare Fastify     ${bare.rate.toFixed(0).padStart(6)} requests/s   p95 ${bare.p95.toFixed(1)} ms`)
  console.log(`p95: ${latency.toFixed(2)} times the SQL alone (limit ${latencyLimit})`)
  console.log(`requests a second: ${rate.toFixed(2)} of bare Fastify with one such query (at least ${rateLimit})`)
  if (latency > latencyLimit || rate < rateLimit) process.exitCode = 1
}

type Statement = { text: string; values: unknown[] }

/** The very statements that the requests send once everything is warm. */
async function listStatements(origin: string, cookie: string): Promise<Statement[]> {
  const ask = async () => {
    for (const path of requests) {
      const reply = await fetch(origin + path, { headers: { cookie } })
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
      await reply.arrayBuffer()
    }
  }
  await ask()
  const statements: Statement[] = []
  const query = Reflect.get(Client.prototype, 'query') as (...given: unknown[]) => unknown
  const watched = function (this: Client, ...given: unknown[]) {
    const [first, second] = given as [string | Statement, unknown[] | undefined]
    statements.push(
      typeof first === 'string'
        ? { text: first, values: Array.isArray(second) ? second : [] }
        : { text: first.text, values: first.values ?? (Array.isArray(second) ? second : []) },
    )
    return query.apply(this, given)
  }
  Reflect.set(Client.prototype, 'query', watched)
  await ask()
  Reflect.set(Client.prototype, 'query', query)
  return statements
}

/** Bare Fastify that sends the heaviest single query of a request and answers its rows. */
async function createBare(pool: Pool, statements: readonly Statement[]) {
  const query = statements.find(({ text }) => text.includes('from school o'))
  if (!query) throw new Error('The query that finds the person was not seen')
  const app = Fastify()
  const scope = statements.find(({ text }) => text.includes('app.school_id'))?.text ?? ''
  app.get('/', async () => {
    const client = await pool.connect()
    try {
      await client.query(`begin; ${scope}`)
      const { rows } = await client.query(query.text, query.values)
      await client.query('commit')
      return rows
    } finally {
      client.release()
    }
  })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { origin, close: () => app.close() }
}

/** Asks from a process of its own, so that the client takes no time of the server. */
async function load(origin: string, paths: readonly string[], cookie: string): Promise<Measured> {
  const child = fork(import.meta.filename, ['--load', JSON.stringify({ origin, paths, cookie })])
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as Measured))
    child.once('exit', (code) => reject(new Error(`The load ended with ${code}`)))
  })
}

async function loadFrom({
  origin,
  paths,
  cookie,
}: {
  origin: string
  paths: string[]
  cookie: string
}): Promise<Measured> {
  const options = {
    url: origin,
    connections,
    headers: { cookie, 'accept-encoding': 'identity' },
    requests: paths.map((path) => ({ method: 'GET' as const, path })),
  }
  await autocannon({ ...options, duration: 1 })
  const times: number[] = []
  await new Promise<void>((resolve, reject) => {
    const run = autocannon({ ...options, duration: seconds }, (error: unknown) => (error ? reject(error) : resolve()))
    run.on('response', (_client, status, _bytes, time) => {
      if (status !== 200) reject(new Error(`An answer was ${status}`))
      times.push(time)
    })
  })
  return { rate: times.length / seconds, p95: percentile(times, 0.95) }
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? Number.NaN
}

/** The same statements, request by request, over the same number of connections and nothing around them. */
async function loadSql(pool: Pool, statements: readonly Statement[]): Promise<Measured> {
  const groups = groupByTransaction(statements)
  const times: number[] = []
  const until = performance.now() + seconds * 1_000
  const work = async (first: number) => {
    for (let no = first; performance.now() < until; no++) {
      const start = performance.now()
      const client = await pool.connect()
      for (const { text, values } of groups[no % groups.length] ?? []) await client.query(text, values)
      client.release()
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, first) => work(first)))
  return { rate: times.length / seconds, p95: percentile(times, 0.95) }
}

function groupByTransaction(statements: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = []
  for (const statement of statements) {
    if (/^(begin|start transaction)/i.test(statement.text)) groups.push([])
    groups.at(-1)?.push(statement)
  }
  return groups
}

/** A school with a whole year behind it, written by SQL: what counts here is how much of it there is. */
async function fill(room: Room): Promise<{ schoolId: number; cookie: string }> {
  const { db, rules } = room
  const ruleSet = rules.current()
  const schoolId = await initSchool(
    db,
    { name: 'Bench', timeZone: 'Europe/Moscow', trackingFrom: '2025-09-01' },
    libraryOf(ruleSet),
  )
  const { secret, hash } = createSecret()
  await inSchool(db, schoolId, async (trx) => {
    await fillRoster(trx, schoolId)
    await fillRecords(trx, schoolId, ruleSet)
    await sql`insert into account (school_id, staff_id, login) values (${schoolId}, 1000, 'deputy')`.execute(trx)
    await sql`insert into session (school_id, token_hash, staff_id, started_at, seen_at, expires_at, second_factor)
      values (${schoolId}, ${hash}, 1000, ${now()}, ${now()}, ${new Date(now().getTime() + 40_000_000)}, true)`.execute(
      trx,
    )
  })
  const school = { id: schoolId, timeZone: 'Europe/Moscow', trackingFrom: '2025-09-01' }
  await inSchool(db, schoolId, async (trx) => {
    const ground = await groundOf(trx, { school }, ruleSet)
    const { judged } = await refreshDuties(trx, ground, asOf, now())
    console.log(`${judged.length} duties`)
  })
  await sql`analyze`.execute(db)
  return { schoolId, cookie: `reglament=${schoolId}.${secret}` }
}

async function fillRoster(trx: Trx, schoolId: number): Promise<void> {
  await sql`insert into staff (school_id, id, full_name) select ${schoolId}, i, 'Учитель ' || i from generate_series(1, 1000) i`.execute(
    trx,
  )
  await sql`insert into staff_role (school_id, staff_id, role, from_on) values (${schoolId}, 1000, 'deputy', '2025-08-01')`.execute(
    trx,
  )
  await sql`insert into school_class (school_id, id, cohort_id, school_year, name, grade, opened_on)
    select ${schoolId}, i, i, ${schoolYear}, (2 + i % 10) || chr(1040 + i / 10), 2 + i % 10, '2025-09-01' from generate_series(1, ${classCount}::int) i`.execute(
    trx,
  )
  await sql`insert into class_teacher (school_id, class_id, role, from_on, staff_id)
    select ${schoolId}, i, 'main', '2025-09-01', i from generate_series(1, ${classCount}::int) i`.execute(trx)
  await sql`insert into student (school_id, id, full_name) select ${schoolId}, i, 'Ученик ' || i from generate_series(1, ${classCount * 25}::int) i`.execute(
    trx,
  )
  await sql`insert into enrolment (school_id, student_id, from_on, class_id)
    select ${schoolId}, i, '2025-09-01', 1 + (i - 1) / 25 from generate_series(1, ${classCount * 25}::int) i`.execute(
    trx,
  )
}

/** 60 occasions and 400 interactions a class, of every cause and kind that the regulation names. */
async function fillRecords(
  trx: Trx,
  schoolId: number,
  { points }: ReturnType<Room['rules']['current']>,
): Promise<void> {
  const causes = points.flatMap(({ triggers }) =>
    triggers.filter(({ source }) => source === 'recorded').map(({ id, kind }) => ({ id, kind })),
  )
  const kinds = points.flatMap(({ evidence }) => evidence.map(({ id }) => id))
  const days = (index: number, step: number) => isoOf(dayOf('2025-09-01') + ((index * step) % 265))
  const triggers = Array.from({ length: classCount * 60 }, (_, no) => {
    const cause = causes[no % causes.length]
    const day = days(no, 53)
    return {
      id: no + 1,
      cause: cause?.id,
      kind: cause?.kind,
      class_id: 1 + Math.floor(no / 60),
      student_id: Math.floor(no / 60) * 25 + 1 + (no % 25),
      occurred_on: day,
      ref: String(no),
      attributes: { eventOn: isoOf(dayOf(day) + 10), plannedEndOn: isoOf(dayOf(day) + 28) },
    }
  })
  await sql`insert into duty_trigger (school_id, id, kind, cause, class_id, student_id, occurred_on, origin, ref, attributes, recorded_at)
    select ${schoolId}, t.id, t.kind, t.cause, t.class_id, t.student_id, t.occurred_on, 'manual', t.ref, t.attributes, t.occurred_on
    from jsonb_to_recordset(${JSON.stringify(triggers)}::jsonb)
      as t(id bigint, kind text, cause text, class_id bigint, student_id bigint, occurred_on date, ref text, attributes jsonb)`.execute(
    trx,
  )
  const interactions = Array.from({ length: classCount * 400 }, (_, no) => ({
    id: no + 1,
    class_id: 1 + Math.floor(no / 400),
    form: 'meeting',
    evidence: [kinds[no % kinds.length]],
    occurred_on: days(no, 37),
    trigger_id: no % 2 === 0 ? Math.floor(no / 400) * 60 + 1 + (no % 60) : null,
  }))
  await sql`insert into interaction (school_id, id, class_id, form, evidence, occurred_on, recorded_at, author_id, trigger_id)
    select ${schoolId}, i.id, i.class_id, i.form, array(select jsonb_array_elements_text(i.evidence)), i.occurred_on, i.occurred_on, i.class_id, i.trigger_id
    from jsonb_to_recordset(${JSON.stringify(interactions)}::jsonb)
      as i(id bigint, class_id bigint, form text, evidence jsonb, occurred_on date, trigger_id bigint)`.execute(trx)
}

const asked = process.argv.indexOf('--load')
if (asked < 0) await main()
else {
  process.send?.(await loadFrom(JSON.parse(process.argv[asked + 1] ?? '{}') as Parameters<typeof loadFrom>[0]))
  process.disconnect?.()
}
