import type { StatementName } from '../../domain/facts/measure.ts'
import { attendance } from './attendance.ts'
import { incidents } from './incidents.ts'
import { marks } from './marks.ts'
import { roster } from './roster.ts'
import type { Source } from './statement.ts'

/** The statement of every source. */
export const sources: Partial<Record<StatementName, Source>> = { roster, marks, attendance, incidents }
