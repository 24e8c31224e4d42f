import { listDays } from '../daily/queries.ts'
import type { Trx } from '../database/database.ts'
import { isoOf } from '../domain/day.ts'
import type { Call } from '../http/call.ts'
import { forbidden, notFound } from '../http/guards.ts'
import { findEdition, listActivations, listRevisions, listRevisionsOf, listRevisionsOfFile } from '../rules/queries.ts'
import { acceptRules, editionOf, findBackdating, type RuleSet, rulesInForce } from '../rules/rules.ts'
import { libraryOf, loadCalendars } from '../school/school.ts'
import { countByClass, countByMonth, countRaised, hasClasses } from './queries.ts'
import { tellExamples } from './reading/example-runs.ts'
import { findExamples } from './reading/examples.ts'
import { tellPointHistory, tellRevisions } from './reading/history.ts'
import { calendarOn } from './reading/norms.ts'
import { type PointGround, tellPoints } from './reading/points.ts'
import { lineOf, tellFired, tellRule } from './reading/rules.ts'
import { tellEditions, tellRefused } from './reading/status.ts'

export { runExamplesOf, withExampleFacts } from './reading/examples.ts'

type Asked = Pick<Call, 'who' | 'on' | 'today' | 'room'>

/** The edition the school is judged by; the program's own files where they are that edition, for they know their places. */
async function ruleSetOf(trx: Trx, { who, today, room }: Asked): Promise<RuleSet> {
  const files = room.rules.current()
  const active = await findEdition(trx, who.schoolId, 'active')
  if (!active || active.hash === editionOf(files).hash) return files
  return rulesInForce(trx, who.schoolId, isoOf(today), files)
}

async function groundOf(trx: Trx, call: Asked): Promise<PointGround> {
  const { who, on } = call
  const ruleSet = await ruleSetOf(trx, call)
  const calendars = await loadCalendars(trx, who.schoolId, libraryOf(ruleSet))
  return {
    ruleSet,
    on,
    calendar: calendarOn(calendars, on),
    raised: await countRaised(trx, who.schoolId, isoOf(on)),
    hasClasses: await hasClasses(trx, who.schoolId),
    tests: findExamples(ruleSet),
  }
}

/** The 30 points by section. */
export async function listRegulation(trx: Trx, call: Asked) {
  const ground = await groundOf(trx, call)
  return { sections: tellPoints(ground), schoolYear: ground.calendar?.year.id ?? null }
}

/** One point with its neighbours and its editions. */
export async function readPoint(trx: Trx, call: Asked, id: string) {
  const sections = tellPoints(await groundOf(trx, call))
  const points = sections.flatMap((section) => section.points)
  const at = points.findIndex((point) => point.id === id)
  const point = points[at]
  if (!point) throw notFound(`Пункта ${id} в регламенте нет.`, `The regulation has no point ${id}.`)
  const stored = await listRevisionsOfFile(trx, call.who.schoolId, `regulation/${point.section}.json`)
  const beside = (index: number) => {
    const other = points[index]
    return other ? { id: other.id, title: other.title } : null
  }
  return { point, previous: beside(at - 1), next: beside(at + 1), history: tellPointHistory(stored, id) }
}

/** Every rule in a line. */
export async function listRules(trx: Trx, call: Asked) {
  const ruleSet = await ruleSetOf(trx, call)
  const raised = await countRaised(trx, call.who.schoolId, isoOf(call.on))
  return { rules: ruleSet.rules.map((loaded) => lineOf(loaded, raised.get(loaded.rule.id))) }
}

/** A rule as people read it, its examples, where it fired, and its revisions. */
export async function readRulePage(trx: Trx, call: Asked, id: string) {
  const { who, on } = call
  const ruleSet = await ruleSetOf(trx, call)
  const loaded = ruleSet.rules.find(({ rule }) => rule.id === id)
  if (!loaded) throw notFound(`Правила ${id} нет.`, `There is no rule ${id}.`)
  const raised = (await countRaised(trx, who.schoolId, isoOf(on))).get(id)
  const byClass = await countByClass(trx, who.schoolId, id, isoOf(on))
  const byMonth = await countByMonth(trx, who.schoolId, id, isoOf(on))
  return {
    ...lineOf(loaded, raised),
    ...tellRule(loaded, ruleSet, on),
    exampleRuns: tellExamples(loaded, ruleSet, findExamples(ruleSet)),
    fired: tellFired(loaded.rule, raised, byClass, byMonth),
    revisions: tellRevisions(
      await listRevisions(trx, who.schoolId, id),
      await listActivations(trx, who.schoolId),
      loaded.rule,
      ruleSet,
      on,
    ),
  }
}

/** Which edition is in force, which one waits and why, and which files were refused. */
export async function readStatus(trx: Trx, call: Asked) {
  const { who, today, room } = call
  const files = room.rules.current()
  const { hash } = editionOf(files)
  const active = await findEdition(trx, who.schoolId, 'active')
  const held = await findEdition(trx, who.schoolId, 'held')
  const isNew = active !== undefined && active.hash !== hash
  const backDated = isNew
    ? findBackdating(await listRevisionsOf(trx, who.schoolId, active.hash), files, isoOf(today))
    : []
  const status = room.rules.status()
  const tests = findExamples(files)
  const [lastDay] = await listDays(trx, who.schoolId, 1)
  return {
    readAt: status.since.toISOString(),
    ...tellEditions({ active, held }, hash, files),
    refused: tellRefused(status, backDated, room.rulesFolder),
    lastDay: lastDay ? { day: lastDay.day, finishedAt: lastDay.finishedAt } : null,
    rules: files.rules.length,
    points: files.points.length,
    examples: tests ? { all: tests.examples, failed: tests.failed } : null,
  }
}

/** Takes the held edition into force on a person's word; whoever writes the rules asks another person. */
export async function acceptHeld(trx: Trx, call: Call, reason: string) {
  const { who, room } = call
  if (who.roles.includes('methodologist')) throw forbidden()
  const { hash } = await acceptRules(trx, who.schoolId, { person: who.name, reason, now: room.clock.now() })
  call.note({ subject: hash, after: { reason } })
  return { hash }
}
