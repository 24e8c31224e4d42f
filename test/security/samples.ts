import type { Route } from '../../server/http/contract.ts'
import type { Place } from './world.ts'

export type Sample = {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: object
}

const nowhere = 999_999
const key = 'k'.repeat(43)
const trial = 't'.repeat(22)
const none = (): Sample => ({ params: { id: nowhere } })
const ofClass = (body?: object) => (at: Place) => ({ params: { id: at.class }, ...(body && { body }) })
const ofFlag = (body?: object) => (at: Place) => ({ params: { id: at.flag }, ...(body && { body }) })
const ofCase = (at: Place) => ({ params: { id: at.case } })
const ofInteraction = (body?: object) => (at: Place) => ({ params: { id: at.interaction }, ...(body && { body }) })
const ofStaff = (body?: object) => (at: Place) => ({ params: { id: at.staff }, ...(body && { body }) })
const ofWaiver = (at: Place) => ({ params: { id: at.waiver }, body: {} })
const day = '2026-11-20'
const firstPerson = { name: 'Новая Мария', login: 'director', password: 'длинный пароль', role: 'principal' }
const dates = {
  start: '2026-09-01',
  end: '2027-05-26',
  terms: [],
  attestationPeriods: [],
  breaks: [],
  isConfirmed: false,
}

/**
 * What every route that takes something is asked with: about a class, a pupil, a thing of the class given. Things that come to be
 * only by other routes are asked for by an id that nothing has.
 */
const samples: Readonly<Record<string, (at: Place) => Sample>> = {
  'GET /api/classes/{id}/absences': ofClass(),
  'GET /api/pupils/{id}/absences': ({ pupil }) => ({ params: { id: pupil } }),
  'POST /api/absences/reasons': ({ pupil }) => ({ body: { pupil, on: day, kind: 'absent_illness' } }),
  'POST /api/absences/reasons/undo': ({ pupil }) => ({ body: { pupil, on: day } }),
  'GET /api/cases/{id}': ofCase,
  'POST /api/pupils/{id}/cases': ({ pupil }) => ({
    params: { id: pupil },
    body: { domain: 'family', noticed: 'Приходит голодным', measures: ['talkWithStudent'] },
  }),
  'POST /api/cases/{id}/undo': ofCase,
  'POST /api/classes/{id}/review': ofClass({ answers: [] }),
  'POST /api/classes/{id}/list-review': ofClass(),
  'POST /api/classes/{id}/review/undo': ofClass(),
  'GET /api/documents/class-list': (at) => ({ query: { class: at.class, format: 'csv' } }),
  'GET /api/family/classes/{id}': ofClass(),
  'GET /api/flags/{id}': ofFlag(),
  'GET /api/pupils/{id}/rules/{rule}': ({ pupil }) => ({ params: { id: pupil, rule: 'ABS-01' } }),
  'GET /api/classes/{id}/cleared-flags': ofClass(),
  'POST /api/flags/{id}/acceptance': ofFlag({ measures: ['talkWithStudent'] }),
  'POST /api/flags/{id}/dismissal': ofFlag({ reason: 'other', note: 'Проверено' }),
  'POST /api/flags/{id}/notes': ofFlag({ text: 'Заметка' }),
  'POST /api/flags/{id}/undo': ofFlag(),
  'GET /api/imports/trial/{trialId}': () => ({ params: { trialId: trial } }),
  'GET /api/imports/progress/{trialId}': () => ({ params: { trialId: trial } }),
  'GET /api/imports/trial/{trialId}/refused': () => ({ params: { trialId: trial } }),
  'POST /api/imports': () => ({ body: { trialId: trial } }),
  'POST /api/imports/undo': () => ({ body: { importId: nowhere } }),
  'GET /api/imports/templates/{name}': () => ({ params: { name: 'students.csv' } }),
  'GET /api/imports/{id}': none,
  'GET /api/interactions/{id}': ofInteraction(),
  'POST /api/interactions': (at) => ({
    body: { class: at.class, pupils: [at.pupil], form: 'meeting', evidence: ['parentContact'] },
  }),
  'POST /api/interactions/{id}/void': ofInteraction({ reason: 'Ошибка' }),
  'POST /api/interactions/{id}/restoration': ofInteraction(),
  'POST /api/interactions/{id}/attribution': ofInteraction({ points: ['II.1'] }),
  'GET /api/duties/{key}': (at) => ({ params: { key: at.duty } }),
  'POST /api/people': () => ({ body: { name: 'Новая Мария Ивановна' } }),
  'PUT /api/people/{id}': ofStaff({ name: 'Замещаева Анна Петровна', email: null, leftOn: null }),
  'POST /api/people/{id}/roles': ofStaff({ role: 'subjectTeacher', from: '2026-11-23' }),
  'PUT /api/people/{id}/roles': ofStaff({ role: 'secretary', from: '2026-11-23', to: null }),
  'POST /api/people/{id}/account': ofStaff({ login: 'somebody.new' }),
  'PUT /api/people/{id}/account': ofStaff({ isDisabled: false }),
  'POST /api/people/{id}/link': ofStaff(),
  'DELETE /api/people/{id}/second-factor': ofStaff(),
  'GET /api/pupils/{id}/access': ({ pupil }) => ({ params: { id: pupil } }),
  'GET /api/pupils/{id}': ({ pupil }) => ({ params: { id: pupil } }),
  'GET /api/regulation/points/{id}': () => ({ params: { id: 'II.1' } }),
  'GET /api/rules/{id}': () => ({ params: { id: 'ABS-01' } }),
  'POST /api/rules/held/acceptance': () => ({ body: { reason: 'Проверено' } }),
  'GET /api/classes/{id}': ofClass(),
  'POST /api/classes/{id}/teacher': ofClass({ staffId: nowhere, from: '2026-11-23' }),
  'POST /api/classes/{id}/acting': ofClass({ staffId: nowhere, from: '2026-11-23', to: null }),
  'POST /api/classes/{id}/acting-end': ofClass({ lastDay: '2026-11-23' }),
  'POST /api/staff/{id}/leave': ofStaff({ from: '2026-11-23', to: null, actingStaffId: null, reason: 'sick' }),
  'POST /api/staff/{id}/leave/{from}/end': (at) => ({
    params: { id: at.staff, from: day },
    body: { lastDay: '2026-11-23' },
  }),
  'POST /api/staff/{id}/leave/{from}/cancel': (at) => ({ params: { id: at.staff, from: day } }),
  'POST /api/roster-changes/{id}/undo': none,
  'POST /api/roll-over': () => ({ body: { year: '1999/00', choices: [], firstGrades: [], isEarly: false } }),
  'PUT /api/settings/{key}': () => ({ params: { key: 'noSuchQuestion' }, body: { value: true } }),
  'PUT /api/channels': () => ({ body: { used: ['noSuchChannel'] } }),
  'PUT /api/calendar/years': () => ({ body: { id: 'noSuchCalendar' } }),
  'PUT /api/calendar/dates': () => ({ body: { id: 'noSuchCalendar', dates } }),
  'POST /api/calendar/own': () => ({ body: { name: 'Свой', text: '{}', isTrial: true } }),
  'POST /api/calendar/closures': (at) => ({
    body: { classId: at.class, from: '2026-12-24', to: '2026-12-25', kind: 'closed' },
  }),
  'POST /api/calendar/closures/{id}/void': (at) => ({ params: { id: at.closure } }),
  'GET /api/search': () => ({ query: { q: 'Иванов' } }),
  'GET /api/setup': () => ({ query: { key: 'wrong' } }),
  'POST /api/setup/calendar': () => ({ body: { key: 'wrong', calendar: '2026-27-quarters', dates } }),
  'POST /api/setup/person': () => ({ body: { key: 'wrong', person: firstPerson } }),
  'POST /api/setup': () => ({
    body: {
      key: 'wrong',
      school: { name: 'Школа', timeZone: 'Europe/Moscow', calendar: '2026-27-quarters', trackingFrom: '2026-09-01' },
      person: firstPerson,
      answers: {},
    },
  }),
  'GET /api/waivers/effect': (at) => ({
    query: { point: 'II.1', classId: at.class, from: '2026-11-23', to: '2026-11-30' },
  }),
  'POST /api/waivers': (at) => ({
    body: { point: 'II.1', classId: at.class, from: '2026-11-23', to: '2026-11-30', reason: 'other', note: 'Причина' },
  }),
  'POST /api/waivers/{id}/approve': ofWaiver,
  'POST /api/waivers/{id}/reject': ofWaiver,
  'POST /api/waivers/{id}/revoke': ofWaiver,
  'POST /api/session': () => ({ body: { login: 'nobody', password: 'wrong' } }),
  'POST /api/session/second-factor': () => ({ body: { code: '000000' } }),
  'POST /api/session/link': () => ({ body: { school: 1, key } }),
  'PUT /api/session/password': () => ({ body: { school: 1, key, password: 'длинный пароль' } }),
  'PUT /api/me/password': () => ({ body: { current: 'wrong', next: 'длинный пароль' } }),
  'DELETE /api/me/sessions/{id}': () => ({ params: { id: 'k'.repeat(12) } }),
  'POST /api/me/second-factor/confirmation': () => ({ body: { code: '000000' } }),
  'DELETE /api/me/second-factor': () => ({ body: { password: 'wrong' } }),
}

/** Whether a route cannot be asked without a sample. */
export function needsSample({ params, query, body }: Route): boolean {
  return params !== undefined || body !== undefined || ((query as { required?: string[] })?.required ?? []).length > 0
}

/** What to ask a route with, about a class; says what to do where nobody thought of it. */
export function sampleOf(name: string, route: Route, at: Place): Sample {
  const sample = samples[name]
  if (sample) return sample(at)
  if (!needsSample(route)) return {}
  throw new Error(`${name} has no sample: add its params, query and body to test/security/samples.ts`)
}

/** Samples of routes that are no more. */
export const sampled: readonly string[] = Object.keys(samples)

/** The route with its parameters filled in. */
export function addressOf(name: string, { params = {}, query = {} }: Sample): string {
  const path = Object.entries(params).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, encodeURIComponent(value)),
    name,
  )
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString()
  return search === '' ? path : `${path}?${search}`
}
