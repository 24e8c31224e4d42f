import type { Trx } from '../../database/database.ts'
import { periodOn } from '../../domain/calendar/periods.ts'
import { listLeaves } from '../../domain/checks/trees.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import type { FlagExplanation } from '../../domain/explain/kept.ts'
import { ladderOf, rulesOf, schoolOf } from '../../escalations/escalations.ts'
import { listOpenCases } from '../../escalations/queries/cases.ts'
import { requireStudent } from '../../http/cover.ts'
import { type Call, forbidden, notFound } from '../../http/serve.ts'
import { listStudents } from '../../roster/queries.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { type EventRow, listEffectiveDays, listFlagEvents } from '../queries/decisions.ts'
import { findFlag, listEndedSince, listOpenFlags, type OpenFlag } from '../queries.ts'
import { explainWhy } from './explain.ts'
import { tellerOf } from './list.ts'
import { asOfPresentClass, sightOf } from './sight.ts'
import { standingOn } from './standing.ts'
import { plainLines, sectionsOf, thresholdsOf } from './told.ts'
import { mayUndo } from './undo.ts'
import { readsRestricted, toldExplanation, toldRecords } from './withheld.ts'

/** A flag with everything behind it: why, by which revision and thresholds, on which records, what would clear it, its history. */
export async function findFlagPage(trx: Trx, call: Call, id: number) {
  const { who, on } = call
  const standing = await standingOn(trx, call)
  const flag = standing.flags.find((each) => each.id === id) ?? (await findFlag(trx, who.schoolId, id))
  if (!flag) throw notFound('Такого сигнала нет.', 'There is no such flag.')
  const sight = await sightOf(trx, call)
  if (!sight(flag) && !sight(await asOfPresentClass(trx, call, flag))) throw forbidden()
  call.note({ class_id: flag.classId, student_id: flag.studentId, subject: `flag ${id}` })
  const isOpen = standing.flags.some((each) => each.id === id)
  const isDismissed = !isOpen && flag.state === 'dismissed'
  const ruleSet = await rulesOf(trx, call)
  const from = await listEffectiveDays(trx, who.schoolId, [flag.revision])
  const events = await listFlagEvents(trx, who.schoolId, [id], isoOf(on))
  const explanation = toldExplanation(call, flag, flag.explanation as FlagExplanation)
  const told = (await tellerOf(trx, call, standing, { ruleSet, from, flags: [flag] }))(flag)
  return {
    ...told,
    ...(isOpen ? {} : { step: null, rise: null, mayDecide: false }),
    ...(isDismissed ? { decision: null } : {}),
    isOpen,
    computed: { on: standing.runOn, at: standing.runAt },
    endedOn: isOpen ? null : flag.clearedOn,
    lines: plainLines(explanation),
    rises: explanation.rises,
    unknown: explanation.unknown,
    harmless: explanation.falsePositives,
    thresholds: thresholdsOf(explanation),
    records: isOpen || isDismissed ? await recordsOf(trx, call, flag, ruleSet, standing.runOn) : [],
    members: await membersOf(trx, call, flag, standing.flags),
    history: historyOf(events, ruleSet),
    mayUndo: await mayUndo(trx, call, flag, events),
  }
}

/** Why a rule does not speak of a pupil, or why it does. */
export async function explainPupil(trx: Trx, call: Call, studentId: number, ruleId: string) {
  const { classId } = await requireStudent(trx, call, studentId)
  const { who, on, knownAt } = call
  await refuseUnconcerned(trx, call, studentId, classId)
  const ruleSet = await rulesOf(trx, call)
  const found = ruleSet.rules.find(({ rule }) => rule.id === ruleId)
  if (!found || found.rule.subject !== 'student')
    throw notFound(`Правила ${ruleId} об учениках нет.`, `There is no rule ${ruleId} about pupils.`)
  const input = { school: schoolOf(call), ruleSet, asOf: on, knownAt, withRestricted: readsRestricted(call, classId) }
  const why = await explainWhy(trx, input, ruleId, studentId)
  const explanation = toldExplanation(call, { classId, studentId }, why.explanation)
  const name = (await listStudents(trx, who.schoolId)).find(({ id }) => id === studentId)?.full_name ?? ''
  call.note({ class_id: classId, student_id: studentId, subject: `rule ${ruleId}` })
  return {
    asOf: isoOf(on),
    pupil: { id: studentId, name },
    rule: why.rule,
    title: explanation.title,
    revision: { hash: why.revision, from: why.effectiveFrom },
    points: why.points,
    outcome: why.outcome,
    level: why.level,
    exemption: why.exemption,
    since: why.since,
    text: explanation.text,
    lines: plainLines(explanation),
    clears: explanation.clears,
    rises: explanation.rises,
    unknown: explanation.unknown,
    thresholds: thresholdsOf(explanation),
    records: sectionsOf(explanation, toldRecords(explanation, why.explanation, why.records), why.withheld),
  }
}

/** What lately got better in a class: flags that cleared as the facts improved, not as the period they spoke of ended. */
export async function listCleared(trx: Trx, call: Call, classId: number) {
  const since = isoOf(call.on - 21)
  const cleared = await listEndedSince(trx, call.who.schoolId, classId, since, isoOf(call.on))
  const sight = await sightOf(trx, call)
  const ruleSet = await rulesOf(trx, call)
  const calendars = await loadCalendars(trx, call.who.schoolId, libraryOf(ruleSet))
  const isBetter = ({ ruleId, grade, openedOn, clearedOn }: OpenFlag) => {
    const rule = ruleSet.rules.find((each) => each.rule.id === ruleId)
    const calendar = calendars.ofClass({ id: classId, grade })
    if (!rule || clearedOn === null) return false
    return !readsPeriod(rule) || periodOn(calendar, dayOf(openedOn)) === periodOn(calendar, dayOf(clearedOn))
  }
  return {
    since,
    cleared: cleared
      .filter(sight)
      .filter(isBetter)
      .map((flag) => ({
        id: flag.id,
        title: (flag.explanation as FlagExplanation).title,
        pupil: { id: flag.studentId ?? 0, name: flag.studentName ?? '' },
        on: flag.clearedOn ?? '',
      })),
  }
}

/** Whether a rule counts over a study period: with its end the count begins anew. */
function readsPeriod({ rule }: RuleSet['rules'][number]): boolean {
  return listLeaves(rule).some(({ leaf }) => leaf.params?.['period'] !== undefined)
}

/** The administration is told of a pupil whose flag of level 3, or whose case, has come to them; of others it is given numbers. */
async function refuseUnconcerned(trx: Trx, { because, who, on, knownAt }: Call, studentId: number, classId: number) {
  if (because.reach !== 'all' || who.classes.some(({ id }) => id === classId)) return
  const cases = await listOpenCases(trx, who.schoolId, { on: isoOf(on), knownAt, studentId })
  if (cases.length > 0 || (await listOpenFlags(trx, who.schoolId, { studentId, minLevel: 3 })).length > 0) return
  throw forbidden()
}

/** Records behind the numbers as of the look that saw them, or of the end of the flag; none where the rule is no longer in force. */
async function recordsOf(trx: Trx, call: Call, flag: OpenFlag, ruleSet: RuleSet, runOn: string) {
  const { clearedOn, studentId, ruleId } = flag
  const day = Math.min(dayOf(runOn), dayOf(clearedOn ?? runOn))
  const isInForce = ruleSet.rules.some(({ rule }) => rule.id === ruleId && dayOf(rule.effective.from) <= day)
  if (studentId === null || !isInForce) return []
  const withRestricted = readsRestricted(call, flag.classId)
  const input = { school: schoolOf(call), ruleSet, asOf: day, knownAt: call.knownAt, withRestricted }
  const { explanation, records, withheld, revision } = await explainWhy(trx, input, ruleId, studentId)
  if (clearedOn !== null && revision !== flag.revision) return []
  const told = toldExplanation(call, flag, explanation)
  return sectionsOf(told, toldRecords(told, explanation, records), withheld)
}

/** Pupils whose flags a class flag gathers. */
async function membersOf(trx: Trx, call: Call, flag: OpenFlag, flags: readonly OpenFlag[]) {
  if (flag.subjectKind !== 'class') return []
  const sight = await sightOf(trx, call)
  return flags
    .filter(({ groupedUnder, classId }) => groupedUnder === flag.ruleId && classId === flag.classId)
    .filter(sight)
    .map(({ id, studentId, studentName, level }) => ({
      id,
      level,
      pupil: { id: studentId ?? 0, name: studentName ?? '' },
    }))
}

/** Events of people and of the rules, without what only keeps the books. */
function historyOf(events: readonly EventRow[], ruleSet: RuleSet) {
  const { measures, dismissReasons } = ladderOf(ruleSet)
  const titles = new Map([...measures, ...dismissReasons].map(({ id, title }) => [id, title]))
  return events
    .filter(({ kind }) => kind !== 'restored')
    .map(({ kind, on, actor, detail }) => {
      const given = detail as {
        level?: number
        because?: string
        reason?: string
        measures?: string[]
        note?: string
        text?: string
        by?: string
      }
      return {
        kind,
        on,
        actor,
        level: given.level ?? null,
        because: given.because ?? null,
        by: given.by ?? null,
        reasons: [...(given.measures ?? []), ...(given.reason === undefined ? [] : [given.reason])].flatMap(
          (id) => titles.get(id) ?? [],
        ),
        note: given.note ?? given.text ?? null,
      }
    })
}
