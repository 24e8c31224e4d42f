import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../server/app.ts'
import type { Database } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import type { Role } from '../../server/domain/access/access.ts'
import { clockOf } from '../../server/http/clock.ts'
import type { Room } from '../../server/http/serve.ts'
import { openRules } from '../../server/rules/rules.ts'
import { demoAt, refreshed } from '../demo/support.ts'
import { signIn, type TestApp } from '../support/app.ts'
import { openMigrated } from '../support/database.ts'

/** A demo school behind the server, on a day of its present year; who asks is named by role. */
export type DemoApp = {
  readonly schoolId: number
  readonly room: Room
  /** What a test expects of the body it says itself. */
  get(address: string, as: Role): Promise<{ status: number; body: unknown }>
  /** The evening look of the rules, which the school made for a test has not had. */
  refresh(): Promise<void>
  close(): Promise<void>
}

export async function openDemo(asOf: string): Promise<DemoApp> {
  const database: Database = await openMigrated()
  const demo = await demoAt(database.db, asOf)
  const now = () => new Date(`${asOf}T12:00:00Z`)
  const rulesFolder = join(import.meta.dirname, '../../rules')
  const room: Room = { db: database.db, clock: clockOf(now), rules: await openRules(rulesFolder, now), rulesFolder }
  const app = await createApp(room, { pages: false, requestsPerMinute: 100_000 })
  const cookies = new Map<Role, string>()
  return {
    schoolId: demo.schoolId,
    room,
    get: async (address, as) => {
      const cookie = cookies.get(as) ?? (await cookieOf(app, room, demo.schoolId, as))
      cookies.set(as, cookie)
      const reply = await app.inject({ method: 'GET', url: address, headers: { cookie } })
      return { status: reply.statusCode, body: reply.json<unknown>() }
    },
    refresh: async () => {
      await refreshed(database.db, demo)
    },
    close: async () => {
      await app.close()
      await room.rules.close()
      await database.close()
    },
  }
}

async function cookieOf(app: FastifyInstance, room: Room, schoolId: number, role: Role): Promise<string> {
  const holder = await inSchool(room.db, schoolId, async (trx) =>
    role === 'classTeacher'
      ? trx
          .selectFrom('class_teacher as t')
          .innerJoin('school_class as c', (join) =>
            join.onRef('c.school_id', '=', 't.school_id').onRef('c.id', '=', 't.class_id'),
          )
          .select('t.staff_id as id')
          .where('t.school_id', '=', schoolId)
          .where('c.name', '=', '7Б')
          .where('t.role', '=', 'main')
          .orderBy('c.school_year', 'desc')
          .orderBy('t.from_on', 'desc')
          .executeTakeFirstOrThrow()
      : trx
          .selectFrom('staff_role')
          .select('staff_id as id')
          .where('school_id', '=', schoolId)
          .where('role', '=', role)
          .executeTakeFirstOrThrow(),
  )
  return signIn({ app, room, db: room.db } as unknown as TestApp, schoolId, holder.id)
}
