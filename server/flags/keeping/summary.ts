import type { Trx } from '../../database/database.ts'
import type { Reach } from '../../domain/access/access.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import { hideSmall } from '../../domain/flags/cells.ts'
import { standingAfter } from '../../domain/flags/history.ts'
import { rulesOf } from '../../escalations/escalations.ts'
import { classesWithin, requireClass } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import { judgedReached } from '../../overview/overview.ts'
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
  const reached = classesWithin(call.because)
  const own = standing.flags.filter(
    (flag) =>
      hiddenBy(flag, standing.flags) === null &&
      (classId === undefined || flag.classId === classId) &&
      (reached === undefined || reached.includes(flag.classId)),
  )
  const ruleSet = await rulesOf(trx, call)
  const pupils = pupilsOf(own)
  const unseen = own.filter((flag) => !sight(flag))
  const byLevel = cellsOf(own, levels, ({ level }) => level, sight)
  const byDomain = cellsOf(own, domains, ({ domain }) => domain, sight)
  return {
    asOf: isoOf(call.on),
    runOn: standing.runOn,
    rules: standing.rules,
    hasClasses: standing.judged.present.length > 0,
    total: shownOf(own.length, unseen.length),
    pupils: shownOf(pupils.size, pupilsOf(unseen).size),
    levels: byLevel.map(({ key, count }) => ({ level: key, count })),
    domains: byDomain.map(({ key, count }) => ({ domain: key, count })),
    classes: await classLines(trx, call, own, sight, byLevel),
    byRule: ruleLines(own, sight, ruleSet, byDomain),
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

type Told<K> = { key: K; count: number | null }

function cellsOf<K>(
  flags: readonly OpenFlag[],
  keys: readonly K[],
  keyOf: (flag: OpenFlag) => unknown,
  sight: Sight,
  isTotalHidden = false,
): Told<K>[] {
  const parts = keys.map((key) => flags.filter((flag) => keyOf(flag) === key))
  const cells = parts.map((part) => ({ count: part.length, unseen: part.filter((it) => !sight(it)).length }))
  const shown = hideSmall(cells, isTotalHidden)
  return keys.map((key, no) => ({ key, count: shown[no] ?? null }))
}

/** Class by level. The number of a class is shown where every part of it is: else the total would tell what is held back. */
async function classLines(
  trx: Trx,
  call: Call,
  own: readonly OpenFlag[],
  sight: Sight,
  byLevel: readonly Told<number>[],
) {
  const { present } = await judgedReached(trx, call)
  const shown = present.filter(({ id }) => own.some(({ classId }) => classId === id))
  const ids = shown.map(({ id }) => id)
  const columns = byLevel.map(({ key, count }) =>
    cellsOf(
      own.filter(({ level }) => level === key),
      ids,
      ({ classId }) => classId,
      sight,
      count === null,
    ),
  )
  return shown.map(({ id, name }, no) => {
    const line = byLevel.map(({ key }, at) => ({ level: key, count: columns[at]?.[no]?.count ?? null }))
    return { class: { id, name }, count: sumOf(line.map(({ count }) => count)), levels: line }
  })
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0)
}

/** Rules by their domain: the rules of a domain add up to its number, shown or held back. */
function ruleLines(own: readonly OpenFlag[], sight: Sight, { rules }: RuleSet, byDomain: readonly Told<string>[]) {
  const fired = rules.filter(({ rule }) => own.some(({ ruleId }) => ruleId === rule.id))
  const ids = (domain: string) => fired.filter(({ rule }) => rule.domain === domain).map(({ rule }) => rule.id)
  const counts = new Map(
    byDomain.flatMap(({ key, count }) =>
      cellsOf(
        own.filter(({ domain }) => domain === key),
        ids(key),
        ({ ruleId }) => ruleId,
        sight,
        count === null,
      ).map((cell) => [cell.key, cell.count] as const),
    ),
  )
  return fired.map(({ rule }) => ({
    rule: rule.id,
    title: rule.title,
    domain: rule.domain,
    count: counts.get(rule.id) ?? null,
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
