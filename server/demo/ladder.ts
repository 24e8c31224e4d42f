import { type Day, isoOf } from '../domain/day.ts'
import type { Cast } from './cast.ts'
import { type Ground, workdaysAfter } from './ground.ts'
import type { ClassJournal } from './journal/days.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { addTrigger } from './triggers.ts'

type Domain = 'academic' | 'attendance' | 'conduct' | 'family' | 'support'
type Dynamics = 'improved' | 'none' | 'worse' | 'tooEarly'
type Step = { on: Day; transition: string; to: string; by: number; dynamics?: Dynamics; note?: string }

/** What a person did about a trigger of the ladder: on which day, by point. Evidence follows it. */
export type Answers = Map<number, Readonly<Record<string, Day>>>

export type Case = {
  classId: number
  studentId: number
  domain: Domain
  openedOn: Day
  /** How far it goes: solved in class, after the meeting, by the collegial body; or it stays where it is. */
  course: 'dismissed' | 'solved' | 'meeting' | 'collegial' | 'stays'
  /** Dynamics of the review in class. */
  dynamics?: Dynamics
}

const domains: readonly Domain[] = ['academic', 'academic', 'attendance', 'conduct', 'conduct', 'family']

/** The cases of both years: most are solved in class, some climb the ladder. */
export function addCases(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  staff: Staff,
  records: Records,
): Answers {
  const answers: Answers = new Map()
  const told = new Set<string>()
  for (const journal of journals) {
    const chance = ground.random.branch(`cases ${journal.schoolClass.id}`)
    const own = [...storiesOf(journal, cast), ...usualOf(journal, chance)]
    for (const it of own) {
      const key = `${it.studentId}|${it.domain}`
      if (told.has(key) || it.openedOn < journal.schoolClass.year.start) continue
      told.add(key)
      addCase(ground, { it, chance, staff, records, answers })
    }
  }
  return answers
}

function usualOf({ schoolClass, days, stays }: ClassJournal, chance: Random): Case[] {
  return days.flatMap(({ day }) => {
    if (day < schoolClass.year.start + 14 || !chance.chance(0.011)) return []
    const here = stays.filter(({ from, to }) => from <= day && to > day + 60)
    if (here.length === 0) return []
    const share = chance.next()
    const course = share < 0.12 ? 'dismissed' : share < 0.68 ? 'solved' : share < 0.88 ? 'meeting' : 'collegial'
    return [
      {
        classId: schoolClass.id,
        studentId: chance.pick(here).student.id,
        domain: chance.pick(domains),
        openedOn: day,
        course,
      } as const,
    ]
  })
}

/** Cases the rules speak of: no result of work in class, a new offence after the meeting. */
function storiesOf({ schoolClass, days, stays }: ClassJournal, cast: Cast): Case[] {
  return stays
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ student: { id } }): Case[] => {
      const at = (back: number) => days.at(-1 - back)?.day ?? 0
      const it = { classId: schoolClass.id, studentId: id }
      if (cast.plays(id, 'noResult'))
        return [{ ...it, domain: 'academic', openedOn: at(16), course: 'stays', dynamics: id % 2 ? 'worse' : 'none' }]
      if (cast.plays(id, 'relapse')) return [{ ...it, domain: 'conduct', openedOn: at(24), course: 'meeting' }]
      return []
    })
}

type Work = { it: Case; chance: Random; staff: Staff; records: Records; answers: Answers }

function addCase(ground: Ground, work: Work): void {
  const { it, records } = work
  const steps = stepsOf(ground, work).filter(({ on }) => on <= ground.asOf)
  const last = steps.at(-1)
  if (!last) return
  const id = records.nextId('escalation')
  const isOver = last.to.startsWith('closed') || last.to === 'dismissed'
  records.add('escalation', {
    id,
    student_id: it.studentId,
    class_id: it.classId,
    domain: it.domain,
    state: last.to,
    highest_state: highestOf(steps),
    opened_on: isoOf(it.openedOn),
    closed_on: isOver ? isoOf(last.on) : null,
    recorded_at: ground.stamp(it.openedOn, 12),
  })
  for (const [no, step] of steps.entries())
    records.add('escalation_step', {
      escalation_id: id,
      step_no: no + 1,
      transition: step.transition,
      from_state: steps[no - 1]?.to ?? null,
      to_state: step.to,
      stepped_on: isoOf(step.on),
      author_id: step.by,
      dynamics: step.dynamics ?? null,
      note: step.note ?? null,
      recorded_at: ground.stamp(step.on, 13),
    })
}

const rungs = [
  'flagged',
  'in_work',
  'memo_sent',
  'meeting_planned',
  'agreement_active',
  'collegial_requested',
  'collegial_preparing',
  'council_done',
  'consilium_done',
  'support_plan',
]

function highestOf(steps: readonly Step[]): string {
  return steps
    .map(({ to }) => to)
    .reduce((high, to) => (rungs.indexOf(to) > rungs.indexOf(high) ? to : high), 'flagged')
}

/** The whole course of a case; what lies after the day is cut by the caller. Triggers are entered up to the day. */
function stepsOf(ground: Ground, work: Work): Step[] {
  const { it, chance, staff } = work
  const after = (day: Day, count: number) => workdaysAfter(ground.calendars.production, day, count)
  const by = staff.holderOf(it.classId, it.openedOn)
  const flagged: Step = { on: it.openedOn, transition: '1', to: 'flagged', by }
  if (it.course === 'dismissed')
    return [flagged, { on: after(it.openedOn, 2), transition: '3', to: 'dismissed', by, note: 'Разовый случай' }]
  const begun = after(it.openedOn, chance.int(1, 3))
  const reviewed = after(begun, it.course === 'stays' ? 8 : chance.int(8, 10))
  const inClass: Step[] = [
    flagged,
    { on: begun, transition: '2', to: 'in_work', by, note: 'Беседа с учеником, звонок родителям' },
    {
      on: reviewed,
      transition: '5',
      to: 'in_work',
      by,
      dynamics: it.course === 'solved' ? 'improved' : (it.dynamics ?? 'none'),
    },
  ]
  if (it.course === 'stays') return inClass
  if (it.course === 'solved') return [...inClass, ...resolved(reviewed, '6', by, after)]
  return [...inClass, ...climb(ground, work, reviewed, by)]
}

function resolved(from: Day, transition: string, by: number, after: (day: Day, count: number) => Day): Step[] {
  return [
    { on: after(from, 1), transition, to: 'monitoring', by, dynamics: 'improved' },
    { on: after(from, 21), transition: '20', to: 'closed_resolved', by },
  ]
}

/** From the memo to the meeting and the agreements, and on to the collegial body where they did not help. */
function climb(ground: Ground, work: Work, reviewed: Day, by: number): Step[] {
  const { it, chance, staff } = work
  const after = (day: Day, count: number) => workdaysAfter(ground.calendars.production, day, count)
  const memoOn = after(reviewed, chance.chance(0.93) ? chance.int(1, 3) : 6)
  const acceptedOn = after(memoOn, 1)
  const metOn = after(acceptedOn, chance.int(3, 8))
  const endOn = metOn + (it.course === 'collegial' ? 21 : 28)
  cause(ground, work, { kind: 'flag', cause: 'noResult', on: reviewed }, { 'II.3': memoOn })
  cause(ground, work, { kind: 'event', cause: 'memoAccepted', on: acceptedOn }, { 'II.4': metOn })
  const plannedEndOn = isoOf(metOn + 28)
  cause(
    ground,
    work,
    {
      kind: 'plan',
      cause: 'agreementPlan',
      on: metOn,
      closedOn: endOn,
      closeReason: 'done',
      attributes: { plannedEndOn },
    },
    {},
  )
  const steps: Step[] = [
    { on: memoOn, transition: '7', to: 'memo_sent', by },
    { on: acceptedOn, transition: '8', to: 'meeting_planned', by: staff.deputy },
    { on: metOn, transition: '9', to: 'agreement_active', by: staff.deputy, note: 'Договорённости записаны' },
  ]
  if (it.course === 'meeting') return [...steps, ...resolved(endOn, '11', by, after)]
  return [...steps, ...collegial(ground, work, endOn, by)]
}

function collegial(ground: Ground, work: Work, from: Day, by: number): Step[] {
  const { it, chance, staff } = work
  const after = (day: Day, count: number) => workdaysAfter(ground.calendars.production, day, count)
  const named = after(from, 1)
  const asked = after(named, chance.int(1, 3))
  const decided = after(asked, 2)
  const sessionOn = after(decided, 8)
  const isConsilium = it.domain === 'academic' || it.domain === 'support'
  cause(
    ground,
    work,
    { kind: 'flag', cause: 'reviewNoResult', on: named },
    { 'II.11': asked, 'I.1': after(decided, 1) },
  )
  cause(
    ground,
    work,
    { kind: 'event', cause: 'sessionScheduled', on: decided, attributes: { eventOn: isoOf(sessionOn) } },
    {},
  )
  return [
    { on: asked, transition: '12', to: 'collegial_requested', by, dynamics: 'none' },
    { on: decided, transition: '13', to: 'collegial_preparing', by: staff.deputy },
    {
      on: sessionOn,
      transition: isConsilium ? '16' : '16a',
      to: isConsilium ? 'consilium_done' : 'council_done',
      by: staff.secretary,
    },
    { on: after(sessionOn, 5), transition: '17', to: 'support_plan', by: staff.deputy },
    { on: after(sessionOn, 40), transition: '18', to: 'monitoring', by, dynamics: 'improved' },
    { on: after(sessionOn, 60), transition: '20', to: 'closed_resolved', by },
  ]
}

type Arising = {
  kind: 'flag' | 'event' | 'plan'
  cause: string
  on: Day
  closedOn?: Day
  closeReason?: string
  attributes?: Readonly<Record<string, unknown>>
}

function cause(
  ground: Ground,
  { it, records, answers }: Work,
  arising: Arising,
  answered: Readonly<Record<string, Day>>,
): void {
  if (arising.on > ground.asOf) return
  const id = addTrigger(ground, records, { ...arising, classId: it.classId, studentId: it.studentId })
  answers.set(id, answered)
}
