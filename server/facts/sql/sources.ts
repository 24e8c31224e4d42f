import type { StatementName } from '../../domain/facts/measure.ts'
import { attendance } from './attendance.ts'
import { categories } from './categories.ts'
import { consents } from './consents.ts'
import { contacts } from './contacts.ts'
import { debts } from './debts.ts'
import { escalations } from './escalations.ts'
import { family } from './family.ts'
import { finalMarks } from './final-marks.ts'
import { incidents } from './incidents.ts'
import { marks } from './marks.ts'
import { meetings } from './meetings.ts'
import { requests } from './requests.ts'
import { roster } from './roster.ts'
import type { Source } from './statement.ts'
import { support } from './support.ts'

/** The statement of every source. */
export const sources: Readonly<Record<StatementName, Source>> = {
  roster,
  marks,
  finalMarks,
  attendance,
  incidents,
  debts,
  contacts,
  requests,
  meetings,
  escalations,
  support,
  consents,
  family,
  categories,
}
