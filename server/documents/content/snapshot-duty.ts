import { type Day, isoOf } from '../../domain/day.ts'
import { cellOf } from '../../domain/duties/cells.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { type Period, tallyOf } from '../../domain/duties/rate.ts'
import type { Interaction } from '../../domain/duties/world.ts'
import { dutyStateText } from '../../domain/explain/duty.ts'
import { isVeiled, type JudgedSchool, publicKey, type Scope } from '../../overview/overview.ts'
import { both, initials } from '../formats/words.ts'
import type { Evidence, SnapshotDuty } from './snapshot-shape.ts'

/** Whom an emergency is about stays where it was recorded, whoever makes the paper. */
const unnamed = new Set(['II.1'])
const plain = new Set(['met', 'upcoming', 'open'])

/** One duty as a snapshot keeps it, with what the screens would tell its maker of the pupil, the class and who worked. */
export function snapshotDuty(school: JudgedSchool, scope: Scope, duty: Judged, period: Period): SnapshotDuty {
  const { asOf, catalogue, classes, students } = school
  const { spec, studentId } = duty
  const status = duty.gap ? cellOf([spec], [duty], period, asOf) : duty.status
  const paper = paperScope(scope)
  const isNamed = studentId !== undefined && paper.seesPupil(duty)
  const isHidden = isVeiled(school, scope, duty)
  return {
    key: publicKey(school, paper, duty),
    point: spec.point,
    basis: spec.basis,
    className: isHidden ? null : (classes.get(duty.classId)?.name ?? ''),
    student: isNamed ? (students.get(studentId) ?? null) : null,
    opensOn: isoOf(duty.opensOn),
    dueOn: isoOf(duty.dueOn),
    status,
    satisfiedOn: duty.satisfiedOn === undefined ? null : isoOf(duty.satisfiedOn),
    days: duty.gap ? daysOf(duty, period, asOf) : null,
    evidence: evidenceOf(school, duty, period, isHidden),
    reason: plain.has(status) ? null : both((lang) => dutyStateText(duty, catalogue, asOf, lang)),
  }
}

function paperScope(scope: Scope): Scope {
  return { ...scope, seesPupil: (duty) => !unnamed.has(duty.spec.point) && scope.seesPupil(duty) }
}

function daysOf(duty: Judged, period: Period, asOf: Day): SnapshotDuty['days'] {
  const { met, notMet } = tallyOf([duty], period, asOf)
  return { good: met, of: met + notMet }
}

/** The records that count for a duty; of a norm that runs all year those of the period alone. */
function evidenceOf(
  { world, catalogue, staff }: JudgedSchool,
  duty: Judged,
  period: Period,
  isHidden: boolean,
): Evidence[] {
  const ids = new Set(duty.evidenceIds)
  return interactionsOf(world.interactions, ids)
    .filter(({ occurredOn }) => !duty.gap || (occurredOn >= period.from && occurredOn <= period.to))
    .map(({ id, occurredOn, form, authorId }) => {
      const author = authorId === undefined || isHidden ? undefined : staff.get(authorId)
      return {
        id,
        on: isoOf(occurredOn),
        form: catalogue.channels.get(form) ?? { ru: form, en: form },
        author: author === undefined ? null : initials(author),
      }
    })
}

const byId = new WeakMap<readonly Interaction[], ReadonlyMap<number, Interaction>>()

function interactionsOf(all: readonly Interaction[], ids: ReadonlySet<number>): Interaction[] {
  const known = byId.get(all) ?? new Map(all.map((record) => [record.id, record]))
  byId.set(all, known)
  return [...ids]
    .flatMap((id) => known.get(id) ?? [])
    .toSorted((one, other) => one.occurredOn - other.occurredOn || one.id - other.id)
}
