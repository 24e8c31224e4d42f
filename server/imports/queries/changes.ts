import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { Counts, Load } from './compare.ts'
import { type NameOf, namesOf } from './names.ts'
import { type Target, targets } from './targets.ts'

type Cells = Readonly<Record<string, string | number | boolean | null>>
type Pair = { readonly before: Cells | null; readonly after: Cells | null }
type Kind = 'new' | 'changed' | 'gone'

/** A row that a load adds, changes or no longer counts: whom and what it is of, and what becomes of it. */
export type Change = {
  readonly table: string
  readonly kind: Kind
  readonly what: readonly string[]
  readonly fields: readonly { readonly name: string; readonly before: string | null; readonly after: string | null }[]
}

/** Of each number that a load answers, so many rows are shown. */
const shown = 50

/** The first rows behind each number of a load, as long as its transaction lasts. */
export async function listChanges(trx: Trx, load: Load, counts: ReadonlyMap<string, Counts>): Promise<Change[]> {
  // Tables filled a moment ago are unknown to the planner: no plan goes row by row.
  await sql`set local enable_nestloop = off`.execute(trx)
  const pairs: { target: Target; kind: Kind; pair: Pair }[] = []
  for (const target of targets) {
    const count = counts.get(target.table)
    if (!count) continue
    const kept = { changed: [0, count.changed], gone: [count.changed, count.gone] } as const
    if (count.new > 0)
      for (const after of await listMade(trx, load, target)) add(target, 'new', { before: null, after })
    for (const kind of ['changed', 'gone'] as const) {
      const [skip, all] = kept[kind]
      if (all > 0) for (const pair of await listKept(trx, load, target, skip, all)) add(target, kind, pair)
    }
  }
  const nameOf = await namesOf(
    trx,
    load.schoolId,
    pairs.flatMap(({ pair }) => [pair.before, pair.after]),
  )
  return pairs.map(({ target, kind, pair }) => changeOf(target, kind, pair, nameOf))

  function add(target: Target, kind: Kind, pair: Pair): void {
    pairs.push({ target, kind, pair })
  }
}

/** Rows that came with the load: theirs is no earlier form. */
async function listMade(trx: Trx, { schoolId, importId }: Load, { table, key }: Target): Promise<Cells[]> {
  const same = sql.join(
    key.map((column) => sql`c.before ->> ${column} = to_jsonb(t) ->> ${column}`),
    sql` and `,
  )
  const { rows } = await sql<{ after: Cells }>`select to_jsonb(t) as after from ${sql.table(table)} t
    where t.school_id = ${schoolId} and t.import_id = ${importId}
      and not exists (select from import_change c where c.school_id = ${schoolId} and c.import_id = ${importId}
        and c.table_name = ${table} and ${same}) limit ${shown}`.execute(trx)
  return rows.map(({ after }) => after)
}

/** Rows whose earlier form was kept, beside what they are now: first those changed, then those gone. */
async function listKept(
  trx: Trx,
  { schoolId, importId }: Load,
  { table, key }: Target,
  skip: number,
  all: number,
): Promise<Pair[]> {
  const same = sql.join(
    ['school_id', ...key].map((column) => sql`t.${sql.ref(column)} = b.${sql.ref(column)}`),
    sql` and `,
  )
  const { rows } = await sql<Pair>`select to_jsonb(b) - 'change_no' as before, to_jsonb(t) as after
    from (select c.change_no, (jsonb_populate_record(null::${sql.table(table)}, c.before)).*
      from import_change c where c.school_id = ${schoolId} and c.import_id = ${importId} and c.table_name = ${table}
      order by c.change_no offset ${skip} limit ${Math.min(shown, all)}) b
    left join ${sql.table(table)} t on ${same} order by b.change_no`.execute(trx)
  return rows
}

/** What names a row of a table; an id stands for its name. The rest of its columns are what may change. */
const naming: Readonly<Record<string, readonly string[]>> = {
  subject: ['name'],
  staff: ['full_name'],
  staff_role: ['staff_id', 'role'],
  school_class: ['name'],
  class_teacher: ['class_id'],
  student: ['full_name'],
  enrolment: ['student_id'],
  support_status: ['student_id', 'kind'],
  guardian: ['full_name'],
  student_guardian: ['student_id', 'guardian_id'],
  incident: ['occurred_on'],
  incident_participant: ['student_id', 'incident_id'],
  gathering: ['title', 'class_id', 'held_on'],
  gathering_guest: ['student_id', 'gathering_id'],
  mark: ['student_id', 'subject_id', 'given_on'],
  final_mark: ['student_id', 'subject_id', 'period_ends_on'],
  lesson: ['class_id', 'held_on', 'lesson_no'],
  timetable_load: ['class_id', 'subject_id'],
  absence: ['student_id', 'absent_on', 'lesson_no'],
  debt: ['student_id', 'subject_id', 'since_on'],
  source_key: ['entity_id'],
}

/** What a person would not read in a row, or should not beside a number. */
const untold = new Set([
  'cohort_id',
  'scale',
  'occurred_at',
  'is_restricted',
  'text',
  'reported_by',
  'source_key',
  'entity',
  'source',
])

function changeOf({ table, key, values }: Target, kind: Kind, { before, after }: Pair, nameOf: NameOf): Change {
  const own = naming[table] ?? []
  const row = after ?? before ?? {}
  const isTold = (column: string) =>
    column !== 'id' && !untold.has(column) && (kind === 'changed' || !own.includes(column))
  const told = [...key, ...values].filter(isTold)
  const text = (cells: Cells | null, column: string) => (cells ? nameOf(column, cells) : null)
  const fields = told.map((column) => ({
    name: column,
    before: kind === 'new' ? null : text(before, column),
    after: kind === 'gone' ? null : text(after, column),
  }))
  return {
    table,
    kind,
    what: own.flatMap((column) => nameOf(column, row) ?? []),
    fields: fields.filter((field) => field.before !== field.after),
  }
}
