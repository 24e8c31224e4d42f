import type { Group } from '../access/access.ts'
import type { FactParams } from '../conditions/slots.ts'
import { definitions } from './definitions.ts'
import type { Measure, StatementName } from './measure.ts'

const groupOfStatement: Readonly<Record<StatementName, Group>> = {
  roster: 'roster',
  marks: 'records',
  finalMarks: 'records',
  attendance: 'records',
  debts: 'records',
  incidents: 'incidents',
  contacts: 'interactions',
  requests: 'requests',
  meetings: 'family',
  escalations: 'cases',
  support: 'support',
  consents: 'support',
  family: 'family',
  categories: 'family',
}

/** Measures that tell of another group than the records they stand among. */
const groupOfMeasure: Readonly<Record<string, Group>> = {
  isSen: 'support',
  daysSinceSenStatus: 'support',
  familyWorkPlan: 'family',
}

/** Groups of fields that a fact is made of: who may not read one of them is not told the fact. */
export function groupsOfFact(fact: string, params: FactParams): Group[] {
  const definition = Object.hasOwn(definitions, fact) ? definitions[fact] : undefined
  return [...new Set((definition?.measures(params) ?? []).map(groupOf))]
}

function groupOf({ statement, name, params }: Measure): Group {
  if (statement === 'consents' && params['purpose'] === 'familySurvey') return 'family'
  return groupOfMeasure[name] ?? groupOfStatement[statement]
}
