import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import { effectOf } from '../../domain/duties/waiver-effect.ts'
import { waiverReasons } from '../../domain/duties/waiver-reasons.ts'
import type { Call } from '../../http/call.ts'
import { classesOf } from '../../http/cover.ts'
import { type JudgedSchool, judgedFor } from '../../overview/overview.ts'
import type { Said } from '../../refusal.ts'
import { listWaivers, type WaiverRow } from '../queries.ts'
import { limitsOf, mayDecide, requireScope, type Scope } from '../waivers.ts'
import { sayEffect } from '../words/say.ts'

const pageSize = 50

/** Waivers that the right reaches, a page of them, each with what it does. */
export async function showWaivers(trx: Trx, call: Call, asked: { state?: string; page?: number }) {
  const own = classesOf(call.because)
  const page = asked.page ?? 0
  const { rows, total, waiting } = await listWaivers(trx, call.who.schoolId, {
    reached: own && { classes: own, staffId: call.who.staffId, day: isoOf(call.on) },
    knownAt: call.knownAt,
    ...(asked.state !== undefined && { state: asked.state }),
    limit: pageSize,
    offset: page * pageSize,
  })
  const judged = await judgedFor(trx, call)
  return { waivers: rows.map((row) => shown(call, row, judged)), total, waiting, page, pageSize }
}

function shown(call: Call, row: WaiverRow, judged: JudgedSchool) {
  const writes = call.isPast ? undefined : access(call.who, 'waivers', 'write')
  const deciding = writes && { who: call.who, because: writes }
  const isDraft = row.state === 'draft'
  const span = { fromOn: dayOf(row.from), toOn: dayOf(row.to), seenOn: call.on }
  const about = aboutOf(row)
  const { requestedById, staffId: _, reasonCode, className: __, studentName: ___, staffName: ____, ...told } = row
  return {
    ...told,
    title: judged.catalogue.points.get(row.point)?.title ?? { ru: '', en: '' },
    about,
    reason: reasonOf(reasonCode),
    isNow: row.state === 'approved' && span.fromOn <= call.on && call.on <= span.toOn,
    effect: sayEffect(row.point, about, span, effectOf(scopeOf(row), judged.duties, judged.seen.classes), row.state),
    canDecide: isDraft && deciding !== undefined && mayDecide(deciding, row),
    canRevoke: row.state === 'approved' && writes?.reach === 'all',
    canWithdraw: isDraft && writes !== undefined && requestedById === call.who.staffId,
  }
}

function scopeOf({ point, classId, studentId, staffId, from, to }: WaiverRow) {
  return {
    point,
    fromOn: dayOf(from),
    toOn: dayOf(to),
    ...(classId !== null && { classId }),
    ...(studentId !== null && { studentId }),
    ...(staffId !== null && { staffId }),
  }
}

function aboutOf({ className, studentName, staffName }: WaiverRow): Said {
  const name = className ?? studentName ?? staffName ?? '–'
  return { ru: name, en: name }
}

function reasonOf(code: string): Said {
  return waiverReasons.find(({ id }) => id === code)?.title ?? { ru: code, en: code }
}

/** What a person may ask for: points, reasons, classes, and the limits. */
export async function showForm(trx: Trx, call: Call) {
  const { longest, earliest } = await limitsOf(trx, call)
  const judged = await judgedFor(trx, call)
  const own = classesOf(call.because)
  return {
    longest,
    earliest,
    reasons: waiverReasons.map(({ id, title }) => ({ id, title })),
    points: judged.points.map(({ id, title }) => ({ id, title })),
    classes: judged.present
      .filter(({ id }) => own === undefined || own.includes(id))
      .map(({ id, name }) => ({ id, name })),
    canAskForAll: call.because.reach === 'all',
  }
}

/** What a waiver would do, before it is asked for. */
export async function showEffect(trx: Trx, call: Call, scope: Scope) {
  await requireScope(trx, call, scope)
  const { point, from, to, ...whom } = scope
  const judged = await judgedFor(trx, call)
  const span = { fromOn: dayOf(from), toOn: dayOf(to), seenOn: call.on }
  const effect = effectOf({ point, ...span, ...whom }, judged.duties, judged.seen.classes)
  const name =
    judged.classes.get(whom.classId ?? 0)?.name ??
    judged.students.get(whom.studentId ?? 0) ??
    judged.staff.get(whom.staffId ?? 0) ??
    '–'
  return { effect: sayEffect(point, { ru: name, en: name }, span, effect), duties: effect.duties, left: effect.left }
}
