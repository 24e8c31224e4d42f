import { type Day, isoOf } from '../domain/day.ts'
import type { Cast } from './cast.ts'
import { type CaseWork, type Step, stepsOf } from './climb.ts'
import type { Ground } from './ground.ts'
import type { ClassJournal } from './journal/days.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'

type Domain = 'academic' | 'attendance' | 'conduct' | 'family' | 'support'
export type Dynamics = 'improved' | 'none' | 'worse' | 'tooEarly'

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
      if (cast.plays(id, 'climbing')) return [climberOf(it, cast, at)]
      if (cast.plays(id, 'relapse')) return [{ ...it, domain: 'conduct', openedOn: at(24), course: 'meeting' }]
      return []
    })
}

/** School days in which a case came to the memo, the meeting, the agreements, the council. */
const climbs = [11, 14, 19, 25, 30, 40, 43, 46] as const

/** Pupils whose cases stand on every rung of the ladder just now. */
function climberOf(it: { classId: number; studentId: number }, cast: Cast, at: (back: number) => Day): Case {
  const no = cast.who('climbing').findIndex(({ id }) => id === it.studentId)
  const back = climbs[no] ?? climbs[0]
  const domain = domains[no % domains.length] ?? 'academic'
  return { ...it, domain, openedOn: at(back), course: back >= 40 ? 'collegial' : 'meeting', dynamics: 'none' }
}

function addCase(ground: Ground, work: CaseWork): void {
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
