import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createApp } from '../../server/app.ts'
import { inSchool } from '../../server/database/school.ts'
import type { Role } from '../../server/domain/access/access.ts'
import { clockOf } from '../../server/http/clock.ts'
import type { Room } from '../../server/http/serve.ts'
import { createSecret } from '../../server/http/session.ts'
import { openRules } from '../../server/rules/rules.ts'
import { type TestDatabase, useDatabase } from './database.ts'

/** The moment at which tests of the server stand still: Monday 23 November 2026, noon in Moscow. */
export const moment = new Date('2026-11-23T09:00:00Z')

export type TestApp = TestDatabase & {
  readonly app: FastifyInstance
  readonly room: Room
  /** Asks a route; `as` is a cookie of `signIn`. Answers status and body. */
  readonly ask: <T = Told>(
    route: string,
    given?: { as?: string; body?: object; headers?: Record<string, string> },
  ) => Promise<Asked<T>>
}
/** `T` is what the test expects of the body. */
export type Asked<T> = { status: number; body: T; headers: Record<string, unknown> }
export type Told = { code: string; said: { ru: string; en: string } }

/** The server over the database of the test file, its clock standing still. No pages. */
export function useApp(now: () => Date = () => moment): TestApp {
  const database = useDatabase()
  let app: FastifyInstance
  let room: Room
  beforeAll(async () => {
    const rulesFolder = join(import.meta.dirname, '../../rules')
    room = { db: database.db, clock: clockOf(now), rules: await openRules(rulesFolder, now), rulesFolder }
    app = await createApp(room, { pages: false, requestsPerMinute: 100_000 })
  })
  afterAll(async () => {
    await app.close()
    await room.rules.close()
  })
  return {
    get db() {
      return database.db
    },
    get kind() {
      return database.kind
    },
    get app() {
      return app
    },
    get room() {
      return room
    },
    ask: async (
      route: string,
      { as, body, headers }: { as?: string; body?: object; headers?: Record<string, string> } = {},
    ) => {
      const [method, url] = route.split(' ')
      const reply = await app.inject({
        method: method as NonNullable<InjectOptions['method']>,
        url: url ?? '',
        headers: { ...(as === undefined ? {} : { cookie: as }), ...headers },
        ...(body === undefined ? {} : { payload: body }),
      })
      const isJson = String(reply.headers['content-type']).includes('json')
      return { status: reply.statusCode, body: (isJson ? reply.json() : reply.body) as never, headers: reply.headers }
    },
  }
}

/** Everybody of the cast is enrolled, employed and of office since this day. */
export const since = '2026-09-01'

export type Cast = {
  readonly schoolId: number
  /** 7Б, led by the class teacher, and 8В, led by somebody else. */
  readonly own: number
  readonly other: number
  readonly staff: Readonly<Record<Role | 'otherTeacher' | 'delegate', number>>
  readonly pupils: { readonly own: readonly number[]; readonly other: readonly number[] }
}

/** A school with one person of each role, two classes and six pupils in each. */
export async function createCast(app: TestApp, name = 'Школа № 1'): Promise<Cast> {
  const { id: schoolId } = await app.db
    .insertInto('school')
    .values({ name, time_zone: 'Europe/Moscow', tracking_from: since })
    .returning('id')
    .executeTakeFirstOrThrow()
  return inSchool(app.db, schoolId, async (trx) => {
    const school_id = schoolId
    const calendars = [
      ...app.room.rules
        .current()
        .productionYears.map(({ id }) => ({ kind: 'production' as const, id, school_year: null })),
      { kind: 'schoolYear' as const, id: '2026-27-quarters', school_year: '2026/27' },
    ]
    await trx
      .insertInto('school_calendar')
      .values(calendars.map((calendar) => ({ ...calendar, school_id, content: null })))
      .execute()
    const names = [...roleNames, 'otherTeacher', 'delegate'] as const
    const staff: Record<string, number> = {}
    for (const role of names) {
      const { id } = await trx
        .insertInto('staff')
        .values({ school_id, full_name: `${familyOf[role]} Анна Петровна` })
        .returning('id')
        .executeTakeFirstOrThrow()
      staff[role] = id
      const held = role === 'otherTeacher' || role === 'delegate' ? 'classTeacher' : role
      await trx
        .insertInto('staff_role')
        .values({ school_id, staff_id: id, role: held, from_on: since, to_on: null })
        .execute()
    }
    const classOf = async (className: string, grade: number, teacher: number, cohort: number) => {
      const { id } = await trx
        .insertInto('school_class')
        .values({ school_id, cohort_id: cohort, school_year: '2026/27', name: className, grade, opened_on: since })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('class_teacher')
        .values({ school_id, class_id: id, role: 'main', from_on: since, to_on: null, staff_id: teacher })
        .execute()
      return id
    }
    const own = await classOf('7Б', 7, staff['classTeacher'] ?? 0, 1)
    const other = await classOf('8В', 8, staff['otherTeacher'] ?? 0, 2)
    const pupilsOf = async (classId: number, first: number) => {
      const ids: number[] = []
      for (let no = first; no < first + 6; no++) {
        const { id } = await trx
          .insertInto('student')
          .values({ school_id, full_name: `${pupilNames[no] ?? 'Ученик'} Пётр`, birth_on: '2013-05-01', sex: 'm' })
          .returning('id')
          .executeTakeFirstOrThrow()
        await trx
          .insertInto('enrolment')
          .values({ school_id, student_id: id, from_on: since, class_id: classId, to_on: null })
          .execute()
        ids.push(id)
      }
      return ids
    }
    const pupils = { own: await pupilsOf(own, 0), other: await pupilsOf(other, 6) }
    return { schoolId, own, other, staff: staff as Cast['staff'], pupils }
  })
}

const roleNames: readonly Role[] = [
  'classTeacher',
  'subjectTeacher',
  'deputy',
  'academicDeputy',
  'principal',
  'psychologist',
  'socialEducator',
  'speechTherapist',
  'secretary',
  'methodologist',
  'journalAdmin',
  'systemAdmin',
]
const familyOf: Readonly<Record<string, string>> = {
  classTeacher: 'Учителева',
  subjectTeacher: 'Предметова',
  deputy: 'Заместителева',
  academicDeputy: 'Учебнова',
  principal: 'Директорова',
  psychologist: 'Психологова',
  socialEducator: 'Социалова',
  speechTherapist: 'Логопедова',
  secretary: 'Секретарёва',
  methodologist: 'Методистова',
  journalAdmin: 'Журналова',
  systemAdmin: 'Админова',
  otherTeacher: 'Другова',
  delegate: 'Замещаева',
}
const pupilNames = [
  'Иванов',
  'Ёлкин',
  'Петров',
  'Сидоров',
  'Жуков',
  'Яшин',
  'Орлов',
  'Волков',
  'Зайцев',
  'Лисин',
  'Гусев',
  'Котов',
]

/** A live session of a member of staff, as the cookie a browser would send. */
export async function signIn(app: TestApp, schoolId: number, staffId: number): Promise<string> {
  const { secret, hash } = createSecret()
  await inSchool(app.db, schoolId, async (trx) => {
    await trx
      .insertInto('account')
      .values({ school_id: schoolId, staff_id: staffId, login: `staff${staffId}` })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await trx
      .insertInto('session')
      .values({
        school_id: schoolId,
        staff_id: staffId,
        token_hash: hash,
        started_at: app.room.clock.now(),
        seen_at: app.room.clock.now(),
        expires_at: new Date(app.room.clock.now().getTime() + 8 * 3_600_000),
        second_factor: true,
      })
      .execute()
  })
  return `reglament=${schoolId}.${secret}`
}

/** A school with its cast made anew before each test. */
export function useCast(app: TestApp): {
  readonly cast: Cast
  readonly as: (who: keyof Cast['staff']) => Promise<string>
} {
  let cast: Cast
  beforeEach(async () => {
    cast = await createCast(app)
  })
  return {
    get cast() {
      return cast
    },
    as: (who) => signIn(app, cast.schoolId, cast.staff[who]),
  }
}
