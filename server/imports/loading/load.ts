import type { Trx } from '../../database/database.ts'
import type { Profile } from '../../domain/formats/profile.ts'
import { Refusal } from '../../refusal.ts'
import { type Change, listChanges } from '../queries/changes.ts'
import type { Counts, Load } from '../queries/compare.ts'
import { type Conflict, listConflicts } from '../queries/conflicts.ts'
import { listStudentsByKey, readRegister } from '../queries/known.ts'
import { type Break, readSchool } from '../queries/linked.ts'
import { type Range, type Scope, wholeOf } from '../queries/scope.ts'
import { createStages } from '../queries/stage.ts'
import type { AnyRecord, Kind, RecordOf } from '../records/kinds.ts'
import { foldName } from '../records/names.ts'
import type { Notes } from '../records/notes.ts'
import type { Context } from '../resolve/context.ts'
import { gather, type RecordStream, stageStream } from '../resolve/gather.ts'
import { readIncidentKinds, readPeriods } from '../resolve/lookups.ts'
import type { Register, Setting, StudentRef } from '../resolve/register.ts'
import { stageSubjects } from '../resolve/stage-events.ts'
import { stageIncidents } from '../resolve/stage-incidents.ts'
import { planBreaks, stageLoads, stageMeetings } from '../resolve/stage-plans.ts'
import { closeMissing, placePeople, stageKeys, stagePeople } from '../resolve/stage-roster.ts'
import { findPupil, missingStudents } from '../resolve/students.ts'
import { createTracker } from '../resolve/tracker.ts'
import { write } from './write.ts'

export type { RecordStream } from '../resolve/gather.ts'

export type LoadOptions = {
  readonly setting: Setting
  readonly asOf: string
  /** Names the rows that come, change and go: worth its time where a person decides. */
  readonly listsChanges: boolean
  readonly pupil: string | undefined
  /** The name the file itself prints, to compare with. */
  readonly namedPupil: string | undefined
  readonly closeMissing: boolean
  readonly rulesFolder: string
  readonly covers: {
    readonly who?: 'school' | 'classes' | 'students' | 'nobody'
    readonly from?: string
    readonly to?: string
  }
  readonly onRows: (count: number) => void
}

export type Loaded = {
  readonly counts: Map<string, Counts>
  readonly scope: Scope
  readonly conflicts: Conflict[]
  readonly missing: StudentRef[]
  readonly rows: number
  /** The first rows behind each number, where they were asked for. */
  readonly changes: Change[]
}

const people: ReadonlySet<Kind> = new Set(['class', 'staff', 'student', 'guardian'])
const whole: ReadonlySet<Kind> = new Set(['incident', 'closure', 'load', 'meeting'])

/** Places every record of the source, lays the result beside what the school has, and writes the difference. */
export async function loadRecords(
  trx: Trx,
  load: Load,
  profile: Profile,
  streams: readonly RecordStream[],
  notes: Notes,
  options: LoadOptions,
): Promise<Loaded> {
  const { context, school } = await createContext(trx, load, profile, notes, options)
  const gathered = new Map<Kind, AnyRecord[]>()
  const ofPeople = streams.filter(({ kind }) => people.has(kind))
  let rows = await gather(context, ofPeople, gathered, options.onRows)
  placePeople(
    context,
    [...people].flatMap((kind) => gathered.get(kind) ?? []),
  )
  const isFull = profile.covers.roster === 'full' && gathered.has('student')
  const missing = isFull ? (options.closeMissing ? closeMissing(context) : missingStudents(context.register)) : []
  await stagePeople(context)
  rows += await gather(
    context,
    streams.filter(({ kind }) => whole.has(kind)),
    gathered,
    options.onRows,
  )
  const breaks = await stageWhole(context, gathered)
  for (const stream of streams.filter(({ kind }) => !people.has(kind) && !whole.has(kind)))
    rows += await stageStream(context, stream, options.onRows)
  await stageSubjects(context)
  stageKeys(context)
  const staged = await context.stages.finish()
  const scope = scopeOf(context, options, school, streams)
  const { counts, days } = await write(trx, load, context, new Set(staged.keys()), scope, breaks)
  if (rows === 0) sayEmpty(notes)
  if (staged.has('lesson') && !context.tracker.hasPresence) sayAbsencesAlone(notes)
  const changes = options.listsChanges ? await listChanges(trx, load, counts) : []
  const conflicts = staged.has('absence') ? await listConflicts(trx, load.schoolId) : []
  return { counts, scope: { ...scope, days }, conflicts, missing, rows, changes }
}

async function createContext(
  trx: Trx,
  load: Load,
  profile: Profile,
  notes: Notes,
  options: LoadOptions,
): Promise<{ context: Context; school: Register }> {
  const register = await readRegister(trx, load.schoolId, options.setting)
  const { timeZone, calendars } = await readSchool(trx, load.schoolId)
  const { pupil: named } = options
  const pupil =
    named === undefined ? undefined : findPupil(register, named, await listStudentsByKey(trx, load.schoolId, named))
  if (pupil && 'reason' in pupil)
    throw new Refusal(pupil.reason.code, {
      ru: `${pupil.reason.message.ru} ${pupil.reason.fix.ru}`,
      en: `${pupil.reason.message.en} ${pupil.reason.fix.en}`,
    })
  if (pupil && options.namedPupil !== undefined) comparePupil(notes, pupil.ref, options.namedPupil)
  const [incidentKinds, periods] = await Promise.all([
    readIncidentKinds(options.rulesFolder),
    readPeriods(options.rulesFolder, calendars),
  ])
  const context: Context = {
    trx,
    schoolId: load.schoolId,
    timeZone,
    asOf: options.asOf,
    profile,
    register,
    stages: createStages(trx),
    notes,
    tracker: createTracker(),
    pupil: pupil?.ref,
    hadSubjects: register.subjects.length > 0,
    incidentKinds,
    periods,
  }
  return { context, school: register }
}

/** A report laid to the wrong child is worse than one not loaded: a name that differs is said. */
function comparePupil(notes: Notes, pupil: StudentRef, named: string): void {
  if (foldName(named) === foldName(pupil.name)) return
  notes.say('other_pupil', {
    ru: `В файле назван «${named}», а загружен он ученику «${pupil.name}». Если это ошибка, отмените загрузку`,
    en: `The file names "${named}" and is loaded for "${pupil.name}". If this is a mistake, undo the import`,
  })
}

async function stageWhole(context: Context, gathered: ReadonlyMap<Kind, AnyRecord[]>): Promise<Break[]> {
  const of = <K extends Kind>(kind: K): RecordOf<K>[] => (gathered.get(kind) ?? []) as unknown as RecordOf<K>[]
  await stageIncidents(context, of('incident'))
  await stageLoads(context, of('load'))
  await stageMeetings(context, of('meeting'))
  return planBreaks(context, of('closure'))
}

function sayEmpty(notes: Notes): void {
  notes.say('no_rows', {
    ru: 'В файлах только заголовки: ни одной строки с данными. Если это не заготовка, выгрузите их заново',
    en: 'The files hold headers alone, not a row of data. Unless they are blanks, export them anew',
  })
}

/** Lessons that nobody missed are then not known, and a share of those known would be of absences alone. */
function sayAbsencesAlone(notes: Notes): void {
  notes.say('absences_alone', {
    ru: 'В файле только пропуски: сколько всего проведено уроков, из него не видно, и доля посещённых выйдет заниженной. Выгрузите и строки о присутствии',
    en: 'The file holds absences alone: how many lessons were held in all it does not tell, and the share attended will come out too low. Export the rows of presence too',
  })
}

function scopeOf(context: Context, options: LoadOptions, register: Register, streams: readonly RecordStream[]): Scope {
  const { covers, source } = context.profile
  const { tracker } = context
  const { from, to } = options.covers
  const asked = options.covers.who ?? (context.pupil ? 'students' : covers.who)
  const ids = (refs: Iterable<{ id: number }>): number[] =>
    [...new Set([...refs].map(({ id }) => id))].filter((id) => id !== 0)
  return {
    who: asked === 'school' || asked === 'classes' ? asked : 'students',
    source,
    classIds: asked === 'school' ? ids(register.classes) : ids(tracker.classes),
    studentIds: asked === 'nobody' ? [] : ids(context.pupil ? [context.pupil] : tracker.students),
    ...(covers.subjects === 'inFile' && { subjectIds: ids(tracker.subjects) }),
    days:
      asked === 'nobody' || covers.days === 'none'
        ? new Map()
        : new Map([...tracker.days].map(([table, ranges]) => [table, namedDays(ranges, from, to)])),
    isNamed: from !== undefined || to !== undefined || streams.some(({ period }) => period !== undefined),
  }
}

/** Days a person names stand for those of the file: from the first to the last, years between included. */
function namedDays(ranges: readonly Range[], from: string | undefined, to: string | undefined): readonly Range[] {
  if (from === undefined && to === undefined) return ranges
  const whole = wholeOf(ranges)
  return [{ from: from ?? whole.from, to: to ?? whole.to }]
}
