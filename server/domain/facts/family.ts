import { workingDaysBetween } from '../calendar/production.ts'
import type { FactParams } from '../conditions/slots.ts'
import { columns, type Definition, type Definitions, made, ofPupils } from './definition.ts'
import { type Measure, measure } from './measure.ts'
import { participationIndex } from './participation.ts'
import { shareOf, unknown, type Value } from './value.ts'

/** Facts of support, consents, meetings, family relations and categories (domain brief §3, §6, §9.4). */
export const family: Definitions = {
  ...columns('support', [
    'individualProgramme',
    'monitoringDone',
    'supportDynamics',
    'negativeDynamicsInRow',
    'sessionsPlanned',
    'familyWorkPlan',
  ]),
  sessionsAttendance: ratio('support', 'sessionsAttended', 'sessionsPlanned'),
  ...columns('consents', ['consentState']),
  consentPendingDays: made(
    (params) => [measure('consents', 'askedOn', params)],
    ([since], { production, asOf }) =>
      typeof since === 'number' ? (workingDaysBetween(production, since + 1, asOf) ?? unknown('no_calendar')) : 0,
  ),
  ...columns('meetings', ['meetingInvites']),
  meetingAttendance: ratio('meetings', 'meetingsAttended', 'meetingInvites'),
  participationIndex: made(
    (params) => [
      ...['meetingsAttended', 'meetingInvites', 'eventsAttended', 'eventInvites'].map((name) =>
        measure('meetings', name, params),
      ),
      measure('contacts', 'contactSuccess', params),
      measure('contacts', 'contactAttempts', params),
    ],
    ([came, invited, joined, offered, reached, tried]) =>
      participationIndex({ came, invited, joined, offered, reached, tried }) ?? unknown('below_minimum'),
  ),
  ...columns('meetings', ['parentMeetingAttendance'], 'not_recorded'),
  ...columns('meetings', ['lowAttendanceMeetingsInRow']),
  relationIndex: withConsent(['relationIndex']),
  relationLevel: withConsent(['relationLevel']),
  relationIndexDelta: withConsent(
    ['relationIndex', 'relationIndexBefore'],
    ([now, before]) => Number(now) - Number(before),
  ),
  ...columns('family', ['waveAgeDays'], 'not_recorded'),
  familyCoverage: ofPupils(
    () => [measure('family', 'measuredInPresentWave')],
    (pupils) => {
      const known = pupils.filter(([measured]) => typeof measured === 'boolean')
      return known.length === 0
        ? unknown('not_applicable')
        : shareOf(known.filter(([measured]) => measured === true).length, known.length)
    },
  ),
  familiesMeasured: ofPupils(levels, (pupils) => consented(pupils).length),
  problemFamiliesShare: ofPupils(levels, (pupils) => problemShare(consented(pupils)) ?? unknown('below_minimum')),
  problemFamiliesDelta: ofPupils(
    () => [...levels(), measure('family', 'relationLevelBefore')],
    (pupils) => {
      const now = problemShare(consented(pupils))
      const before = problemShare(consented(pupils).map((row) => [row[2] ?? null]))
      return now === undefined || before === undefined ? unknown('below_minimum') : now - before
    },
  ),
  ...columns('family', ['satisfaction', 'satisfactionAnswers']),
  ...columns('categories', ['familyStatus', 'familyNeedsPlan']),
  workingDaysWithoutPlan: made(
    () => [measure('categories', 'needsPlanSince'), measure('support', 'familyWorkPlan')],
    ([since, plan], { production, asOf }) => {
      if (typeof since !== 'number' || plan === 'draft' || plan === 'active') return 0
      return workingDaysBetween(production, since + 1, asOf) ?? unknown('no_calendar')
    },
  ),
}

function ratio(statement: 'support' | 'meetings', part: string, whole: string): Definition {
  return made(
    (params) => [measure(statement, part, params), measure(statement, whole, params)],
    ([some, all]) => (Number(all) > 0 ? shareOf(Number(some), Number(all)) : unknown('below_minimum')),
  )
}

const consent = (): Measure => measure('consents', 'consentState', { purpose: 'familySurvey' })

/** A number of family relations is told only while the parents' consent stands. */
function withConsent(
  names: readonly string[],
  value: (values: readonly Value[]) => Value = ([first]) => first ?? null,
): Definition {
  return made(
    () => [consent(), ...names.map((name) => measure('family', name))],
    ([state, ...values]) => {
      if (state !== 'given') return unknown('no_consent')
      return values.some((item) => item === null) ? unknown('not_recorded') : value(values)
    },
  )
}

function levels(_params?: FactParams): Measure[] {
  return [measure('family', 'relationLevel'), consent()]
}

function consented(pupils: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return pupils.filter(([level, state]) => level !== null && state === 'given')
}

function problemShare(rows: readonly (readonly Value[])[]): number | undefined {
  const known = rows.filter(([level]) => level !== null)
  return known.length === 0 ? undefined : shareOf(known.filter(([level]) => level === 'problem').length, known.length)
}
