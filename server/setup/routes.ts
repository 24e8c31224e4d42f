import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { passwordLength } from '../domain/access/password.ts'
import { isoOf } from '../domain/day.ts'
import { settings } from '../domain/settings/catalogue.ts'
import { type Room, serve } from '../http/serve.ts'
import { createSecret, setToken } from '../http/session.ts'
import { Refusal } from '../refusal.ts'
import type { RuleSet } from '../rules/rules.ts'
import { setupApi } from './api.ts'
import { isOpen, requireKey } from './key.ts'
import { checkPerson, loginPattern, ownYear, setUp, type Wanted } from './setup.ts'

export function serveSetup(app: FastifyInstance, room: Room): void {
  const { db, clock, setup } = room
  // The page itself: there is none once there is a school.
  app.get('/setup', { schema: { hide: true } }, async (_request, reply) => {
    if (!(await isOpen(db, setup, clock.now()))) reply.code(404)
    return reply.callNotFound()
  })
  serve(app, room, setupApi, {
    'GET /api/setup': async (_room, _request, _reply, { query }) => {
      await requireKey(db, setup, query.key, clock.now())
      return choices(room.rules.current(), isoOf(clock.today('UTC')))
    },
    'POST /api/setup/calendar': async (_room, _request, _reply, { body }) => {
      await requireKey(db, setup, body.key, clock.now())
      return ownYear(room.rules.current(), body.calendar, body.dates).checked
    },
    'POST /api/setup/person': async (_room, _request, _reply, { body }) => {
      await requireKey(db, setup, body.key, clock.now())
      checkPerson(body.person)
      return {}
    },
    'POST /api/setup': async (_room, request, reply, { body }) => {
      await requireKey(db, setup, body.key, clock.now())
      return begin(room, request, reply, body)
    },
  })
}

async function begin(room: Room, request: FastifyRequest, reply: FastifyReply, wanted: Wanted) {
  const { db, clock, rules } = room
  const timeZone = knownZone(wanted.school.timeZone)
  const { secret, hash } = createSecret()
  const asked = { ...wanted, school: { ...wanted.school, timeZone } }
  const schoolId = await setUp(db, asked, rules.current(), {
    tokenHash: hash,
    now: clock.now(),
    today: isoOf(clock.today(timeZone)),
    device: request.headers['user-agent']?.slice(0, 200) ?? null,
    address: request.ip,
  })
  setToken(reply, schoolId, secret)
  return { schoolId }
}

/** Calendars of the school year under way and later, and every question with what holds until it is answered. */
function choices({ schoolYears, productionYears, familyInstruments }: RuleSet, today: string) {
  const current = schoolYears.filter(({ covers }) => covers.to >= today)
  return {
    calendars: (current.length > 0 ? current : schoolYears).map((year) => ({
      ...year,
      note: year.note ?? null,
      source: year.source ?? null,
      terms: [...year.terms],
      attestationPeriods: [...year.attestationPeriods],
      breaks: [...year.breaks],
    })),
    workingDays: productionYears
      .filter(({ year }) => year >= Number(today.slice(0, 4)))
      .map(({ year, title, confirmed, note }) => ({ year, title, confirmed, note: note ?? null })),
    questions: settings.map(({ key, group, title, hint, kind, options, unit, range, fallback }) => ({
      key,
      group,
      title,
      hint,
      kind,
      options:
        kind === 'instrument'
          ? familyInstruments.map((each) => ({ value: each.id, title: each.title }))
          : [...(options ?? [])],
      unit: unit ?? null,
      from: range?.from ?? null,
      to: range?.to ?? null,
      value: typeof fallback === 'object' ? [...fallback] : fallback,
    })),
    passwordLength,
    loginPattern,
  }
}

/** The name under which the zone is known today. */
function knownZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new Refusal(
      'setup-school',
      { ru: 'Выберите часовой пояс школы.', en: 'Choose the time zone of the school.' },
      { status: 400 },
    )
  }
}
