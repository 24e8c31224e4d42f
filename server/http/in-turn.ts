import type { FastifyRequest } from 'fastify'
import { busy } from '../database/school.ts'
import type { Clock } from './clock.ts'
import { createTurns, type Turns } from './turns.ts'

/** Changes of one school wait for each other anyway; those that wait for a load must leave connections to who reads. */
const changes = createTurns(3, 30)
/** A past day may have to be judged first, and those who wait for that must leave connections too. */
const pastLooks = createTurns(3, 30)

/** Does the work of a call of a school when its turn comes: changes and looks at the past a few at once. Refuses where the line is long. */
export function inTurn<T>(request: FastifyRequest, clock: Clock, schoolId: number, work: () => Promise<T>): Promise<T> {
  const turns = turnsOf(request, clock)
  return turns ? turns.take(String(schoolId), work, refuseBusy) : work()
}

function turnsOf(request: FastifyRequest, clock: Clock): Turns | undefined {
  if (request.method !== 'GET') return changes
  const on = dayIn(request)
  return on !== undefined && on < clock.now().toISOString().slice(0, 10) ? pastLooks : undefined
}

/** The day that a call asks to look at, as text. */
export function dayIn({ query }: FastifyRequest): string | undefined {
  return (query as { on?: string }).on
}

function refuseBusy(): never {
  throw busy()
}
