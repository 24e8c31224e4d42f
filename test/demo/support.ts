import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import { columns, tables } from '../../server/demo/columns.ts'
import { type Demo, makeDemo } from '../../server/demo/demo.ts'
import { dayOf } from '../../server/domain/day.ts'
import { type Refreshed, refresh } from '../../server/refresh.ts'
import { loadRules } from '../../server/rules/files/load.ts'
import { readRuleFiles } from '../../server/rules/files/read.ts'
import type { RuleSet } from '../../server/rules/files/ruleset.ts'
import { listSchools } from '../../server/school/queries.ts'

export async function shippedRules(asOf: string): Promise<RuleSet> {
  return loadRules(await readRuleFiles(join(import.meta.dirname, '../../rules')), asOf).ruleSet
}

export async function demoAt(db: Db, asOf: string, seed = 1): Promise<Demo> {
  return makeDemo(db, { asOf: dayOf(asOf), seed, ruleSet: await shippedRules(asOf) })
}

/** The main path over a demo school, as of its day. */
export async function refreshed(db: Db, demo: Demo): Promise<Refreshed> {
  const school = (await listSchools(db)).find(({ id }) => id === demo.schoolId)
  if (!school) throw new Error('The demo school was not stored')
  const asOf = dayOf(demo.asOf)
  const knownAt = new Date((asOf + 1) * 86_400_000 - 1)
  const ruleSet = await shippedRules(demo.asOf)
  return inSchool(db, demo.schoolId, (trx) => refresh(trx, { school, ruleSet, asOf, knownAt }))
}

/** One text for all that a demo school holds, row by row. */
export async function contentOf(db: Db, { schoolId }: Demo): Promise<string> {
  const parts: string[] = []
  for (const table of tables) {
    const list = sql.join(columns[table].map((name) => sql.ref(name)))
    const { rows } = await inSchool(db, schoolId, (trx) =>
      sql<{ content: string | null }>`select md5(string_agg(t::text, '|' order by t::text)) as content
        from (select ${list} from ${sql.table(table)} where school_id = ${schoolId}) t`.execute(trx),
    )
    parts.push(`${table} ${rows[0]?.content ?? ''}`)
  }
  return parts.join('\n')
}

const happened: readonly (readonly [string, string])[] = [
  ['mark', 'given_on'],
  ['final_mark', 'period_ends_on'],
  ['lesson', 'held_on'],
  ['absence', 'absent_on'],
  ['absence_reason', 'absent_on'],
  ['incident', 'occurred_on'],
  ['debt', 'since_on'],
  ['enrolment', 'from_on'],
  ['support_status', 'from_on'],
  ['support_record', 'recorded_on'],
  ['consent', 'from_on'],
  ['family_category', 'from_on'],
  ['family_wave', 'opens_on'],
  ['family_measurement', 'measured_on'],
  ['gathering', 'held_on'],
  ['duty_trigger', 'occurred_on'],
  ['duty_trigger', 'closed_on'],
  ['trigger_block', 'from_on'],
  ['interaction', 'occurred_on'],
  ['escalation', 'opened_on'],
  ['escalation_step', 'stepped_on'],
  ['import_source', 'data_on'],
  ['class_teacher', 'from_on'],
  ['staff_leave', 'from_on'],
]

/** What is said to have happened after the demo's own day, as `table.column count`. */
export async function tooLate(db: Db, { schoolId, asOf }: Demo): Promise<string[]> {
  return inSchool(db, schoolId, async (trx) => {
    const found: string[] = []
    for (const [table, column] of happened) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}
        where school_id = ${schoolId} and ${sql.ref(column)} > ${asOf}::date`.execute(trx)
      if (rows[0]?.n) found.push(`${table}.${column} ${rows[0].n}`)
    }
    return found
  })
}
