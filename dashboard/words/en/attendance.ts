import { plural } from '../plural.ts'
import type { Words } from '../ru.ts'

export const attendance: Words['attendance'] = {
  title: 'Not at lessons today',
  titleOn: (day: string) => `Not at lessons on ${day}`,
  nobody: 'Everybody is at lessons.',
  noSchool: 'There are no lessons on this day.',
  noData: (day: string | null) =>
    day === null ? 'Attendance was never loaded.' : `Attendance is known up to ${day}: not for this day yet.`,
  absent: (n: number, of: number) => `${n} of ${of}`,
  wholeDay: 'the whole day',
  lessons: (list: string, n: number) => plural('en', n, { one: `lesson ${list}`, other: `lessons ${list}` }),
  kinds: {
    absent_illness: 'illness',
    absent_excused: 'application',
    absent_unexcused: 'no reason',
    absent_unknown: 'finding out',
    mixed: 'mixed',
  },
  inJournal: (kind: string) => `in the journal: ${kind}`,
  by: (name: string, at: string) => `${name}, ${at}`,
  reasonOf: (name: string) => `Reason: ${name}`,
  conflict: 'The journal names another reason, and that one counts.',
  awaited: 'The journal tells of no absence yet: the reason counts once it does.',
  earlier: (n: number) =>
    plural('en', n, {
      one: '# unexplained absence in 10 school days',
      other: '# unexplained absences in 10 school days',
    }),
  just: 'Explained just now',
  saved: (name, kind) => `${name}: ${kind}. The next evaluation changes the numbers of flags.`,
  undone: (name: string) => `${name}: the reason is taken back`,
  unsaid: 'nobody has given a reason yet',
}
