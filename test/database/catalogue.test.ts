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

const policyOf = (expression: string): string =>
  `(school_id = ( SELECT current_school() AS current_school))${expression}`

/** What every table must be, each as a query for those that are not. */
const rules = {
  'has a primary key': `select relname from (${tables}) t
    where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  'has school_id first in its primary key and every other unique index': `select t.relname from (${tables}) t
    join pg_index i on i.indrelid = t.oid and (i.indisunique or i.indisexclusion)
    left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
    where a.attname is distinct from 'school_id'`,
  'has school_id first on both sides of every foreign key': `select t.relname from (${tables}) t
    join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
    join pg_attribute here on here.attrelid = k.conrelid and here.attnum = k.conkey[1]
    join pg_attribute there on there.attrelid = k.confrelid and there.attnum = k.confkey[1]
    where here.attname <> 'school_id'
      or there.attname <> case when k.confrelid = 'school'::regclass then 'id' else 'school_id' end`,
  'has school_id as an obligatory integer': `select relname from (${tables}) t where not exists (
    select from pg_attribute a where a.attrelid = t.oid and a.attname = 'school_id' and a.attnotnull and a.atttypid = 'int4'::regtype)`,
  'has row-level security on, for its owner too': `select relname from (${tables}) t where not (relrowsecurity and relforcerowsecurity)`,
  'has one policy, on school_id, for reading and for writing': `select relname from (${tables}) t where 1 <> (
      select count(*) from pg_policy p where p.polrelid = t.oid) or not exists (
      select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polroles = '{0}'
        and pg_get_expr(p.polqual, t.oid) = '${policyOf('')}' and pg_get_expr(p.polwithcheck, t.oid) = '${policyOf('')}')`,
  'is open to the role of the application': `select distinct relname from (${tables}) t
    cross join unnest(array['select', 'insert', 'update', 'delete']) privilege
    where not has_table_privilege('reglament_app', t.oid, privilege)`,
  'says in its comment which feature it belongs to': `select relname from (${tables}) t
    where coalesce(obj_description(t.oid, 'pg_class'), '') !~ '^feature: [a-z]+\\. '`,
}

describe('every table but the global ones', () => {
  it('is looked at', async () => {
    expect((await list(tables)).length).toBeGreaterThan(40)
    const global = await list<{ name: string }>(
      `select relname as name from pg_class where relname = any (${globalList}) order by 1`,
    )
    expect(global.map(({ name }) => name)).toEqual(globalTables)
  })

  it.each(Object.entries(rules))('%s', async (_, query) => {
    expect(await list(query)).toEqual([])
  })

  it.each<[string, (keyof typeof rules)[]]>([
    ['(school_id int)', ['has a primary key', 'has school_id as an obligatory integer']],
    [
      '(id int primary key)',
      ['has school_id first in its primary key and every other unique index', 'has school_id as an obligatory integer'],
    ],
    [
      '(school_id int, id int, primary key (school_id, id), unique (id, school_id))',
      ['has school_id first in its primary key and every other unique index'],
    ],
    [
      '(school_id int, other int references school (id), primary key (school_id, other))',
      ['has school_id first on both sides of every foreign key'],
    ],
    ['(school_id int, id int, primary key (school_id, id))', []],
  ])('would be found: %s', async (columns, keys) => {
    const planted = await database.db.transaction().execute(async (trx) => {
      await sql`${sql.raw(`create table planted ${columns}`)}`.execute(trx)
      const found: string[] = []
      for (const [rule, query] of Object.entries(rules)) {
        const { rows } = await sql<{ relname: string }>`${sql.raw(query)}`.execute(trx)
        if (rows.some(({ relname }) => relname === 'planted')) found.push(rule)
      }
      await sql`drop table planted`.execute(trx)
      return found
    })
    const bare: (keyof typeof rules)[] = [
      'has row-level security on, for its owner too',
      'has one policy, on school_id, for reading and for writing',
      'is open to the role of the application',
      'says in its comment which feature it belongs to',
    ]
    expect(planted).toEqual([...keys, ...bare])
  })
})

describe('the role of the application', () => {
  it('passes no policy by and owns nothing', async () => {
    const [role] = await list(`select rolsuper, rolbypassrls, rolcreaterole,
      (select count(*) from pg_class where relowner = pg_roles.oid) as owned from pg_roles where rolname = 'reglament_app'`)
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, owned: 0 })
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
