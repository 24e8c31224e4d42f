import type { Trx } from '../../database/database.ts'
import { inSchoolReadOnly } from '../../database/school.ts'
import { confirmRule } from '../../domain/conditions/confirm.ts'
import { isoOf } from '../../domain/day.ts'
import type { Ruled } from '../../domain/evaluation.ts'
import { explanationOf, type FlagExplanation } from '../../domain/explain/kept.ts'
import { listRecordsBehind, type RecordBehind } from '../../facts/facts.ts'
import { explainOne, kindsOf } from '../../flags/keeping/evaluate.ts'
import { listOpenFlags } from '../../flags/queries.ts'
import { Refusal } from '../../refusal.ts'
import { type FoundStudent, findStudents } from '../../roster/queries.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { libraryOf, loadCalendars, type SchoolCalendars } from '../../school/school.ts'
import { usage } from '../arguments.ts'
import { command, type SchoolContext } from '../command.ts'
import { printExplanation } from '../explanation.ts'
import { explainShape } from '../explanation-shape.ts'
import { rulesOf } from '../library.ts'

export type Explained = {
  asOf: string
  student: { id: number; name: string; class: string }
  rule: string
  revision: string
  effectiveFrom: string
  points: { id: string; title: { ru: string; en: string } }[]
  outcome: string
  level: number | null
  exemption: { ru: string; en: string } | null
  since: string | null
  explanation: FlagExplanation
  records: Record<string, RecordBehind[]>
  confirmedByEngine: boolean
}

export const explainCommand = command<Explained>({
  name: 'explain',
  summary: { ru: 'Почему сигнал есть или почему его нет', en: 'Why a flag is there, or why it is not' },
  positionals: [
    {
      name: 'pupil',
      required: true,
      words: {
        ru: 'ученик: номер, код источника или начало имени',
        en: 'pupil: number, id of a source or beginning of the name',
      },
    },
    { name: 'rule', required: true, words: { ru: 'правило, например ATT-02', en: 'rule, for example ATT-02' } },
  ],
  options: {},
  needs: 'school',
  shape: explainShape,
  run: async (context) => {
    const [text = '', ruleId = ''] = context.positionals
    const ruleSet = await rulesOf(context)
    const found = ruleSet.rules.find(({ rule }) => rule.id === ruleId)
    if (!found || found.rule.subject !== 'student') throw usage((words) => words.noRule(ruleId))
    return inSchoolReadOnly(context.db, context.school.id, async (trx) => {
      const student = await oneStudent(trx, context, text)
      return { code: 0, answer: await explained(trx, context, ruleSet, student, ruleId) }
    })
  },
  print: printExplanation,
})

async function oneStudent(trx: Trx, { school, asOf }: SchoolContext, text: string): Promise<FoundStudent> {
  const found = await findStudents(trx, school.id, text, isoOf(asOf))
  const [first, second] = found
  if (!first) throw usage((words) => words.noStudent(text))
  if (second)
    throw usage((words) =>
      words.whichStudent(
        text,
        found.map(({ id, fullName, className }) => `${id} ${fullName} (${className})`),
      ),
    )
  return first
}

async function explained(
  trx: Trx,
  context: SchoolContext,
  ruleSet: RuleSet,
  student: FoundStudent,
  ruleId: string,
): Promise<Explained> {
  const { school, asOf, knownAt } = context
  const calendars = await loadCalendars(trx, school.id, libraryOf(ruleSet))
  const ruled = await explainOne(trx, { school, ruleSet, asOf, knownAt }, calendars, ruleId, student.id)
  if (!ruled) throw notInForce(ruleId)
  const { rule, hash, compiled } = ruled.rule
  const { outcome, level, exemptId } = ruled.verdict
  const open = await listOpenFlags(trx, school.id, { studentId: student.id, ruleId })
  const exemption = rule.exemptWhen?.find(({ id }) => id === exemptId)?.title ?? null
  return {
    asOf: isoOf(asOf),
    student: { id: student.id, name: student.fullName, class: student.className },
    rule: ruleId,
    revision: hash,
    effectiveFrom: rule.effective.from,
    points: ruleSet.points
      .filter(({ id }) => rule.serves.some((served) => served === id))
      .map(({ id, title }) => ({ id, title })),
    outcome,
    level,
    exemption,
    since: open[0]?.openedOn ?? null,
    explanation: explanationOf(rule, compiled, ruled.row, (fact) => ruleSet.facts.get(fact), level),
    records: await recordsOf(trx, context, ruleSet, calendars, ruled),
    confirmedByEngine: (await confirmRule(compiled, ruled.row.values)) > 0,
  }
}

/** The records behind every number that the rule compared, by the key of its fact. */
async function recordsOf(
  trx: Trx,
  { school, asOf, knownAt }: SchoolContext,
  ruleSet: RuleSet,
  calendars: SchoolCalendars,
  { rule, row, verdict }: Ruled,
): Promise<Record<string, RecordBehind[]>> {
  const shown = rule.compiled.levels.filter(({ level }) => verdict.level === null || level === verdict.level)
  const leaves = new Map(shown.flatMap(({ compiled }) => compiled.leaves).map((leaf) => [leaf.key, leaf]))
  const input = {
    schoolId: school.id,
    studentId: row.id,
    asOf,
    knownAt: knownAt.toISOString(),
    calendarOf: calendars.ofClass,
    kinds: kindsOf(ruleSet),
    titleOf: titlesOf(ruleSet),
  }
  const records: Record<string, RecordBehind[]> = {}
  for (const [key, leaf] of leaves) records[key] = await listRecordsBehind(trx, leaf, input)
  return records
}

/** Titles of what records are called by: kinds of absences and incidents, channels, instruments, categories, rungs. */
function titlesOf({ absenceKinds, incidentKinds, channels, familyInstruments, familyCategories, ladder }: RuleSet) {
  const titled = [
    ...absenceKinds,
    ...incidentKinds,
    ...channels,
    ...familyInstruments,
    ...familyCategories,
    ...(ladder?.states ?? []),
  ]
  const titles = new Map<string, { ru: string; en: string }>(titled.map(({ id, title }) => [id, title]))
  return (id: string) => titles.get(id)
}

function notInForce(ruleId: string): Refusal {
  return new Refusal('rule-not-in-force', {
    ru: `Правило ${ruleId} в этот день не действует.`,
    en: `The rule ${ruleId} is not in force on that day.`,
  })
}
