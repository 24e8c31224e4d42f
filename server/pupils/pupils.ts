import type { Trx } from '../database/database.ts'
import { access, coversClass, type Group } from '../domain/access/access.ts'
import { isoOf, mondayOf } from '../domain/day.ts'
import type { Call } from '../http/call.ts'
import { notFound } from '../http/guards.ts'
import { type RuleSet, rulesInForce } from '../rules/rules.ts'
import { contactsOf } from './card/contacts.ts'
import { flagsOf } from './card/flags.ts'
import { marksOf } from './card/marks.ts'
import { listWeeks } from './queries/learning.ts'
import { findPupil, listGuardiansOf, listStays } from './queries/register.ts'
import {
  type CaseRow,
  type IncidentRow,
  listCases,
  listIncidents,
  listSupport,
  listSupportRecords,
} from './queries/work.ts'

/** Groups of fields of a pupil’s page, in its order. */
const shownGroups = ['records', 'incidents', 'flags', 'cases', 'interactions', 'support', 'guardians'] as const
type Place = { classId: number; hasOpenCase: boolean }
/** Where a pupil was on the day looked at, and is today. */
type Places = Place & { presentClassId: number }
const weeksBack = 12

/** Whether the person may read a group of fields of this pupil: by the school, the own class, or an open case. */
export function mayRead({ who }: Pick<Call, 'who'>, group: Group, { classId, hasOpenCase }: Place): boolean {
  const because = access(who, group, 'read')
  if (!because || because.reach === 'counts' || because.reach === 'self') return false
  return because.reach === 'case' ? hasOpenCase : coversClass(because, classId)
}

/** Everything of a pupil that the person may see, group by group; what is hidden is named. */
export async function pupilCard(trx: Trx, call: Call, id: number, place: Places) {
  const { who, knownAt } = call
  const on = isoOf(call.on)
  const pupil = await findPupil(trx, who.schoolId, id)
  if (!pupil) throw notFound('Такого ученика нет.', 'There is no such pupil.')
  const ruleSet = await rulesInForce(trx, who.schoolId, on, call.room.rules.current())
  const stays = await listStays(trx, who.schoolId, id, on)
  const asOf = { on, knownAt }
  // A past day opens nothing that today is closed: the classes of a right are those of today.
  const today = { ...place, classId: place.presentClassId }
  const may = (group: Group) => mayRead(call, group, place) && mayRead(call, group, today)
  const mayRestricted = may('restricted')
  const since = isoOf(mondayOf(call.on) - 7 * (weeksBack - 1))
  const [stay] = stays
  const when = async <T>(group: Group, read: () => Promise<T>) => (may(group) ? read() : null)
  return {
    ...pupil,
    on,
    class: stay && stay.to === null ? { id: stay.classId, name: stay.className } : null,
    stays,
    marks: await when('records', () => marksOf(trx, call, id, stay)),
    weeks: await when('records', () => listWeeks(trx, who.schoolId, id, asOf, since)),
    incidents: await when('incidents', async () =>
      titledIncidents(await listIncidents(trx, who.schoolId, id, asOf, mayRestricted), ruleSet),
    ),
    ...(await flagsOf(trx, call, id, may('flags') ? place.classId : undefined)),
    cases: await when('cases', async () =>
      titledCases(await listCases(trx, who.schoolId, id, asOf, mayRestricted), ruleSet),
    ),
    contacts: await when('interactions', () => contactsOf(trx, call, id, ruleSet)),
    support: await when('support', async () => ({
      statuses: await listSupport(trx, who.schoolId, id, asOf),
      records: await listSupportRecords(trx, who.schoolId, id, asOf),
    })),
    guardians: await when('guardians', () => listGuardiansOf(trx, who.schoolId, id)),
    hidden: shownGroups.filter((group) => !may(group)),
    mayLog: !call.isPast && mayWriteOf(call, place),
  }
}

function titledIncidents(rows: readonly IncidentRow[], { incidentKinds }: RuleSet) {
  const titles = new Map(incidentKinds.map(({ id, title }) => [id, title]))
  return rows.map((row) => ({ ...row, kind: titles.get(row.kind) ?? { ru: row.kind, en: row.kind } }))
}

/** Cases with the state they were in on the day, in the words of the ladder. */
function titledCases(rows: readonly CaseRow[], { ladder }: RuleSet) {
  const titles = new Map(ladder?.states.map(({ id, title }) => [id, title]))
  return rows.map((row) => ({
    ...row,
    state: { id: row.state, title: titles.get(row.state) ?? { ru: row.state, en: row.state } },
  }))
}

function mayWriteOf({ who }: Call, { classId, hasOpenCase }: Place): boolean {
  const because = access(who, 'interactions', 'write')
  if (!because) return false
  return because.reach === 'case' ? hasOpenCase : coversClass(because, classId)
}
