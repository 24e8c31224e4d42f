import { ofClass, ofStudent, plainStatement } from './column.ts'
import { hundredthsText, intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

const guests = (kind: string, came: boolean): Source['measures'][string] =>
  ofStudent(
    'int',
    0,
    ({ params }, scope) =>
      `count(*) filter (where g.kind = '${kind}' and ${scope.within('g.held_on', params)}${came ? ' and g.attended' : ''})`,
  )

const measures: Source['measures'] = {
  meetingInvites: guests('parentsMeeting', false),
  meetingsAttended: guests('parentsMeeting', true),
  eventInvites: guests('event', false),
  eventsAttended: guests('event', true),
  parentMeetingAttendance: ofClass('int', null, () => 'max(m.share) filter (where m.back = 1)'),
  lowAttendanceMeetingsInRow: ofClass('int', 0, ({ params }) => {
    const low = `m.share < ${hundredthsText(params['threshold'])}`
    return `coalesce(min(m.back) filter (where not ${low}) - 1, count(*))`
  }),
}

/** Parents' meetings and events; the share of a meeting is rounded down to hundredths. */
export const meetings: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const ctes = `guest as (
  select g.id, g.class_id, g.kind, g.held_on, p.student_id, p.attended
  from gathering g join gathering_guest p on p.school_id = g.school_id and p.gathering_id = g.id
  where g.school_id = ${intText(scope.schoolId)} and g.held_on <= ${scope.asOfText} and ${scope.standing('g')}),
meeting_share as (
  select class_id, id, count(*) filter (where attended) * 100 / count(*) as share,
    row_number() over (partition by class_id order by held_on desc, id desc) as back
  from guest where kind = 'parentsMeeting' group by class_id, id, held_on)`
  const student =
    'from guest g join roster r on r.student_id = g.student_id join band b on b.no = r.band group by r.student_id'
  return plainStatement(columns, scope, {
    ctes,
    parts: [
      { subject: 'student', id: 'r.student_id', from: student },
      { subject: 'class', id: 'm.class_id', from: 'from meeting_share m group by m.class_id' },
    ],
  })
}
