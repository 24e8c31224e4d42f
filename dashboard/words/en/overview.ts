import { percentText, pointsBetween } from '../percent.ts'
import { plural } from '../plural.ts'
import type { overview as ru } from '../ru/overview.ts'

const count = (n: number, one: string, other: string) => plural('en', n, { one: `# ${one}`, other: `# ${other}` })
const duties = (n: number) => count(n, 'duty', 'duties')
const classes = (n: number) => count(n, 'class', 'classes')
const days = (n: number) => count(n, 'day', 'days')
const number = (n: number) => new Intl.NumberFormat('en').format(n)
const named = (names: readonly string[]) => (names.length > 8 ? classes(names.length) : names.join(', '))
const percent = (share: number) => percentText('en', share)
/** The share of k in n, where there are enough to speak of one. */
const shareOf = (k: number, n: number) => (n < 5 ? '' : ` (${percent(k / n)})`)

export const overview: typeof ru = {
  empty: 'There are no classes yet. Import the rosters and the board will appear by itself.',
  emptyLink: 'Go to imports',
  asOf: (day) => `as of ${day}`,
  tiles: {
    title: 'What needs attention',
    emergencies: 'Emergencies',
    critical: 'Critical open',
    overdue: 'Overdue',
    week: 'Due in ≤ 7 days',
    requests: 'Requests due today',
    freshness: 'Data',
    criticalHint: 'II.1, III.3, II.5: overdue, in grace, or due today',
    allFresh: (day) => `all sources – ${day}`,
    none: 'not evaluated yet',
    missing: (n) => `never loaded: ${n}`,
    old: (source, day) => `${source} – ${day}`,
  },
  sources: {
    marks: 'journal',
    lessons: 'lessons',
    attendance: 'attendance',
    roster: 'rosters',
    incidents: 'incidents',
    family: 'family',
    support: 'support',
    debts: 'debts',
    finalMarks: 'final marks',
  },
  rates: {
    title: 'Share kept on time since the start of the school year',
    regulation: 'Regulation',
    regulationHint: 'Numbers that stand in the text of the regulation',
    rhythm: 'School rhythm',
    rhythmHint: 'The school’s own targets; missing one is no breach of the regulation',
    mean: (points) => `mean over ${count(points, 'point', 'points')}, each of equal weight`,
    few: 'too few yet to speak of a share',
    units: (k, n) => `${number(k)} of ${duties(n)}${shareOf(k, n)}`,
    days: (k, n) => `${number(k)} of ${days(n)} of the review rhythm${shareOf(k, n)}`,
    excluded: (n) => `excluded ${n}`,
    waived: (n) => `waived ${n}`,
    noData: (n) => `no data ${n}`,
    months: 'by month',
    criticalKept: 'Critical points: all on time',
    criticalBroken: (n) => `Critical points: ${duties(n)} late since the start of the year`,
    alert: (point, kind) =>
      kind === 'waivers' ? `${point}: more than 10% waived` : `${point}: more than 25% excluded`,
  },
  burning: {
    title: 'What burns',
    none: 'Nothing burns: nothing is overdue and nothing is due today.',
    all: (n) => `All ${n} as a list`,
    due: (day) => `due ${day}`,
    hiddenClass: 'class not shown',
    critical: 'critical',
  },
  grid: {
    title: 'Point by class',
    caption: 'The worst state of each point in each class, and how many duties are in it',
    hint: 'Arrows move between cells, Enter opens the list',
    period: 'Period',
    nowHint: 'open now and decided within 30 days',
    class: 'Class',
    point: 'Point',
    legend: 'Legend',
    cell: (className, point, state, n) =>
      n === null || n === 0 ? `${className}, ${point}: ${state}` : `${className}, ${point}: ${state}, ${n}`,
    section: (id) => `Section ${id}`,
    hidden: 'fewer than five pupils: the number is not shown',
    quiet: 'Under the other points everything is met, or nothing was required.',
  },
  periodicity: {
    title: 'By periodicity',
    groups: {
      yearly: 'once a year',
      startOfYear: 'start of the year',
      threeMonths: 'every 3 months',
      halfYear: 'twice a year',
      continuous: 'throughout the year',
      fortnight: 'every 2 weeks',
      weekly: 'weekly',
      fiveDays: '5 days',
      emergency: 'immediately',
      asNeeded: 'as needed',
    },
    head: ['Periodicity', 'Points', 'In all', 'States'],
    finding: (late, total, worst) =>
      total === 0
        ? 'There were no duties in this period.'
        : late === 0
          ? `Of ${total} duties none is overdue or missed.`
          : `Overdue or missed: ${late} of ${total}; most of them “${worst ?? ''}”.`,
    nothing: 'nothing required',
  },
  trend: {
    title: { month: 'By month', week: 'By week' },
    step: 'Step',
    steps: { month: 'by month', week: 'by week' },
    basis: 'What to count',
    point: 'Point',
    allPoints: 'all points',
    closed: 'as closed',
    restated: 'restated now',
    limits: 'limits of chance',
    vacation: 'vacation',
    change: 'regulation changed',
    edition: 'new edition of rules',
    head: {
      month: ['Month', 'As closed', 'Restated', 'Duties'],
      week: ['Week', 'As closed', 'Restated', 'Duties'],
    },
    mean: 'mean over points',
    open: 'going on',
    finding: (step, period, { rate, before, count: units }) => {
      const of = units === null ? ' on average over points' : ` (${units.met} of ${units.of})`
      const said = `On time ${step === 'month' ? 'in' : 'in the week'} ${period}: ${percent(rate)}${of}`
      if (before === null) return `${said}.`
      const change = pointsBetween(before, rate)
      if (change === 0) return `${said}, as the ${step} before.`
      return `${said}, ${count(Math.abs(change), 'point', 'points')} ${change > 0 ? 'more' : 'less'} than the ${step} before.`
    },
    few: {
      month: (period, k, n) => `On time in ${period}: ${k} of ${n}, too few for a share.`,
      week: (period, k, n) => `On time in the week ${period}: ${k} of ${n}, too few for a share.`,
    },
    fewHidden: {
      month: ' Months of fewer than 5 duties have no point.',
      week: ' Weeks of fewer than 5 duties have no point.',
    },
    weeksOnly: (points) =>
      points === ''
        ? 'Nothing goes by week: there are no points with short terms.'
        : `By week only points with short terms go, by the regulation: ${points}.`,
    outside: (months) => ` Outside usual variation: ${months}.`,
    inside: ' The variation is usual.',
    tooFew: {
      month: ' Limits need at least 10 months.',
      week: ' Limits need at least 10 weeks with something to count.',
    },
    none: 'Nothing has been decided yet.',
  },
  answers: {
    title: 'Time to answer parents',
    axis: 'days to the answer',
    line: (n) => `${days(n)} by the regulation`,
    open: 'no answer yet',
    never: 'left unanswered',
    bar: { open: 'wait', never: 'none' },
    inTime: 'in time',
    late: 'late',
    head: ['Days to the answer', 'In time', 'All'],
    finding: (inTime, decided) =>
      `In time: ${inTime} of ${decided} answered or past their term; a term that ends on a day off moves to the next working day.`,
    speed: (median, p90) => `Half of the answers by day ${median}, nine of ten by day ${p90}.`,
    openFinding: (n, overdue) => `Waiting for an answer: ${n}${overdue > 0 ? `, past their term: ${overdue}` : ''}.`,
    neverFinding: (n) => `Left unanswered: ${n}.`,
    none: 'There were no requests this school year.',
  },
  ageing: {
    title: 'Open cases: how long they wait',
    axis: 'working days since opened',
    bucket: { '0-2': '0–2', '3-5': '3–5', '6-10': '6–10', '11+': 'over 10' },
    head: ['Working days', 'Cases'],
    few: 'under 5',
    finding: (old, all) =>
      old === null || all === null
        ? 'Numbers under 5 are not shown: they could tell who is meant.'
        : `${count(all, 'case', 'cases')} open, ${old === 0 ? 'none' : old} for more than 10 working days.`,
    none: 'There are no open cases.',
    oldest: 'Open the longest',
    all: (n) => `All open cases: ${n}`,
    since: (n) => count(n, 'working day', 'working days'),
  },
  reviews: {
    title: 'Review rhythm (II.10)',
    head: ['Class', 'Last review', 'Days since', 'State'],
    strip: (className, n, limit) => `${className}: ${days(n)} since the last review, limit ${limit}`,
    finding: (late, soon, all) => {
      const ahead = soon > 0 ? `; due soon: ${classes(soon)}` : ''
      return late === 0
        ? `All of ${classes(all)} had a review within two weeks${ahead}.`
        : `Without a review for over two weeks: ${late} of ${classes(all)}${ahead}.`
    },
    none: 'No reviews have been required this school year.',
    never: 'none yet',
    line: 'the line: 14 days, vacations aside',
  },
  coming: {
    title: 'The next 8 weeks',
    normative: 'regulation',
    local: 'school rhythm',
    head: ['Week', 'Regulation', 'School rhythm'],
    week: (from, to) => `${from} – ${to}`,
    finding: (total, peak, peakCount) =>
      total === 0
        ? 'Nothing comes due in the next 8 weeks.'
        : `${duties(total)} ahead; most in the week ${peak}: ${peakCount}.`,
  },
  budget: {
    title: 'Budget of the year',
    missed: 'not on time',
    allowed: (target) => `allowed at a target of ${target} %`,
    head: ['Week', 'Not on time in the week', 'Not on time in the year', 'Allowed', 'Decided in the year'],
    finding: (target, missed, allowed, of) =>
      `This year ${missed} of ${of} duties of the regulation were not on time; at a target of ${target} % ${allowed} are allowed${
        missed > allowed
          ? `: ${missed - allowed} too many.`
          : missed === allowed
            ? ': nothing is left.'
            : `: ${allowed - missed} are left.`
      }`,
    note: ' Each duty weighs the same; days of the rhythm of reviews are not counted here.',
    none: 'No duty of the regulation has been decided this year yet.',
  },
  honesty: {
    title: 'Can the figures be trusted',
    axis: 'days from the deed to its record',
    bin: { '0': 'same day', '1': 'next day', '2-7': '2–7', '8-30': '8–30', '31+': '> 30' },
    head: ['Days to the record', 'Duties'],
    finding: (soon, all, backdated) =>
      all === 0
        ? 'Nothing has been met this year yet.'
        : `Recorded within a day: ${soon} of ${all}; back-dated, after 7 days: ${backdated}.`,
    backdated: 'Recorded back-dated (after 7 days)',
    waived: 'Waived',
    noData: 'No data',
    unreacted: 'Flags without a decision in time',
    of: (k, n) => (n < 5 ? `${k} of ${n}` : `${percent(k / n)} (${number(k)} of ${number(n)})`),
  },
  funnel: {
    title: 'Who differs more than by chance',
    axisX: 'duties of the class',
    axisY: 'on time',
    class: 'class',
    mean: 'mean of the school',
    inner: '95%',
    outer: '99.8%',
    head: ['Class', 'On time', 'Place'],
    places: {
      inside: 'within chance',
      above: 'above 95%',
      below: 'below 95%',
      farAbove: 'above 99.8%',
      farBelow: 'below 99.8%',
    },
    finding: (low, high) => {
      if (low.length + high.length === 0)
        return 'All classes are within chance: this figure gives nothing to compare them by.'
      const below = low.length > 0 ? `On time less often than chance explains: ${named(low)}. Look why. ` : ''
      return `${below}${high.length > 0 ? `More often: ${named(high)}.` : ''}`.trim()
    },
    none: 'Nothing has been decided yet.',
  },
  basis: { normative: 'regulation', local: 'school rhythm' },
}
