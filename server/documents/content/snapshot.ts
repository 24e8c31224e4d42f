import { createHash } from 'node:crypto'
import { dayOf, isoOf } from '../../domain/day.ts'
import { isPending, type Judged } from '../../domain/duties/duty.ts'
import type { Period } from '../../domain/duties/rate.ts'
import { nothingText } from '../../domain/explain/duty.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import { canonicalOf } from '../../domain/revisions/canonical.ts'
import { isVeiled, type JudgedSchool, type Scope } from '../../overview/overview.ts'
import { editionOf, type RuleSet } from '../../rules/rules.ts'
import { both } from '../formats/words.ts'
import type { Ground } from './ground.ts'
import { snapshotDuty } from './snapshot-duty.ts'
import type { NotRequired, Snapshot, SnapshotAsked, SnapshotContent, SnapshotPoint } from './snapshot-shape.ts'

type ClassOfYear = JudgedSchool['present'][number]

/** Freezes what every duty of a period was as of the day of the ground. */
export function snapshotOf({ school, ruleSet, asking, made }: Ground, scope: Scope, asked: SnapshotAsked): Snapshot {
  const period = { from: dayOf(asked.from), to: dayOf(asked.to) }
  const points = school.points.filter(({ id }) => asked.point === null || id === asked.point)
  const classes = classesIn(school, period, asked.classIds)
  const veiled = new Set(school.duties.filter((duty) => isVeiled(school, scope, duty)))
  // Of named classes a duty whose class must not be told would be told by the question.
  const duties = dutiesIn(school, period, points, classes, veiled).filter(
    (duty) => asked.classIds === null || !veiled.has(duty),
  )
  const notRequired = notRequiredOf(points, classes, duties, veiled)
  const content: SnapshotContent = {
    on: isoOf(school.asOf),
    knownAt: asking.knownAt.toISOString(),
    period: { from: asked.from, to: asked.to },
    point: asked.point,
    classes: asked.classIds === null ? null : classes.map(({ name }) => name),
    rules: hashesOf(ruleSet),
    points: points.map((point) => pointOf(point, duties, notRequired)),
    duties: duties.map((duty) => snapshotDuty(school, scope, duty, period)),
    notRequired,
  }
  const { school: name, by, at } = made
  return { content, hash: sha256(content), made: { school: name, by, at } }
}

/** Classes whose school year meets the period, by grade and name. */
function classesIn({ classes, seen }: JudgedSchool, period: Period, ids: readonly number[] | null): ClassOfYear[] {
  return [...classes.values()]
    .filter(({ id }) => {
      const year = seen.classes.get(id)?.class.calendar.year
      const isAsked = ids === null || ids.includes(id)
      return isAsked && year !== undefined && year.startsOn <= period.to && year.endsOn >= period.from
    })
    .toSorted(
      (one, other) =>
        one.schoolYear.localeCompare(other.schoolYear) ||
        one.grade - other.grade ||
        one.name.localeCompare(other.name, 'ru'),
    )
}

function dutiesIn(
  { duties }: JudgedSchool,
  period: Period,
  points: readonly RegulationPoint[],
  classes: readonly ClassOfYear[],
  veiled: ReadonlySet<Judged>,
): Judged[] {
  const pointPlace = new Map(points.map(({ id }, place) => [id, place]))
  const classPlace = new Map(classes.map(({ id }, place) => [id, place]))
  const place = (places: ReadonlyMap<string | number, number>, key: string | number) => places.get(key) ?? 0
  // In the order of classes the place would tell the class.
  const ofClass = (duty: Judged) => (veiled.has(duty) ? classes.length : place(classPlace, duty.classId))
  return (
    duties
      .filter(({ spec, classId }) => pointPlace.has(spec.point) && classPlace.has(classId))
      // What is due before the period and still owed on the day belongs to the state of that day as well.
      .filter(
        (duty) =>
          duty.opensOn <= period.to && ((duty.gap ? duty.window.to : duty.dueOn) >= period.from || isPending(duty)),
      )
      .toSorted(
        (one, other) =>
          place(pointPlace, one.spec.point) - place(pointPlace, other.spec.point) ||
          ofClass(one) - ofClass(other) ||
          one.dueOn - other.dueOn ||
          (one.key < other.key ? -1 : 1),
      )
  )
}

/**
 * Points that asked nothing of a class in the period: proof that there was nothing to do. Of a point with a duty whose class must
 * not be told none are listed: the one that is missing would be it.
 */
function notRequiredOf(
  points: readonly RegulationPoint[],
  classes: readonly ClassOfYear[],
  duties: readonly Judged[],
  veiled: ReadonlySet<Judged>,
): NotRequired[] {
  const silent = new Set([...veiled].map(({ spec }) => spec.point))
  const touched = new Set(duties.map(({ spec, classId }) => `${spec.point}|${classId}`))
  return points
    .filter(({ id }) => !silent.has(id))
    .flatMap((point) =>
      classes
        .filter(({ id }) => !touched.has(`${point.id}|${id}`))
        .map(({ name }) => ({
          point: point.id,
          className: name,
          reason: both((lang) => nothingText(point, lang)),
        })),
    )
}

function pointOf(
  { id, title, specs }: RegulationPoint,
  duties: readonly Judged[],
  notRequired: readonly NotRequired[],
): SnapshotPoint {
  const own = duties.filter(({ spec }) => spec.point === id)
  const bases = new Set(specs.map(({ basis }) => basis))
  const [only] = bases
  return {
    point: id,
    title,
    norm: bases.size === 1 && only !== undefined ? only : 'both',
    asked: own.length,
    counts: Object.fromEntries(
      [...Map.groupBy(own, ({ status }) => status)].map(([status, of]) => [status, of.length]),
    ),
    notRequired: notRequired.filter(({ point }) => point === id).length,
  }
}

/** Hashes of the edition: of the regulation alone, and of everything that was in force with it. */
function hashesOf(ruleSet: RuleSet): SnapshotContent['rules'] {
  const { hash, revisions } = editionOf(ruleSet)
  const regulation = revisions
    .filter(({ path }) => path.includes('regulation/'))
    .map(({ path, hash: of }) => [path, of])
  return { regulation: sha256(regulation), ruleSet: hash }
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalOf(value)).digest('hex')
}
