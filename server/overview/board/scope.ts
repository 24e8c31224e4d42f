import { access, type Because, coversClass, type Group } from '../../domain/access/access.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { classesOf } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import type { JudgedSchool } from './judged.ts'
import { once } from './once.ts'

/** Points whose duties tell something of a pupil or a family that not everyone who sees duties may know. */
const groupOfPoint: Readonly<Record<string, Group>> = {
  'I.3': 'support',
  'I.4': 'support',
  'I.5': 'support',
  'II.1': 'emergencies',
  'III.3': 'requests',
  'III.4': 'requests',
  'III.5': 'requests',
  'III.11': 'family',
}

/** A cell about fewer pupils than this is shown without its number to those who may not see the pupils. */
export const few = 5

/** What a person sees of the duties of a school. Two people with the same `key` see the same. */
export type Scope = {
  readonly key: string
  /** Undefined: every class. */
  readonly classes: readonly number[] | undefined
  /** Whether names of people are shown at all. */
  readonly hasNames: boolean
  readonly seesPupil: (duty: { readonly classId: number; readonly spec: { readonly point: string } }) => boolean
}

/** The scope of a call. */
export function scopeOf({ who, because }: Pick<Call, 'who' | 'because'>): Scope {
  const hasNames = because.reach !== 'counts'
  const reaches = new Map(
    [...new Set(Object.values(groupOfPoint))].map((group) => [group, access(who, group, 'read')] as const),
  )
  const classes = classesOf(because)
  const parts = [...reaches].map(([group, found]) => `${group}:${found?.reach ?? ''}`)
  const own = who.classes.map(({ id }) => id).join(',')
  return {
    key: [because.reach, classes?.join(',') ?? '*', own, ...parts].join('|'),
    classes,
    hasNames,
    seesPupil: ({ classId, spec }) => {
      const group = groupOfPoint[spec.point]
      return hasNames && (group === undefined || reachesPupils(reaches.get(group), classId))
    },
  }
}

function reachesPupils(because: Because | undefined, classId: number): boolean {
  if (because === undefined || because.reach === 'counts' || because.reach === 'case') return false
  return coversClass(because, classId)
}

/** The duties that a scope reaches. */
export function dutiesIn(school: JudgedSchool, scope: Scope): readonly Judged[] {
  const { classes } = scope
  if (classes === undefined) return school.duties
  return once(school, `duties|${scope.key}`, () => school.duties.filter(({ classId }) => classes.includes(classId)))
}

/** Whether the class of a duty must not be told: it is about few pupils, and these pupils are not for this person. */
export function isVeiled(school: JudgedSchool, scope: Scope, duty: Judged): boolean {
  if (duty.studentId === undefined || scope.seesPupil(duty)) return false
  return (pupilsMeant(school).get(`${duty.classId}|${duty.spec.point}`)?.size ?? 0) < few
}

/** Pupils that the duties of a class under a point are about. */
function pupilsMeant(school: JudgedSchool): ReadonlyMap<string, ReadonlySet<number>> {
  return once(school, 'pupils meant', () => {
    const pupils = new Map<string, Set<number>>()
    for (const { classId, spec, studentId } of school.duties) {
      if (studentId === undefined) continue
      const key = `${classId}|${spec.point}`
      pupils.set(key, (pupils.get(key) ?? new Set()).add(studentId))
    }
    return pupils
  })
}
