import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import { isPending, type Judged } from '../../domain/duties/duty.ts'
import { covers } from '../../domain/duties/roster.ts'
import { partsOf } from '../../domain/duties/spec.ts'
import { dutySentence } from '../../domain/explain/duty.ts'
import { isInUse } from '../../domain/interactions/admit.ts'
import type { Call } from '../../http/call.ts'
import { classesOf, requireClass } from '../../http/cover.ts'
import { type JudgedSchool, judgedReached, scopeOf } from '../../overview/overview.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { usedChannels } from '../../school/school.ts'
import { listClassesOn, listClassesWithCases, listPupils } from '../queries/options.ts'
import { countOpenCases } from '../queries/write.ts'
import { mayConfirm } from './record.ts'

type Asked = { class?: number; point?: string; duty?: string }
const dutiesShown = 200

/** What a person may log of a class: pupils, points with their kinds and forms, channels of the day, duties it may close. */
export async function optionsOf(trx: Trx, call: Call, asked: Asked) {
  const { who, because, today } = call
  const isCase = because.reach === 'case'
  const only = isCase ? await listClassesWithCases(trx, who.schoolId) : classesOf(because)
  const classes = await listClassesOn(trx, who.schoolId, isoOf(today), only)
  const judged = await judgedReached(trx, call)
  const chosen = seenDuty(judged, call, asked.duty)
  const classId = asked.class ?? chosen?.classId ?? (classes.length === 1 ? classes[0]?.id : undefined)
  if (classId !== undefined && !isCase) requireClass(call, classId)
  const schoolClass = classes.find(({ id }) => id === classId)
  const pupils = schoolClass ? await listPupils(trx, who.schoolId, schoolClass.id, isoOf(today), isCase) : []
  const { points, channels } = await rulesInForce(trx, who.schoolId, isoOf(today), call.room.rules.current())
  const used = await usedChannels(trx, who.schoolId, channels)
  const seen = schoolClass
    ? dutiesOf(judged, call, schoolClass.id, new Set(pupils.map(({ id }) => id))).filter(
        ({ key, spec }) => key === asked.duty || asked.point === undefined || spec.point === asked.point,
      )
    : []
  return {
    classes,
    class: schoolClass ?? null,
    points: points.map(({ id, title, evidence, channels: forms, forms: { open } }) => ({
      id,
      title,
      evidence: [...evidence],
      forms: [...forms],
      isOpen: open,
    })),
    forms: channels
      .filter((channel) => isInUse(channel, today))
      .map((channel) => ({ ...formOf(channel), isUsed: used.has(channel.id) })),
    pupils,
    duties: seen.slice(0, dutiesShown).map((duty) => told(duty, judged, call)),
    openCases: schoolClass && !isCase ? await countOpenCases(trx, who.schoolId, schoolClass.id) : 0,
    mayConfirm: mayConfirm(call),
  }
}

/** The duty that an entry is to close, where the person may know of it. */
function seenDuty({ duties }: JudgedSchool, call: Call, key: string | undefined): Judged | undefined {
  const found = key === undefined ? undefined : duties.find((duty) => duty.key === key)
  return found && (found.studentId === undefined || scopeOf(call).seesPupil(found)) ? found : undefined
}

type Channel = { id: string; title: Said; from?: string; until?: string; personalData: string; legality: Said }
type Said = { ru: string; en: string }

function formOf({ id, title, from, until, personalData, legality }: Channel) {
  return { id, title, from: from ?? null, until: until ?? null, personalData, legality }
}

/** Duties of a class that an entry may still close; a specialist sees those of their pupils that any member of staff closes. */
function dutiesOf({ duties }: JudgedSchool, call: Call, classId: number, pupils: ReadonlySet<number>): Judged[] {
  const maySee = access(call.who, 'duties', 'read') !== undefined
  const { seesPupil } = scopeOf(call)
  return duties
    .filter((duty) => duty.classId === classId && isPending(duty))
    .filter((duty) => duty.studentId === undefined || seesPupil(duty))
    .filter(
      ({ spec, studentId }) => maySee || (spec.authors === 'staff' && studentId !== undefined && pupils.has(studentId)),
    )
    .toSorted((one, other) => one.dueOn - other.dueOn || (one.key < other.key ? -1 : 1))
}

function told(duty: Judged, { catalogue, seen, asOf }: JudgedSchool, { who }: Call) {
  const { spec, key, status, dueOn, studentId, classId } = duty
  const holders = (seen.classes.get(classId)?.assignments ?? []).filter((each) => covers(each, asOf))
  return {
    key,
    point: spec.point,
    title: catalogue.points.get(spec.point)?.title ?? { ru: '', en: '' },
    status,
    dueOn: isoOf(dueOn),
    text: { ru: dutySentence(duty, catalogue, asOf, 'ru'), en: dutySentence(duty, catalogue, asOf, 'en') },
    studentId: studentId ?? null,
    evidence: [...new Set(partsOf(spec).flatMap(({ evidence }) => evidence))],
    forms: [...spec.channels],
    isForMe: spec.authors === 'staff' || holders.length === 0 || holders.some(({ staffId }) => staffId === who.staffId),
  }
}
