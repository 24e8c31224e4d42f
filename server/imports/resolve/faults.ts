import type { AnyRecord, FieldsOf, Kind } from '../records/kinds.ts'
import { type Reason, yetToCome } from '../records/say.ts'
import type { Context } from './context.ts'
import { findPeriod, periodNames, yearOf } from './periods.ts'
import { endsEarly, type Found, findClass, reason, type StudentRef } from './register.ts'
import { findStudent } from './students.ts'

/**
 * Everything a record of an event says that the school does not know: the day, the pupils, the class, the period, each found
 * for itself, also where other cells could not be read. `found` is the pupil where that was asked already.
 */
export function faultsOf(context: Context, record: AnyRecord, found?: Found<StudentRef>): Reason[] {
  const day = isYetToCome(record, context.asOf) ? [yetToCome(context.asOf)] : []
  switch (record.kind) {
    case 'mark':
    case 'absence':
    case 'entry':
    case 'debt':
      return [...reasonOf(found ?? named(context, record.fields)), ...day]
    case 'finalMark':
      return [...reasonOf(found ?? named(context, record.fields)), ...periodFaults(context, record.fields)]
    case 'incident':
      return [...participantFaults(context, record.fields), ...day]
    case 'closure':
      return [...spanFaults(record.fields), ...classFaults(context, record.fields)]
    case 'load':
    case 'meeting':
      return [...classFaults(context, record.fields), ...day]
    default:
      return []
  }
}

/** What is recorded once it has happened; a term, a leave or a status may well lie ahead. */
const happened: ReadonlySet<Kind> = new Set(['mark', 'absence', 'entry', 'incident', 'meeting'])

export function isYetToCome({ kind, fields }: AnyRecord, asOf: string): boolean {
  return happened.has(kind) && 'date' in fields && fields.date !== undefined && fields.date > asOf
}

function reasonOf(found: Found<unknown> | undefined): Reason[] {
  return found && 'reason' in found ? [found.reason] : []
}

/** A row that names nobody is told of the empty cell instead. */
function named({ register, pupil }: Context, fields: FieldsOf<'debt'>): Found<StudentRef> | undefined {
  const isNamed = fields.studentKey !== undefined || fields.studentName !== undefined
  return pupil || !isNamed ? undefined : findStudent(register, fields)
}

function participantFaults({ register }: Context, { participants = [] }: FieldsOf<'incident'>): Reason[] {
  return participants.flatMap((studentKey) => reasonOf(findStudent(register, { studentKey })))
}

function classFaults({ register }: Context, { className }: FieldsOf<'load'>): Reason[] {
  return className === undefined || findClass(register, className) ? [] : [unknownClass(className)]
}

function spanFaults({ date, toDate }: FieldsOf<'closure'>): Reason[] {
  return date !== undefined && toDate !== undefined && toDate < date ? [endsEarly(date, toDate)] : []
}

function periodFaults(context: Context, { period, mark, schoolYear }: FieldsOf<'finalMark'>): Reason[] {
  const year = yearOf(context, schoolYear)
  return [
    ...(period === undefined || findPeriod(context, period, year) ? [] : [unknownPeriod(context, period, year)]),
    ...(mark?.kind === 'point' ? [pointIsNoFinal] : []),
  ]
}

function unknownClass(name: string): Reason {
  return reason(
    'unknown_class',
    { ru: `класса «${name}» в этом учебном году нет.`, en: `there is no class "${name}" this school year.` },
    {
      ru: 'Сначала загрузите список классов или исправьте название.',
      en: 'Load the list of classes first, or correct the name.',
    },
  )
}

const pointIsNoFinal = reason(
  'bad_value',
  { ru: 'итоговая отметка не может быть точкой.', en: 'a final mark cannot be a mark still owed.' },
  { ru: 'Исправьте ячейку.', en: 'Correct the cell.' },
)

function unknownPeriod(context: Context, period: string, year: string): Reason {
  const has = periodNames(context, year).join(', ') || '–'
  return reason(
    'unknown_period',
    {
      ru: `периода «${period}» нет в календаре ${year}, в нём есть: ${has}.`,
      en: `the calendar of ${year} has no period "${period}"; it has: ${has}.`,
    },
    {
      ru: 'Исправьте название периода или, если в школе другие периоды, её календарь.',
      en: 'Correct the name of the period or, where the school has other periods, its calendar.',
    },
  )
}
