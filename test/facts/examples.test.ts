import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileRule, evaluateRule } from '../../server/domain/conditions/rule.ts'
import { createSlots } from '../../server/domain/conditions/slots.ts'
import { dayOf } from '../../server/domain/day.ts'
import type { Examples } from '../../server/domain/formats/examples.ts'
import type { Rule } from '../../server/domain/formats/rule.ts'
import { computeFactsOfRecords, planFacts, scaleIn } from '../../server/facts/facts.ts'
import { useDatabase } from '../support/database.ts'
import { calendarOf, catalogue, incidentKinds, instruments, kinds, production } from './setting.ts'

const rules = join(import.meta.dirname, '../../rules')
const files = ['student', 'class'].flatMap((folder) =>
  readdirSync(join(rules, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.examples.json'))
    .map((file) => join(rules, folder, file))
    .filter((file) => readFileSync(file, 'utf8').includes('"records"')),
)
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const database = useDatabase()
const options = { calendarOf, production, kinds, incidentKinds, instruments }

describe.each(files.map((file) => ({ name: file.slice(rules.length + 1, -'.examples.json'.length), file })))(
  '$name',
  ({ file }) => {
    const examples = read(file) as Examples
    const rule = read(file.replace('.examples.json', '.json')) as Rule
    const cases = [
      ...examples.flagged.map((example) => ({ ...example, outcome: 'flagged' as const })),
      ...examples.notFlagged.map((example) => ({ ...example, outcome: 'notFlagged' as const })),
      ...examples.unknown.map((example) => ({ ...example, outcome: 'unknown' as const })),
      ...(examples.exempt ?? []).map((example) => ({ ...example, outcome: 'exempt' as const })),
    ].filter(({ records }) => records !== undefined)

    it.each(cases)('$outcome: $title', async (example) => {
      const asOf = dayOf(example.asOf)
      const slots = createSlots()
      const compiled = compileRule(withParameters(rule, example.parameters), asOf, scaleIn(catalogue), slots)
      if (!example.records) throw new Error('no records')
      const table = await computeFactsOfRecords(
        database.db,
        example.records,
        planFacts(slots.uses, asOf, catalogue),
        options,
      )
      const [row] = rule.subject === 'student' ? table.students : table.classes
      const verdict = evaluateRule(compiled, row?.values ?? [])
      const said = Object.fromEntries(table.keys.map((key, slot) => [key, row?.reasons[slot] ?? row?.values[slot]]))
      expect({ outcome: verdict.outcome, said }).toEqual({ outcome: example.outcome, said })
      if ('level' in example) expect(verdict.level).toBe(example.level)
    })
  },
)

function withParameters(rule: Rule, numbers: Record<string, number> | undefined): Rule {
  if (!numbers) return rule
  const changed = Object.entries(rule.parameters).map(([name, parameter]) => {
    const value = numbers[name]
    return [name, value === undefined ? parameter : { ...parameter, values: [{ from: '2000-01-01', value }] }]
  })
  return { ...rule, parameters: Object.fromEntries(changed) }
}

describe('records of an example', () => {
  it('leave nothing behind', async () => {
    const records = { students: [{ marks: [{ on: '2026-10-01', subject: 'Алгебра', value: 2 }] }] }
    await computeFactsOfRecords(database.db, records, planFacts([], dayOf('2026-10-02'), catalogue), options)
    expect(await database.db.selectFrom('school').select('id').execute()).toEqual([])
    expect(await database.db.selectFrom('mark').select('student_id').execute()).toEqual([])
  })
})
