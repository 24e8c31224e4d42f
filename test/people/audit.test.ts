import { beforeEach, describe, expect, it } from 'vitest'
import { insertAudit } from '../../server/audit/queries.ts'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'
import { enter, giveAccount } from './sign-in.ts'

const app = useApp()
const school = useCast(app)
type Who = Parameters<typeof school.as>[0]
type Entry = {
  id: number
  kind: string
  action: string
  said: { ru: string } | null
  actor: { id: number; name: string } | null
  pupil: { name: string } | null
  schoolClass: { name: string } | null
  before: unknown
  after: unknown
  isHidden: boolean
}
type Page = { scope: string; entries: Entry[]; next: number | null }
const trail = async (who: Who, query = '') =>
  (await app.ask<Page>(`GET /api/audit${query}`, { as: await school.as(who) })).body

/** The teacher viewed a pupil, the deputy noted something of the family, the psychologist of psychology, somebody failed to sign in. */
beforeEach(async () => {
  const { schoolId: school_id, staff, pupils, own } = school.cast
  const about = { school_id, class_id: own, student_id: pupils.own[0] ?? 0 }
  await inSchool(app.db, school_id, (trx) =>
    insertAudit(trx, [
      {
        ...about,
        actor_id: staff.classTeacher,
        kind: 'view',
        action: 'GET /api/cases/{id}',
        happened_at: '2026-11-18T20:30:00Z',
      },
      {
        ...about,
        actor_id: staff.classTeacher,
        kind: 'change',
        action: 'GET /api/family/classes/{id}',
        before: { share: 'мало' },
        after: { share: 'много' },
        happened_at: '2026-11-19T21:30:00Z',
      },
      {
        school_id,
        actor_id: staff.deputy,
        kind: 'export',
        action: 'GET /api/documents/monday',
        happened_at: '2026-11-20T09:00:00Z',
      },
      {
        school_id,
        actor_id: null,
        kind: 'signIn',
        action: 'refused',
        address: '10.0.0.9',
        happened_at: '2026-11-21T09:00:00Z',
      },
    ]),
  )
})
const actionsOf = ({ entries }: Page) => entries.map(({ action }) => action)

describe('the trail', () => {
  it('is whole for the deputy and the principal, with names of today, the latest first', async () => {
    const { scope, entries } = await trail('deputy')
    expect(scope).toBe('all')
    expect(entries.map(({ action }) => action)).toEqual([
      'refused',
      'GET /api/documents/monday',
      'GET /api/family/classes/{id}',
      'GET /api/cases/{id}',
    ])
    expect(entries[0]).toMatchObject({ actor: null, said: { ru: 'Неудачная попытка входа' } })
    expect(entries[3]).toMatchObject({
      actor: { name: 'Учителева Анна Петровна' },
      pupil: { name: 'Иванов Пётр' },
      schoolClass: { name: '7Б' },
    })
    expect(entries[2]).toMatchObject({ before: { share: 'мало' }, after: { share: 'много' }, isHidden: false })
  })

  it('opens nothing that is closed elsewhere: the principal is given numbers of families, so no content of them', async () => {
    const { entries } = await trail('principal', '?kind=change')
    expect(entries[0]).toMatchObject({ before: null, after: null, isHidden: true })
  })

  it('is one’s own for everybody else', async () => {
    const own = await trail('classTeacher')
    expect(own.scope).toBe('own')
    expect(actionsOf(own)).toEqual(['GET /api/family/classes/{id}', 'GET /api/cases/{id}'])
    expect(actionsOf(await trail('secretary'))).toEqual([])
    const deputy = school.cast.staff.deputy
    expect(actionsOf(await trail('classTeacher', `?person=${deputy}`))).toEqual([])
  })

  it('is sign-ins without pupils for the system administrator', async () => {
    const { scope, entries } = await trail('systemAdmin')
    expect(scope).toBe('technical')
    expect(entries.map(({ action }) => action)).toEqual(['refused'])
    const [pupil] = school.cast.pupils.own
    expect(actionsOf(await trail('systemAdmin', `?pupil=${pupil}`))).toEqual([])
  })

  it('is narrowed by person, kind, pupil and days of the school', async () => {
    const { classTeacher } = school.cast.staff
    expect(actionsOf(await trail('deputy', `?person=${classTeacher}`))).toHaveLength(2)
    expect(actionsOf(await trail('deputy', '?kind=export'))).toEqual(['GET /api/documents/monday'])
    expect(actionsOf(await trail('deputy', `?pupil=${school.cast.pupils.own[0]}`))).toHaveLength(2)
    // Half past nine in the evening of the 19th by Greenwich is the 20th in Moscow.
    expect(actionsOf(await trail('deputy', '?from=2026-11-19&to=2026-11-19'))).toEqual([])
    expect(actionsOf(await trail('deputy', '?from=2026-11-20&to=2026-11-20'))).toHaveLength(2)
  })

  it('comes in pages that miss and repeat nothing', async () => {
    const seen: number[] = []
    let next: number | null | undefined
    do {
      const page: Page = await trail('deputy', `?limit=1${next ? `&before=${next}` : ''}`)
      seen.push(...page.entries.map(({ id }) => id))
      next = page.next
    } while (next)
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(4)
  })

  it('keeps sign-ins and changes with who and from where', async () => {
    await giveAccount(app, school.cast, school.cast.staff.academicDeputy, 'academic')
    await enter(app, 'academic')
    const id = school.cast.staff.delegate
    await app.ask(`PUT /api/people/${id}`, {
      as: await school.as('principal'),
      body: { name: 'Замещаева Анна Ивановна', email: null, leftOn: null },
    })
    const { entries } = await trail('deputy', '?limit=2')
    expect(entries[0]).toMatchObject({
      kind: 'change',
      said: { ru: 'Изменить имя, почту или день увольнения' },
      before: { name: 'Замещаева Анна Петровна' },
      after: { name: 'Замещаева Анна Ивановна' },
    })
    expect(entries[1]).toMatchObject({ kind: 'signIn', action: 'password', address: '127.0.0.1' })
  })

  it('cannot be rewritten', async () => {
    const { schoolId } = school.cast
    await expect(
      inSchool(app.db, schoolId, (trx) => trx.updateTable('audit_event').set({ address: '0' }).execute()),
    ).rejects.toThrow('append-only')
    await expect(inSchool(app.db, schoolId, (trx) => trx.deleteFrom('audit_event').execute())).rejects.toThrow(
      'append-only',
    )
  })
})
