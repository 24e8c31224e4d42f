import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import { countEntries, listEntries } from '../../interactions/queries/list.ts'
import type { RuleSet } from '../../rules/rules.ts'

const contactsShown = 15

/** The last contacts and work that name a pupil; what a restricted case or an emergency is about only for those who may. */
export async function contactsOf(trx: Trx, { who, on, knownAt }: Call, id: number, { channels, points }: RuleSet) {
  const filter = { on: isoOf(on), knownAt, isCase: false, pupil: id }
  const rows = await listEntries(trx, who.schoolId, filter, { limit: contactsShown, offset: 0 })
  const forms = new Map(channels.map((channel) => [channel.id, channel.title]))
  const kinds = new Map(points.flatMap(({ evidence }) => evidence.map((kind) => [kind.id, kind.title] as const)))
  const said = (key: string, all: ReadonlyMap<string, { ru: string; en: string }>) =>
    all.get(key) ?? { ru: key, en: key }
  const isHidden = (row: { isRestricted: boolean; isEmergency: boolean }) =>
    (row.isRestricted && access(who, 'restricted', 'read') === undefined) ||
    (row.isEmergency && access(who, 'emergencies', 'read') === undefined)
  return {
    total: await countEntries(trx, who.schoolId, filter),
    shown: rows
      .filter((row) => !isHidden(row))
      .map((row) => ({
        id: row.id,
        on: row.occurredOn,
        form: said(row.form, forms),
        evidence: row.evidence.map((kind) => said(kind, kinds)),
        author: row.authorName,
        topic: row.topic,
        outcome: row.outcome,
        wasReached: row.wasReached,
        startedBy: row.startedBy,
      })),
  }
}
