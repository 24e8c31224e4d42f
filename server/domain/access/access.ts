import { type Act, type Group, matrix, ofPupils, type Reach, type Role } from './matrix.ts'

export { type Act, type Group, groups, matrix, ofPupils, type Reach, type Role, roles } from './matrix.ts'

/** A class a person answers for on the day: leads it, acts for who leads it, or stands in during a leave. */
export type OwnClass = { readonly id: number; readonly name: string; readonly as: 'main' | 'acting' | 'delegate' }

/** What is known of a person when access is decided, all of it as of the day. */
export type Holder = {
  readonly staffId: number
  readonly roles: readonly Role[]
  readonly classes: readonly OwnClass[]
}

/** What a route asks of whoever calls it. */
export type May =
  | 'anyone'
  | 'signedIn'
  | { readonly group: Group; readonly act: Act /** Numbers without names suffice. */; readonly counts: boolean }

/** Why a person may: the role that grants it and how far it reaches; `classes` only for `own`. */
export type Because = {
  readonly role: Role | null
  readonly group: Group | null
  readonly reach: Reach
  readonly classes: readonly OwnClass[]
}

/** Reads names; a role that is given numbers alone may not. */
export const reads = (group: Group): May => ({ group, act: 'read', counts: false })
/** Reads numbers; every role with any right to the group may. */
export const counts = (group: Group): May => ({ group, act: 'read', counts: true })
/** Changes. */
export const writes = (group: Group): May => ({ group, act: 'write', counts: false })

const order: readonly Reach[] = ['all', 'own', 'case', 'self', 'counts']

/** Whether a person may, and why: the farthest reach that a role of theirs gives; undefined is "no". */
export function access(holder: Holder, group: Group, act: Act): Because | undefined {
  const rights = matrix[group][act]
  const found = holder.roles
    .flatMap((role) => (rights[role] ? [{ role, reach: rights[role] }] : []))
    // Who leads a class without the dated role is a class teacher all the same.
    .concat(
      holder.classes.length > 0 && rights.classTeacher ? [{ role: 'classTeacher', reach: rights.classTeacher }] : [],
    )
    .toSorted((one, other) => order.indexOf(one.reach) - order.indexOf(other.reach))[0]
  if (!found) return undefined
  return { ...found, group, classes: found.reach === 'own' ? holder.classes : [] }
}

/** Whether a person may take a route, and why. */
export function accessTo(holder: Holder, may: May): Because | undefined {
  if (may === 'anyone' || may === 'signedIn') return { role: null, group: null, reach: 'all', classes: [] }
  const because = access(holder, may.group, may.act)
  if (because?.reach === 'counts' && !may.counts) return undefined
  return because
}

/** Whether a role reads or writes about pupils by name, of the school, a class or a case. */
export function holdsContent(role: Role): boolean {
  return ofPupils.some((group) => {
    const reaches = [matrix[group].read[role], matrix[group].write[role]]
    return reaches.some((reach) => reach !== undefined && reach !== 'counts' && reach !== 'self')
  })
}

/** Whether somebody sees every class and pupil by their office anyway: a principal, a deputy head. */
export function isTrusted(roles: readonly Role[]): boolean {
  return roles.includes('principal') || roles.includes('deputy')
}

/** Whether the reach of a right includes a class by itself (a case is a matter of the pupil). */
export function coversClass({ reach, classes }: Because, classId: number): boolean {
  return reach === 'all' || reach === 'counts' || (reach === 'own' && classes.some(({ id }) => id === classId))
}
