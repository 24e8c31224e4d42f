import type { Trx } from '../../database/database.ts'
import { inSchoolReadOnly } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import { explainWhy, type Why } from '../../flags/keeping/explain.ts'
import { type FoundStudent, findStudents } from '../../roster/queries.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { usage } from '../arguments.ts'
import { command, type SchoolContext } from '../command.ts'
import { printExplanation } from '../explanation.ts'
import { explainShape } from '../explanation-shape.ts'
import { rulesOf } from '../library.ts'

export type Explained = { asOf: string; student: { id: number; name: string; class: string } } & Why

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
  { school, asOf, knownAt }: SchoolContext,
  ruleSet: RuleSet,
  student: FoundStudent,
  ruleId: string,
): Promise<Explained> {
  const why = await explainWhy(trx, { school, ruleSet, asOf, knownAt }, ruleId, student.id)
  return {
    asOf: isoOf(asOf),
    student: { id: student.id, name: student.fullName, class: student.className },
    ...why,
  }
}
