import type { FastifyInstance } from 'fastify'
import type { Trx } from '../database/database.ts'
import { access } from '../domain/access/access.ts'
import { isoOf } from '../domain/day.ts'
import { journalSources } from '../domain/facts/freshness.ts'
import { hasClassDuty } from '../duties/queries/cache.ts'
import { listCloses } from '../duties/queries/closes.ts'
import { listOpenCases } from '../escalations/queries/cases.ts'
import { requireClass } from '../http/cover.ts'
import { forbidden } from '../http/guards.ts'
import { type Call, notFound, type Room, serve } from '../http/serve.ts'
import type { Refusal } from '../refusal.ts'
import { findEdition } from '../rules/queries.ts'
import { overviewApi } from './api.ts'
import { ageingOf } from './board/ageing.ts'
import { detailOf, recordIdsOf } from './board/detail.ts'
import { firstScreenOf } from './board/first-screen.ts'
import { gridOf } from './board/grid.ts'
import type { JudgedSchool } from './board/judged.ts'
import { judgedReached } from './board/kept.ts'
import { findDuty } from './board/keys.ts'
import { listDuties } from './board/list.ts'
import { once } from './board/once.ts'
import { periodicityOf } from './board/periodicity.ts'
import { monthsOfYear } from './board/periods.ts'
import { type Scope, scopeOf } from './board/scope.ts'
import { funnelOf, honestyOf } from './board/soundness.ts'
import { termsOfYear } from './board/terms.ts'
import { requireSteps, trendOf, trendPeriods } from './board/trend.ts'
import { workOf } from './board/work.ts'
import { listEditionChanges } from './queries/editions.ts'
import { findFreshness } from './queries/freshness.ts'
import { listFlips, listRecordWords, listWaiverEvents } from './queries/history.ts'

/** The first screen of the administration, and the duties behind its figures. */
export function serveOverview(app: FastifyInstance, room: Room): void {
  serve(app, room, overviewApi, {
    'GET /api/overview': async (trx, call) => {
      const school = await judgedReached(trx, call)
      return {
        on: isoOf(call.on),
        freshness: await freshnessOf(trx, call, school),
        ...firstScreenOf(school, scopeOf(call)),
      }
    },
    'GET /api/overview/grid': async (trx, call) => {
      const school = await judgedReached(trx, call)
      const scope = scopeOf(call)
      return { ...periodsFor(school, scope), ...gridOf(school, scope, call.query.period ?? 'now') }
    },
    'GET /api/overview/periodicity': async (trx, call) =>
      periodicityOf(await judgedReached(trx, call), scopeOf(call), call.query.period ?? 'now'),
    'GET /api/overview/trend': trendFor,
    'GET /api/overview/work': workFor,
    'GET /api/overview/soundness': async (trx, call) => {
      const school = await judgedReached(trx, call)
      const scope = scopeOf(call)
      return { honesty: honestyOf(school, scope), funnel: funnelOf(school, scope, call.query.basis ?? 'normative') }
    },
    'GET /api/duties': listFor,
    'GET /api/duties/{key}': detailFor,
  })
}

type Of<N extends keyof typeof overviewApi> = Call<(typeof overviewApi)[N]>

/** How fresh each source was when the school was last evaluated, in the order of what ages first. */
function freshnessOf(trx: Trx, { who, on }: Call, school: JudgedSchool) {
  return once(school, 'freshness', async () => {
    const found = await findFreshness(trx, who.schoolId, isoOf(on))
    const sources = Object.entries(found?.freshness ?? {})
      .map(([source, { state, dataOn, ageDays }]) => ({ source, state, dataOn: isoOf(Math.min(dataOn, on)), ageDays }))
      .toSorted((one, other) => other.ageDays - one.ageDays || (one.source < other.source ? -1 : 1))
    const missing = journalSources.filter((source) => !sources.some((each) => each.source === source))
    return { asOf: found?.asOf ?? null, sources, missing }
  })
}

/** Periods that may be chosen beside now and the year. */
function periodsFor(school: JudgedSchool, scope: Scope) {
  return { months: monthsOfYear(school), terms: termsOfYear(school, scope) }
}

async function trendFor(trx: Trx, call: Of<'GET /api/overview/trend'>) {
  const { who, knownAt, query } = call
  const school = await judgedReached(trx, call)
  const scope = scopeOf(call)
  const { step = 'month', basis = 'normative', point, class: classId } = query
  const asked = { step, basis, ...(point !== undefined && { point }), ...(classId !== undefined && { class: classId }) }
  requireSteps(school, asked)
  return once(school, `trend|${scope.key}|${step}|${basis}|${point ?? ''}|${classId ?? ''}`, async () => {
    const names = trendPeriods(school, step).map(({ id }) => id)
    const all = await listCloses(trx, who.schoolId, names)
    const closes = all.filter((close) => close.knownAt <= knownAt.getTime())
    const editions = await listEditionChanges(trx, who.schoolId, knownAt)
    return { ...trendOf(school, scope, asked, closes), editions }
  })
}

async function workFor(trx: Trx, call: Of<'GET /api/overview/work'>) {
  const { who, on, knownAt, because } = call
  const school = await judgedReached(trx, call)
  const cases = await once(school, 'cases', () => listOpenCases(trx, who.schoolId, { on: isoOf(on), knownAt }))
  const rights = { cases: access(who, 'cases', 'read'), restricted: access(who, 'restricted', 'read') }
  const scope = scopeOf(call)
  const reach = because.reach === 'counts' ? because : rights.cases
  return { ...workOf(school, scope), ageing: ageingOf(school, cases, { ...rights, cases: reach }) }
}

async function listFor(trx: Trx, call: Of<'GET /api/duties'>) {
  const { on: _, page = 1, ...filters } = call.query
  const school = await judgedReached(trx, call)
  const scope = scopeOf(call)
  const classes = school.present.filter(({ id }) => scope.classes?.includes(id) ?? true)
  return {
    on: isoOf(call.on),
    ...periodsFor(school, scope),
    classes: classes.map(({ id, name }) => ({ id, name })),
    points: school.points.map(({ id, title }) => ({ point: id, title })),
    ...listDuties(school, scope, filters, page),
  }
}

/** Who follows a colleague's link to a duty of another class is refused; only what nobody has is not there. */
async function whyNot(trx: Trx, { who, params }: Of<'GET /api/duties/{key}'>): Promise<Refusal> {
  const isElsewhere = await hasClassDuty(trx, who.schoolId, params.key)
  return isElsewhere ? forbidden() : notFound('Такого обязательства нет.', 'There is no such duty.')
}

async function detailFor(trx: Trx, call: Of<'GET /api/duties/{key}'>) {
  const { who, on, knownAt, params } = call
  const school = await judgedReached(trx, call)
  const scope = scopeOf(call)
  const duty = findDuty(school, scope, params.key)
  if (!duty) throw await whyNot(trx, call)
  if (scope.classes !== undefined) requireClass(call, duty.classId)
  const words = await listRecordWords(trx, who.schoolId, recordIdsOf(duty))
  const flips = await listFlips(trx, who.schoolId, duty.key, knownAt)
  const { classId, studentId, spec } = duty
  const span = { point: spec.point, classId, studentId, from: isoOf(duty.opensOn), to: isoOf(duty.closesOn) }
  const waiverEvents = await listWaiverEvents(trx, who.schoolId, span, knownAt)
  const edition = (await findEdition(trx, who.schoolId, 'active'))?.hash ?? null
  return { on: isoOf(on), ...detailOf(school, scope, duty, { words, flips, waiverEvents, edition }) }
}
