import type { Trx } from '../../database/database.ts'
import type { Reach } from '../../domain/access/access.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import { hideSmall } from '../../domain/flags/cells.ts'
import { standingAfter } from '../../domain/flags/history.ts'
import { rulesOf } from '../../escalations/escalations.ts'
import { classesOf, requireClass } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import { judgedFor } from '../../overview/overview.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { listHistoriesSince } from '../queries/events.ts'
import type { OpenFlag } from '../queries.ts'
import { hiddenBy } from './list.ts'
import { namedFrom, type Sight, sightOf } from './sight.ts'
import { standingOn } from './standing.ts'

const levels = [4, 3, 2, 1] as const
/** Weeks told of, the present one included. */
const weeks = 12

/** How many flags are open: by level, domain, class and rule, and week by week. Few people whom one may not see are not told apart. */
export async function summariseFlags(trx: Trx, call: Call, classId: number | undefined) {
  if (classId !== undefined) requireClass(call, classId)
  const standing = await standingOn(trx, call)
  const sight = await sightOf(trx, call)
  const reached = call.because.reach === 'case' ? undefined : classesOf(call.because)
  const own = standing.flags.filter(
    (flag) =>
      hiddenBy(flag, standing.flags) === null &&
      (classId === undefined || flag.classId === classId) &&
      (reached === undefined || reached.includes(flag.classId)),
  )
  const ruleSet = await rulesOf(trx, call)
  const pupils = pupilsOf(own)
  const unseen = own.filter((flag) => !sight(flag))
  return {
    asOf: isoOf(call.on),
    runOn: standing.runOn,
    rules: standing.rules,
    total: shownOf(own.length, unseen.length),
    pupils: shownOf(pupils.size, pupilsOf(unseen).size),
    levels: cellsOf(own, levels, ({ level }) => level, sight).map(({ key, count }) => ({ level: key, count })),
    domains: cellsOf(own, domains, ({ domain }) => domain, sight).map(({ key, count }) => ({ domain: key, count })),
    classes: await classLines(trx, call, own, sight),
    byRule: ruleLines(own, sight, ruleSet),
    weeks: await weekLines(trx, call, { classId, reached }, standing.runOn),
  }
}

function pupilsOf(flags: readonly OpenFlag[]): ReadonlySet<number> {
  return new Set(flags.flatMap(({ studentId }) => studentId ?? []))
}

/** One number by itself; null where one to four of it are not for the person to see. */
function shownOf(count: number, unseen: number): number | null {
  return hideSmall([{ count, unseen }])[0] ?? null
}

const domains = ['academic', 'attendance', 'conduct', 'family', 'support'] as const

function cellsOf<K>(flags: readonly OpenFlag[], keys: readonly K[], keyOf: (flag: OpenFlag) => unknown, sight: Sight) {
  const parts = keys.map((key) => flags.filter((flag) => keyOf(flag) === key))
  const shown = hideSmall(parts.map((part) => ({ count: part.length, unseen: part.filter((it) => !sight(it)).length })))
  return keys.map((key, no) => ({ key, count: shown[no] ?? null }))
}

async function classLines(trx: Trx, call: Call, own: readonly OpenFlag[], sight: Sight) {
  const { present } = await judgedFor(trx, call)
  const byClass = present.map((each) => ({ ...each, flags: own.filter(({ classId }) => classId === each.id) }))
  const shown = byClass.filter(({ flags }) => flags.length > 0)
  const totals = cellsOf(
    own,
    shown.map(({ id }) => id),
    ({ classId }) => classId,
    sight,
  )
  const rows = levels.map((level) =>
    cellsOf(
      own.filter((flag) => flag.level === level),
      shown.map(({ id }) => id),
      ({ classId }) => classId,
      sight,
    ),
  )
  return shown.map(({ id, name }, no) => {
    const line = levels.map((level, at) => ({ level, count: rows[at]?.[no]?.count ?? null }))
    // One number held back of a line would be told by its total.
    const isTold = line.filter(({ count }) => count === null).length === 1
    return { class: { id, name }, count: isTold ? null : (totals[no]?.count ?? null), levels: line }
  })
}

function ruleLines(own: readonly OpenFlag[], sight: Sight, { rules }: RuleSet) {
  const fired = rules.filter(({ rule }) => own.some(({ ruleId }) => ruleId === rule.id))
  const cells = cellsOf(
    own,
    fired.map(({ rule }) => rule.id),
    ({ ruleId }) => ruleId,
    sight,
  )
  return fired.map(({ rule }, no) => ({
    rule: rule.id,
    title: rule.title,
    domain: rule.domain,
    count: cells[no]?.count ?? null,
  }))
}

/** Levels below which flags of a week count as unseen; of a week that is over nobody asks whose class or case it was. */
const unseenBelow: Readonly<Record<Reach, number>> = {
  all: namedFrom,
  own: 0,
  case: Number.POSITIVE_INFINITY,
  self: Number.POSITIVE_INFINITY,
  counts: Number.POSITIVE_INFINITY,
}

/** The flags that people saw at the end of each week, told from their histories: the last week's are those of the list. */
async function weekLines(
  trx: Trx,
  { who, on, because }: Call,
  scope: { classId: number | undefined; reached: readonly number[] | undefined },
  runOn: string,
) {
  const last = Math.min(on, dayOf(runOn))
  const ends = Array.from({ length: weeks }, (_, back) => last - 7 * (weeks - 1 - back))
  const histories = await listHistoriesSince(trx, who.schoolId, isoOf(ends[0] ?? last), isoOf(on), scope)
  return ends.map((end) => {
    const day = end === last ? isoOf(on) : isoOf(end)
    const counts = new Map<number, number>()
    for (const entries of histories) {
      const standing = standingAfter(entries.filter((entry) => entry.on <= day))
      if (!standing || standing.suppressedBy !== null || standing.groupedUnder !== null) continue
      counts.set(standing.level, (counts.get(standing.level) ?? 0) + 1)
    }
    const sum = (from: number) => [...counts].reduce((all, [level, count]) => all + (level < from ? count : 0), 0)
    return { on: isoOf(end), count: shownOf(sum(Number.POSITIVE_INFINITY), sum(unseenBelow[because.reach])) }
  })
}
