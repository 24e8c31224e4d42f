import type { FastifyInstance } from 'fastify'
import { isTrusted } from '../domain/access/access.ts'
import { reasonsToSee } from '../domain/access/seers.ts'
import { isoOf } from '../domain/day.ts'
import type { Call, Handlers, Room } from '../http/call.ts'
import { requireStudent } from '../http/cover.ts'
import { serve } from '../http/serve.ts'
import { peopleApi } from './api.ts'
import {
  addPerson,
  changePerson,
  closeAccount,
  closeRole,
  giveRole,
  inviteAccount,
  makeLink,
  personOf,
  removeSecondFactor,
} from './people.ts'
import { listPeople, type PersonRow } from './queries/staff.ts'

export function servePeople(app: FastifyInstance, room: Room): void {
  serve(app, room, peopleApi, handlers)
}

const handlers: Handlers<typeof peopleApi> = {
  'GET /api/people': async (trx, { who, today }) => {
    const people = await listPeople(trx, who.schoolId, isoOf(today))
    return { people: people.map((row) => ({ ...row, classes: row.classes.map(({ name }) => name) })) }
  },
  'POST /api/people': async (trx, call) => {
    const { name, email = null, roles = [], login } = call.body
    const person = { name: name.trim(), email, roles, login }
    const made = await addPerson(trx, makerOf(call), person, isoOf(call.today))
    call.note({ subject: `staff:${made.id}`, after: person })
    return made
  },
  'PUT /api/people/{id}': async (trx, call) => {
    const after = { ...call.body, name: call.body.name.trim() }
    const before = await changePerson(trx, makerOf(call), call.params.id, after)
    call.note({ subject: subjectOf(call), before, after })
    return {}
  },
  'POST /api/people/{id}/roles': async (trx, call) => {
    await giveRole(trx, makerOf(call), call.params.id, call.body)
    call.note({ subject: subjectOf(call), after: call.body })
    return {}
  },
  'PUT /api/people/{id}/roles': async (trx, call) => {
    const before = await closeRole(trx, makerOf(call), call.params.id, call.body, isoOf(call.today))
    call.note({ subject: subjectOf(call), before, after: call.body })
    return {}
  },
  'POST /api/people/{id}/account': async (trx, call) => {
    await personOf(trx, call.who.schoolId, call.params.id)
    call.note({ subject: subjectOf(call), after: { login: call.body.login } })
    return inviteAccount(trx, makerOf(call), call.params.id, call.body.login)
  },
  'PUT /api/people/{id}/account': async (trx, call) => {
    await closeAccount(trx, makerOf(call), call.params.id, call.body.isDisabled)
    call.note({ subject: subjectOf(call), after: call.body })
    return {}
  },
  'POST /api/people/{id}/link': async (trx, call) => {
    const link = await makeLink(trx, makerOf(call), call.params.id)
    call.note({ subject: subjectOf(call), after: { purpose: link.purpose, expiresAt: link.expiresAt } })
    return link
  },
  'DELETE /api/people/{id}/second-factor': async (trx, call) => {
    await removeSecondFactor(trx, makerOf(call), call.params.id)
    call.note({ subject: subjectOf(call) })
    return {}
  },
  'GET /api/pupils/{id}/access': async (trx, call) => {
    const pupil = await requireStudent(trx, call, call.params.id)
    const today = isoOf(call.today)
    const people = await listPeople(trx, call.who.schoolId, today)
    return { people: people.flatMap((person) => seerOf(person, pupil, today)) }
  },
}

type Known = { who: Call['who']; room: Room; params: { id: number } }

function makerOf({ who, room }: Pick<Known, 'who' | 'room'>) {
  const { schoolId, staffId, roles } = who
  return { schoolId, staffId, isTrusted: isTrusted(roles), now: room.clock.now() }
}

function subjectOf({ params }: Known): string {
  return `staff:${params.id}`
}

type Places = { classId: number; presentClassId: number; hasOpenCase: boolean }

/** Who sees the page, by what they hold today: a past day is seen by who may see it now and might see that class. */
function seerOf(person: PersonRow, { classId, presentClassId, hasOpenCase }: Places, on: string) {
  const { id: staffId, name, leftOn, account, classes } = person
  if (leftOn !== null && leftOn < on) return []
  const roles = person.roles.filter(({ from, to }) => from <= on && (to === null || to >= on)).map(({ role }) => role)
  const holder = { staffId, roles, classes }
  if (reasonsToSee(holder, { classId, hasOpenCase }).length === 0) return []
  const reasons = reasonsToSee(holder, { classId: presentClassId, hasOpenCase })
  return reasons.length === 0 ? [] : [{ staffId, name, signsIn: account?.isDisabled === false, reasons }]
}
