import { type Group, type Holder, matrix, type OwnClass, ofPupils, type Role } from './access.ts'

export type Reason = {
  role: Role
  why: 'ownClass' | 'wholeSchool' | 'openCase'
  /** How the class is led, for `ownClass`. */
  as: OwnClass['as'] | null
  groups: Group[]
}

/** Why a person can see a pupil: by which role, how, and which groups of fields. Empty: they cannot. */
export function reasonsToSee(holder: Holder, pupil: { classId: number; hasOpenCase: boolean }): Reason[] {
  const own = holder.classes.find(({ id }) => id === pupil.classId)
  const held = new Set<Role>(own ? [...holder.roles, 'classTeacher'] : holder.roles)
  return [...held].flatMap((role) => {
    const seen = (reach: string) => ofPupils.filter((group) => matrix[group].read[role] === reach)
    const reasons: Reason[] = [
      { role, why: 'wholeSchool', as: null, groups: seen('all') },
      ...(own ? [{ role, why: 'ownClass' as const, as: own.as, groups: seen('own') }] : []),
      ...(pupil.hasOpenCase ? [{ role, why: 'openCase' as const, as: null, groups: seen('case') }] : []),
    ]
    return reasons.filter(({ groups }) => groups.length > 0)
  })
}
