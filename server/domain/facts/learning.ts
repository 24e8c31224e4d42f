import { columns, type Definitions, made, ofPupils } from './definition.ts'
import { measure } from './measure.ts'
import { shareOf, unknown } from './value.ts'

/** Facts of marks, final marks and debts (domain brief §2.1, §9.4). Means are hundredths, half rounded away from zero. */
export const learning: Definitions = {
  ...columns('marks', [
    'subjectWeightedAvg',
    'failingRiskSubjects',
    'predictedTwos',
    'predictedThrees',
    'predictedFours',
    'marksCount',
    'marksCountPrev',
    'twosCount',
    'maxTwosInSubject',
    'avgNow',
    'avgPrev',
    'decliningSubjects',
    'twosSinceMeeting',
    'predictedFailingShareBySubject',
  ]),
  openPoints: made(
    () => [measure('marks', 'openPoints', { period: 'schoolYear' })],
    ([points]) => points ?? 0,
  ),
  ...columns('marks', ['subjectsShortOfMarks'], 'not_imported'),
  avgDelta: made(
    (params) => [measure('marks', 'avgNow', { days: params['days'] ?? 0 }), measure('marks', 'avgPrev', params)],
    ([now, before]) =>
      typeof now === 'number' && typeof before === 'number' ? now - before : unknown('below_minimum'),
  ),
  ...columns('finalMarks', ['finalFailingSubjects', 'behaviourMark'], 'not_imported'),
  consecutiveFailingPeriods: made(
    () => [measure('finalMarks', 'consecutiveFailingPeriods', { period: 'last' })],
    ([periods]) => periods ?? unknown('not_imported'),
  ),
  ...columns('debts', ['openDebts', 'debtAttemptsFailed', 'debtDueInDays'], 'not_applicable'),
  failingShare: ofPupils(
    (params) => [measure('finalMarks', 'finalFailingSubjects', params)],
    (pupils) => {
      const known = pupils.flatMap(([failing]) => (typeof failing === 'number' ? [failing] : []))
      return known.length === 0 ? unknown('not_imported') : shareOf(known.filter((n) => n > 0).length, known.length)
    },
  ),
  predictedFailingShare: ofPupils(
    (params) => [measure('marks', 'failingRiskSubjects', params), measure('marks', 'judgedSubjects', params)],
    (pupils) => {
      const judged = pupils.filter(([, subjects]) => typeof subjects === 'number' && subjects > 0)
      if (judged.length === 0) return unknown('below_minimum')
      return shareOf(judged.filter(([failing]) => Number(failing) > 0).length, pupils.length)
    },
  ),
}
