import type { Trx } from '../../database/database.ts'
import type { Profile } from '../../domain/formats/profile.ts'
import { type Stages, takeIds } from '../queries/stage.ts'
import type { TargetName } from '../queries/targets.ts'
import type { AnyRecord } from '../records/kinds.ts'
import type { Notes } from '../records/notes.ts'
import { faultsOf } from './faults.ts'
import type { Found, Ref, Register, StudentRef } from './register.ts'
import { findStudent } from './students.ts'
import type { Tracker } from './tracker.ts'

/** What the catalogue says of a kind of incident. */
export type IncidentKind = { readonly severity: number; readonly isEmergency: boolean; readonly isRestricted: boolean }
export type Period = { readonly schoolYear: string; readonly id: string; readonly endsOn: string }

/** Everything the records of one import are placed with. */
export type Context = {
  readonly trx: Trx
  readonly schoolId: number
  readonly timeZone: string
  /** The day of the load: nothing has happened after it. */
  readonly asOf: string
  readonly profile: Profile
  readonly register: Register
  readonly stages: Stages
  readonly notes: Notes
  readonly tracker: Tracker
  /** The pupil of a file that names none. */
  readonly pupil: StudentRef | undefined
  /** The school had subjects before this import. */
  readonly hadSubjects: boolean
  readonly incidentKinds: ReadonlyMap<string, IncidentKind>
  readonly periods: readonly Period[]
}

/** Gives ids to the new ones, from the sequence of their table. */
export async function giveIds(context: Context, table: TargetName, refs: readonly Ref[]): Promise<void> {
  const unnumbered = refs.filter((ref) => ref.id === 0)
  if (unnumbered.length === 0) return
  await context.stages.settle()
  const ids = await takeIds(context.trx, table, unnumbered.length)
  unnumbered.forEach((ref, index) => {
    ref.id = ids[index] ?? 0
  })
}

/** The pupil a record is about; a row that names none, or several, is refused. */
export function pupilOf(context: Context, record: AnyRecord): StudentRef | undefined {
  if (context.pupil) return context.pupil
  const found: Found<StudentRef> = findStudent(
    context.register,
    record.fields as { studentKey?: string; studentName?: string; className?: string },
  )
  if ('ref' in found) return found.ref
  context.notes.refuse(record.origin, faultsOf(context, record, found), record.kind)
  return undefined
}
