import { plural } from '../plural.ts'
import type { Words } from '../ru.ts'

const families = (n: number) => plural('en', n, { one: '# family', other: '# families' })

export const family: Words['family'] = {
  title: 'Family and school',
  families,
  hidden: 'not shown',
  hiding:
    'Counts of one to four are hidden: a family could be recognised. So that they cannot be worked out, some others are hidden with them.',
  noWaves:
    'There has been no wave yet. They appear when class teachers or the psychologist enter the first observations.',
  level: { favourable: 'favourable', attention: 'need attention', problem: 'help needed' },
  change: { worse: 'worse', same: 'same', better: 'better', unmeasured: 'nothing to compare' },
  waves: {
    title: 'Coverage and relations by wave',
    wave: 'Wave',
    dates: 'Days',
    covered: 'Families covered',
    withoutConsent: 'Without consent',
    instruments: 'Instruments',
    running: 'running',
    finding: (wave, k, n) => `${wave}: ${k} of ${n} families measured with the parents’ consent.`,
    none: 'No family was measured.',
  },
  changes: {
    title: 'What changed since the wave before',
    class: 'Class',
    concealed: 'hidden: few families',
    finding: (wave, better, worse, same) =>
      `${wave}: better ${better}, worse ${worse}, same ${same}. Only measurements by one instrument are compared.`,
    none: 'There is nothing to compare yet: it takes two closed waves.',
  },
  participation: {
    title: 'Parents taking part, half a year',
    finding: (known, all) =>
      `The index of participation (0–100) ${known === 0 ? 'is not known of any class yet' : `is known of ${known} of ${plural('en', all, { one: '# class', other: '# classes' })}`}: meetings, events, answered calls and letters.`,
    index: 'Index of participation',
    meetings: 'Meetings',
    attended: 'Came to meetings',
    unknown: 'too little data',
  },
  requests: {
    title: 'Requests of parents by topic',
    topic: 'Topic',
    count: 'All',
    onTime: 'Answered in time',
    late: 'Late or left unanswered',
    open: 'Waiting',
    finding: (onTime) => `Answered in time: ${onTime} of the requests that are answered or past their term.`,
    lists: 'As a list, every topic:',
    none: 'There was no request this school year.',
    topics: {
      homework: 'homework',
      marks: 'marks',
      conflict: 'relations with classmates',
      health: 'well-being',
      schedule: 'timetable',
      food: 'school meals',
      documents: 'certificates',
      other: 'other',
    },
  },
  plans: {
    title: 'Work plan with the family',
    told: (needed, without) => `Needed: ${needed}. No plan yet: ${without}.`,
    pupil: 'Pupil',
    plan: 'Plan',
    waits: 'Working days without a plan',
    none: 'No family needs a plan.',
    hidden: 'Names are seen by the class teacher, the deputy head, the psychologist and the social educator.',
    state: { notNeeded: 'not needed', missing: 'none', draft: 'draft', active: 'running' },
  },
  classes: {
    title: 'By class',
    families: 'Families',
    measured: 'Measured',
    better: 'Better',
    worse: 'Worse',
    noData: 'no data',
    open: 'Open',
  },
  one: {
    title: (name) => `Families of class ${name}`,
    back: 'All classes',
    slope: 'Index of relations by wave',
    slopeFinding: (n, better, worse) =>
      `${families(n)} can be compared: better ${better}, worse ${worse}. A line is a family.`,
    slopeUnstudied: (wave) =>
      `The comparison is with the last wave, and in it (${wave}) no family of the class was studied. Former waves are in the table.`,
    slopeNone: 'There is nothing to compare yet: it takes two waves of one instrument.',
    pupil: 'Pupil',
    change: 'Change',
    participation: 'Participation',
    plan: 'Work plan',
    noConsent: 'no consent',
    notMeasured: 'not measured',
    scales: 'Scales',
    empty: 'There are no pupils in the class.',
    care: 'A reason to talk and to help, not a verdict on a family.',
  },
}
