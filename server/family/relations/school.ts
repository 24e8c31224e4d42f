import type { Trx } from '../../database/database.ts'
import { access, coversClass } from '../../domain/access/access.ts'
import { few, hideSmall, shownCount } from '../../domain/access/few.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import type { Change } from '../../domain/family/change.ts'
import { hideTable } from '../../domain/family/table.ts'
import type { Call } from '../../http/serve.ts'
import { countRequests } from '../../overview/overview.ts'
import { listAtWaves, listMeetings, listTopics } from '../queries.ts'
import { changeFor, type FamilyGround, familyGround, halfYear, planOf } from './ground.ts'

const levels = ['favourable', 'attention', 'problem'] as const
const measured = ['worse', 'same', 'better'] as const
type Counted<K extends string> = Record<K, number | null>

/** Families of the school (or of one's own class) in numbers: counts of a few are hidden wherever names are not one's own. */
export async function familyOverview(trx: Trx, call: Call) {
  const ground = await familyGround(trx, call)
  const { on, waves, compared } = ground
  const isHiding = call.because.reach !== 'own'
  const lines = await classLines(trx, call, ground, isHiding)
  const counts = changeCounts(
    lines.map(({ exact }) => exact),
    isHiding,
  )
  return {
    on: isoOf(on),
    isHiding,
    waves: await waveLines(trx, call, ground, isHiding),
    comparedWave: waves[compared]?.id ?? null,
    classes: lines.map(({ line }, no) => ({ ...line, changes: counts.classes[no] ?? counts.school })),
    changes: counts.school,
    requests: await requestLines(trx, call, ground),
    plans: planCounts(call, ground),
  }
}

function counted<K extends string>(keys: readonly K[], values: readonly K[], isHiding: boolean): Counted<K> {
  const exact = keys.map((key) => values.filter((value) => value === key).length)
  const shown = isHiding ? hideSmall(exact) : exact
  return Object.fromEntries(keys.map((key, place) => [key, shown[place] ?? null])) as Counted<K>
}

/**
 * How those who were measured have changed, by class and in the school, as far as it may be shown. Who was not measured is no
 * secret: coverage tells it.
 */
function changeCounts(classes: readonly (readonly Change[])[], isHiding: boolean) {
  const exact = classes.map((own) => measured.map((change) => own.filter((it) => it === change).length))
  const sums = measured.map((_, column) => exact.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  const shown = isHiding ? hideTable(exact, measured.length) : { cells: exact, sums }
  const named = (counts: readonly (number | null)[] | undefined, own: readonly Change[]) => {
    const [worse = null, same = null, better = null] = counts ?? []
    return { worse, same, better, unmeasured: own.filter((it) => it === 'unmeasured').length }
  }
  return { classes: classes.map((own, no) => named(shown.cells[no], own)), school: named(shown.sums, classes.flat()) }
}

/** Of each wave: who was there, who was measured with consent, and the levels. */
async function waveLines(trx: Trx, call: Call, ground: FamilyGround, isHiding: boolean) {
  const { who, on, knownAt, because } = call
  const { waves, points, instruments, facts, students } = ground
  const ids = waves.map(({ id }) => id)
  const there = await listAtWaves(trx, who.schoolId, ids, { on: isoOf(on), knownAt })
  const mine = because.reach === 'own' ? new Set(students.map(({ id }) => id)) : undefined
  const refused = new Set(
    facts.students
      .filter((row) => facts.text(row, 'consentState', { purpose: 'familySurvey' }) !== 'given')
      .map(({ id }) => id),
  )
  return waves.map((wave, place) => {
    const families = [...(there.get(wave.id) ?? [])].filter((id) => mine?.has(id) ?? true)
    const own = families.flatMap((id) => points.get(id)?.findLast((point) => point.wave === place) ?? [])
    const used = [...new Set(own.map(({ instrument }) => instrument))]
    return {
      ...wave,
      isClosed: dayOf(wave.closesOn) < on,
      families: families.length,
      measured: own.length,
      withoutConsent: families.filter((id) => refused.has(id)).length,
      levels: counted(
        levels,
        own.flatMap(({ level }) => level ?? []),
        isHiding,
      ),
      instruments: used.flatMap((id) => instruments.get(id)?.title ?? []),
    }
  })
}

async function classLines(trx: Trx, call: Call, ground: FamilyGround, isHiding: boolean) {
  const { who, on, knownAt } = call
  const { facts, compared, points } = ground
  const meetings = await listMeetings(trx, who.schoolId, isoOf(on - halfYear.days + 1), { on: isoOf(on), knownAt })
  const byClass = Map.groupBy(ground.students, ({ classId }) => classId)
  const reading = access(who, 'family', 'read')
  return ground.classes.map(({ id, name, grade }) => {
    const own = byClass.get(id) ?? []
    const exact = own.map((row) => changeFor(ground, row.id))
    const indexes = own.flatMap((row) => facts.number(row, 'participationIndex', halfYear) ?? [])
    const isShown = indexes.length >= (isHiding ? few : 1)
    const { meetings: held = 0, invited = 0, came = 0 } = meetings.get(id) ?? {}
    const line = {
      id,
      name,
      grade,
      families: own.length,
      mayOpen: reading !== undefined && reading.reach !== 'counts' && coversClass(reading, id),
      measured: own.filter((row) => points.get(row.id)?.some(({ wave }) => wave === compared)).length,
      participation: isShown ? Math.round(indexes.reduce((sum, index) => sum + index, 0) / indexes.length) : null,
      participationOf: indexes.length,
      meetings: held,
      invited,
      came,
    }
    return { line, exact }
  })
}

/**
 * Requests of the school year by topic: how many were answered in time, of those whose term is over or that are answered. Who may
 * not read requests by name is not told of a few, nor of the parts of what is hidden.
 */
async function requestLines(trx: Trx, { who }: Call, { school, classes }: FamilyGround) {
  const topics = await listTopics(trx, who.schoolId)
  const ids = new Set(classes.map(({ id }) => id))
  const own = school.duties.filter(({ spec, classId }) => spec.point === 'III.3' && ids.has(classId))
  const reading = access(who, 'requests', 'read')
  const isHiding = reading === undefined || reading.reach === 'counts'
  const byTopic = Map.groupBy(own, ({ trigger }) => topics.get(trigger?.id ?? 0) ?? 'other')
  return [...byTopic]
    .map(([topic, duties]) => ({ topic, ...countRequests(school, duties) }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count || one.topic.localeCompare(other.topic))
    .map((line) => (isHiding ? fewHidden(line) : line))
}

type RequestCounts = ReturnType<typeof countRequests>
type RequestLine = { topic: string } & Counted<keyof RequestCounts>

/** The counts of a topic where a few are not to be told: none follows from the rest. */
function fewHidden({ topic, ...told }: { topic: string } & RequestCounts): RequestLine {
  const nothing = { count: null, decided: null, inTime: null, late: null, open: null, overdue: null, never: null }
  if (shownCount(told.count) === null) return { topic, ...nothing }
  const [decided = null, open = null] = hideSmall([told.decided, told.open])
  const [inTime = null, late = null, never = null] =
    decided === null ? [] : hideSmall([told.inTime, told.late, told.never])
  const [overdue = null] = open === null ? [] : hideSmall([told.overdue, told.open - told.overdue])
  return { topic, count: told.count, decided, open, inTime, late, never, overdue }
}

/** Families that need a plan and those that have none; who may see their names gets the very numbers of that list. */
function planCounts({ because }: Call, ground: FamilyGround) {
  const plans = ground.students.map((row) => planOf(ground, row)).filter((plan) => plan !== 'notNeeded')
  const without = plans.filter((plan) => plan === 'missing').length
  const mayList = because.reach !== 'counts'
  const [needed, none] = mayList
    ? [plans.length, without]
    : [plans.length > 0 && plans.length < few ? null : plans.length, without > 0 && without < few ? null : without]
  return { needed, without: none, mayList }
}
