import { type Day, isoOf, mondayOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { groupOf } from '../../domain/duties/groups.ts'
import { quantile } from '../../domain/duties/limits.ts'
import { answerBins, answerDays, countRequests, isAnswerIn, requestStand } from './answers.ts'
import { budgetOf } from './budget.ts'
import type { JudgedSchool } from './judged.ts'
import { publicKey } from './keys.ts'
import { once } from './once.ts'
import { dutiesIn, type Scope } from './scope.ts'
import { selectDuties } from './selection.ts'

/** Weeks ahead, and days of a review strip behind. */
const weeksAhead = 8
const stripDays = 60

/** How the work goes: answers to requests, reviews of the fortnight norm, what comes due, and how many misses the year bears. */
export function workOf(school: JudgedSchool, scope: Scope) {
  return once(school, `work|${scope.key}`, () => ({
    answers: answersOf(school, scope),
    reviews: reviewsOf(school, scope),
    coming: comingOf(school, scope),
    budget: budgetOf(school, scope),
  }))
}

/** Days from a request to its answer, this school year, in time and later; those without an answer stand apart. */
function answersOf(school: JudgedSchool, scope: Scope) {
  const duties = dutiesIn(school, scope)
  const days = duties.flatMap((duty) => {
    const days = answerDays(school, duty)
    return typeof days === 'number' ? [{ days, isInTime: requestStand(school, duty) === 'inTime' }] : []
  })
  const answered = days.map((each) => each.days)
  const limit = school.seen.specs.find((spec) => groupOf(spec) === 'fiveDays')
  return {
    limitDays: limit?.kind === 'deadline' ? (limit.days ?? 0) : 0,
    bins: answerBins.map((bin) => {
      const own = days.filter((each) => isAnswerIn(each.days, bin))
      return { bin, count: own.length, inTime: own.filter(({ isInTime }) => isInTime).length }
    }),
    ...countRequests(school, duties),
    answered: answered.length,
    median: quantile(answered, 0.5),
    p90: quantile(answered, 0.9),
  }
}

/** The age of the last review of each class, day by day: in the order of classes. */
function reviewsOf(school: JudgedSchool, scope: Scope) {
  const tracks = Map.groupBy(
    dutiesIn(school, scope).filter(({ gap }) => gap !== undefined),
    ({ classId }) => classId,
  )
  return school.present.flatMap(({ id, name }) =>
    (tracks.get(id) ?? []).flatMap((duty) => reviewOf(school, scope, name, duty)),
  )
}

function reviewOf(school: JudgedSchool, scope: Scope, name: string, duty: Judged) {
  const { gap, spec, classId, status } = duty
  if (!gap || spec.kind !== 'gap') return []
  const days = gap.days.slice(-stripDays)
  const last = duty.evidenceIds.length > 0 ? isoOf(duty.opensOn) : null
  return [
    {
      key: publicKey(school, scope, duty),
      classId,
      class: name,
      point: spec.point,
      status,
      limitDays: spec.days,
      age: Math.max(0, gap.age),
      lastOn: last,
      from: days[0] ? isoOf(days[0].day) : null,
      ages: days.map(({ age }) => age),
    },
  ]
}

/** Duties that come due week by week. */
function comingOf(school: JudgedSchool, scope: Scope) {
  const first = mondayOf(school.asOf)
  return Array.from({ length: weeksAhead }, (_, no) => {
    const from: Day = Math.max(first + 7 * no, school.asOf)
    const dueFrom = isoOf(from)
    const dueTo = isoOf(first + 7 * no + 6)
    const due = selectDuties(school, scope, { set: 'coming', dueFrom, dueTo })
    const normative = due.filter(({ duty }) => duty.spec.basis === 'normative').length
    return { dueFrom, dueTo, normative, local: due.length - normative }
  })
}
