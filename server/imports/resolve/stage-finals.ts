import type { RecordOf } from '../records/kinds.ts'
import { foldName } from '../records/names.ts'
import { type Context, pupilOf } from './context.ts'
import { reason } from './register.ts'
import { touchSubject } from './subjects.ts'
import { trackDay, trackStudent } from './tracker.ts'

/** Marks of an attestation period, placed by the calendar of the school. */
export function stageFinal(context: Context, record: RecordOf<'finalMark'>): void {
  const { subject, period, mark, finalKind = 'final', schoolYear } = record.fields
  const student = pupilOf(context, record)
  if (!student || subject === undefined || period === undefined || !mark) return
  const year = schoolYear ?? context.register.setting.year.id
  const found = findPeriod(context, period, year)
  if (!found || mark.kind === 'point') {
    context.notes.refuse(record.origin, found ? pointIsNoFinal : unknownPeriod(period, year), 'finalMark')
    return
  }
  trackStudent(context.tracker, student, found.endsOn)
  trackDay(context.tracker, 'final_mark', found.endsOn)
  context.stages.put('final_mark', [
    student.id,
    touchSubject(context.register, subject).id,
    year,
    found.id,
    finalKind,
    mark.kind,
    mark.value,
    found.endsOn,
  ])
}

function findPeriod(context: Context, name: string, year: string) {
  const folded = foldName(name)
  const codes = Object.entries(context.profile.codes.period ?? {})
  const id = codes.find(([spelling]) => foldName(spelling) === folded)?.[1] ?? name
  return context.periods.find((each) => each.schoolYear === year && each.id === id)
}

const pointIsNoFinal = reason(
  'bad_value',
  { ru: 'итоговая отметка не может быть точкой.', en: 'a final mark cannot be a mark still owed.' },
  { ru: 'Исправьте ячейку.', en: 'Correct the cell.' },
)

function unknownPeriod(period: string, year: string) {
  return reason(
    'unknown_period',
    { ru: `периода «${period}» нет в календаре ${year}.`, en: `the calendar of ${year} has no period "${period}".` },
    {
      ru: 'Добавьте написание в раздел period профиля или выберите календарь школы.',
      en: 'Add the spelling to "period" in the profile or choose the calendar of the school.',
    },
  )
}
