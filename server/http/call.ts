import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { AuditEntry } from '../audit/queries.ts'
import type { OidcConfig } from '../config.ts'
import type { Db, Trx } from '../database/database.ts'
import type { Because } from '../domain/access/access.ts'
import type { Day } from '../domain/day.ts'
import type { Who } from '../people/queries/who.ts'
import type { LiveRules } from '../rules/rules.ts'
import type { SetupKey } from '../setup/key.ts'
import type { Clock } from './clock.ts'
import type { Contract, Part, Route } from './contract.ts'

/** What the server is made of; handed to every feature. */
export type Room = {
  readonly db: Db
  readonly clock: Clock
  readonly rules: LiveRules
  readonly rulesFolder: string
  /** The school's own identity provider, where there is one. */
  readonly oidc?: OidcConfig | undefined
  /** What secrets in the database are encrypted with, where it is set. */
  readonly secret?: string | undefined
  /** Of an installation that was started without a school. */
  readonly setup?: SetupKey
}

/** What a handler is given of a signed-in call. `on` is the day that the page looks at, `knownAt` what was known then. */
export type Call<R extends Route = Route> = {
  readonly params: Part<R, 'params'>
  readonly query: Part<R, 'query'>
  readonly body: Part<R, 'body'>
  readonly who: Who
  /** Why this person may; narrow every query by it. */
  readonly because: Because
  readonly today: Day
  readonly on: Day
  readonly knownAt: Date
  /** The moment of the call, for terms in hours; the end of the day where that is past. */
  readonly now: Date
  readonly isPast: boolean
  readonly room: Room
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Adds to what the trail keeps of this call: whom it is about, before and after. */
  readonly note: (entry: Partial<Pick<AuditEntry, 'class_id' | 'student_id' | 'subject' | 'before' | 'after'>>) => void
  /** Nothing was changed: the trail keeps no entry of a change that was refused or only tried. */
  readonly unchanged: () => void
  /** Done after the answer is stored: what must not hold the transaction. */
  readonly after: (work: () => Promise<void>) => void
}

export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: C[K] extends infer R extends Route ? Handler<R> : never
}
type Handler<R extends Route> = R['may'] extends 'anyone'
  ? (room: Room, request: FastifyRequest, reply: FastifyReply, parts: OpenParts<R>) => Promise<Static<R['answer']>>
  : R['transaction'] extends 'own'
    ? (call: Call<R>) => Promise<Static<R['answer']>>
    : (trx: Trx, call: Call<R>) => Promise<Static<R['answer']>>
type OpenParts<R extends Route> = {
  readonly params: Part<R, 'params'>
  readonly query: Part<R, 'query'>
  readonly body: Part<R, 'body'>
}
