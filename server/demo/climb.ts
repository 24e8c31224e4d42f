import { type Day, isoOf } from '../domain/day.ts'
import { type Ground, workdaysAfter } from './ground.ts'
import type { Answers, Case, Dynamics } from './ladder.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { addTrigger } from './triggers.ts'

export type Step = { on: Day; transition: string; to: string; by: number; dynamics?: Dynamics; note?: string }
export type CaseWork = { it: Case; chance: Random; staff: Staff; records: Records; answers: Answers }

/** The whole course of a case; what lies after the day is cut by the caller. Triggers are entered up to the day. */
export function stepsOf(ground: Ground, work: CaseWork): Step[] {
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
function climb(ground: Ground, work: CaseWork, reviewed: Day, by: number): Step[] {
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

function collegial(ground: Ground, work: CaseWork, from: Day, by: number): Step[] {
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
  { it, records, answers }: CaseWork,
  arising: Arising,
  answered: Readonly<Record<string, Day>>,
): void {
  if (arising.on > ground.asOf) return
  const id = addTrigger(ground, records, { ...arising, classId: it.classId, studentId: it.studentId })
  answers.set(id, answered)
}
