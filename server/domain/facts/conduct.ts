import { schoolDaysBetween } from '../calendar/school-days.ts'
import { columns, computed, type Definitions, made, ofPupils } from './definition.ts'
import { measure } from './measure.ts'
import { streakReach } from './presence.ts'
import { shareOf, unknown } from './value.ts'

/** Facts of incidents, of the work on a pupil and of contacts (domain brief §2.3, §4, §9.4). */
export const conduct: Definitions = {
  ...columns('incidents', [
    'incidentsCount',
    'maxSeverity',
    'conflictIncidentsSamePair',
    'bullyingReports',
    'incidentsSinceMeeting',
    'peerConflicts',
    'maxIncidentParticipants',
  ]),
  maxIncidentShare: {
    of: 'self',
    measures: (params) => [measure('incidents', 'maxIncidentParticipants', params), measure('roster', 'classSize')],
    value: ([participants, size]) =>
      typeof participants === 'number' && Number(size) > 0
        ? shareOf(participants, Number(size))
        : unknown('not_applicable'),
  },
  ...columns('escalations', ['caseState', 'measuresCount', 'daysSinceMeeting', 'daysSinceStatus'], 'not_applicable'),
  dynamics: made(
    (params) => [measure('escalations', 'caseState', params), measure('escalations', 'dynamics', params)],
    ([state, dynamics]) => dynamics ?? unknown(state === 'none' ? 'not_applicable' : 'not_recorded'),
  ),
  schoolDaysInWork: made(
    (params) => [measure('escalations', 'inWorkSince', params)],
    ([since], { calendar, asOf }) => {
      if (typeof since !== 'number') return unknown('not_applicable')
      return (calendar && schoolDaysBetween(calendar, since + 1, asOf)) ?? unknown('no_calendar')
    },
  ),
  // Agreements are not kept by item: nobody can say which of them is past its day.
  openAgreementsOverdue: computed(() => unknown('not_recorded')),
  ...columns('contacts', ['contactAttempts', 'contactSuccess']),
  confirmedContact: made(
    () => [
      measure('attendance', 'streakSince', streakReach),
      measure('attendance', 'streakExplained', streakReach),
      measure('contacts', 'lastReached'),
    ],
    ([since, explained, reached]) =>
      typeof since !== 'number' || explained === true || (typeof reached === 'number' && reached >= since),
  ),
  conflictRequestFamilies: ofPupils(
    (params) => [measure('requests', 'wroteAboutConflict', params)],
    (pupils) => pupils.filter(([wrote]) => wrote === true).length,
  ),
}
