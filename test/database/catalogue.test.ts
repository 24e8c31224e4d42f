import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { type TypedColumn, tableColumns } from '../support/table-columns.ts'

const database = useDatabase()

/** The only tables that belong to no school. */
const globalTables = ['migration', 'school']
const globalList = `'{${globalTables.join()}}'`

async function list<T>(query: string): Promise<T[]> {
  return (await sql<T>`${sql.raw(query)}`.execute(database.db)).rows
}

const tables = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relname = any (${globalList})`

describe('every table but the global ones', () => {
  it('is there to be looked at', async () => {
    const found = await list<{ relname: string }>(tables)
    expect(found.length).toBeGreaterThan(40)
    const global = await list<{ name: string }>(
      `select relname as name from pg_class where relname = any (${globalList}) order by 1`,
    )
    expect(global.map(({ name }) => name)).toEqual(globalTables)
  })

  it('has a primary key, and school_id first in it and in every other unique index', async () => {
    const without = await list(`select relname from (${tables}) t where not exists (
      select from pg_index i where i.indrelid = t.oid and i.indisprimary)`)
    expect(without).toEqual([])
    const elsewhere = await list(`select t.relname, i.indexrelid::regclass::text as index from (${tables}) t
      join pg_index i on i.indrelid = t.oid and (i.indisunique or i.indisexclusion)
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where a.attname is distinct from 'school_id'`)
    expect(elsewhere).toEqual([])
  })

  it('has school_id first in both sides of every foreign key, the one to the list of schools apart', async () => {
    const wrong = await list(`select t.relname, k.conname from (${tables}) t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_attribute here on here.attrelid = k.conrelid and here.attnum = k.conkey[1]
      join pg_attribute there on there.attrelid = k.confrelid and there.attnum = k.confkey[1]
      where here.attname <> 'school_id'
        or there.attname <> case when k.confrelid = 'school'::regclass then 'id' else 'school_id' end`)
    expect(wrong).toEqual([])
  })

  it('has school_id as an obligatory integer', async () => {
    const wrong = await list(`select t.relname from (${tables}) t where not exists (
      select from pg_attribute a where a.attrelid = t.oid and a.attname = 'school_id' and a.attnotnull and a.atttypid = 'int4'::regtype)`)
    expect(wrong).toEqual([])
  })

  it('has row-level security on, for its owner too, by one policy on school_id for reading and for writing', async () => {
    const open = await list(`select relname from (${tables}) t where not (relrowsecurity and relforcerowsecurity)`)
    expect(open).toEqual([])
    const policies = await list<{ relname: string; command: string; using: string; check: string }>(`
      select t.relname, p.polcmd as command, pg_get_expr(p.polqual, t.oid) as using, pg_get_expr(p.polwithcheck, t.oid) as check
      from (${tables}) t left join pg_policy p on p.polrelid = t.oid and p.polpermissive`)
    expect(policies).toHaveLength((await list(tables)).length)
    for (const policy of policies) {
      expect(policy.command).toBe('*')
      expect(policy.using).toMatch(/^\(school_id = .*current_school/s)
      expect(policy.check).toBe(policy.using)
    }
  })

  it('is open to the role of the application, which owns nothing and passes no policy by', async () => {
    const closed = await list(`select relname from (${tables}) t
      cross join unnest(array['select', 'insert', 'update', 'delete']) privilege
      where not has_table_privilege('reglament_app', t.oid, privilege)`)
    expect(closed).toEqual([])
    const [role] = await list(
      `select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'reglament_app'`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false })
  })

  it('says in its comment which feature it belongs to', async () => {
    const silent = await list(
      `select relname from (${tables}) t where obj_description(t.oid, 'pg_class') !~ '^feature: [a-z]+\\. ' is not false`,
    )
    expect(silent).toEqual([])
  })
})

describe('the row types', () => {
  it('name the tables and columns of the database, their types, closed lists of words, what may be null and what is filled in', async () => {
    const columns = await list<CatalogueColumn>(`
      select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
        not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as given,
        (select pg_get_constraintdef(k.oid) from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%ARRAY[%') as words
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'migration'`)
    const catalogue = columns.map((column) => line({ ...column, type: typeOf(column) })).toSorted()
    expect(tableColumns().map(line).toSorted()).toEqual(catalogue)
  })
})

type CatalogueColumn = TypedColumn & { words: string | null }

function typeOf({ type, words }: CatalogueColumn): string {
  if (words === null) return type.replace(/bigint|smallint/, 'integer')
  return [...words.matchAll(/'([^']*)'/g)]
    .map((match) => String(match[1]))
    .toSorted()
    .join(' ')
}

function line({ table, column, type, nullable, given }: TypedColumn): string {
  return `${table}.${column}: ${type}${nullable ? ' null' : ''}${given ? ' default' : ''}`
}
