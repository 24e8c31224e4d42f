import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { dayOf } from '../../server/domain/day.ts'
import { zoneClock } from '../../server/domain/duties/zone.ts'
import { compareDuties } from '../../server/duties/duties.ts'
import { groundOf } from '../../server/overview/overview.ts'
import { useApp, useCast } from '../support/app.ts'
import { loadAbsences, look, noonOf } from './look.ts'

let now = noonOf('2026-11-23')
const app = useApp(() => now)
const school = useCast(app)

type Flag = {
  id: number
  rule: string
  level: number
  text: { ru: string }
  pupil: { id: number; name: string } | null
  class: { name: string }
  since: string
  due: { on: string; status: string; key: string } | null
  decision: { kind: string; by: string | null; measures: string[] } | null
  case: { id: number; state: string } | null
  rise: { on: string; level: number } | null
  step: { text: { ru: string }; on: string | null } | null
  mayDecide: boolean
}
type List = {
  flags: Flag[]
  total: number
  unseen: { level: number; count: number | null }[]
  runOn: string
  rules: number
}
type Who = Parameters<typeof school.as>[0]

/** Пётр Иванов of 7Б missed four lessons, Орлов of 8В four and Волков of 8В twelve. */
beforeEach(async () => {
  now = noonOf('2026-11-23')
  const { own, other } = school.cast.pupils
  await loadAbsences(app, school.cast, '2026-11-23', [
    { pupil: own[0] ?? 0, on: '2026-11-18', lessons: 4 },
    { pupil: other[0] ?? 0, on: '2026-11-18', lessons: 4 },
    { pupil: other[1] ?? 0, on: '2026-11-18', lessons: 6 },
    { pupil: other[1] ?? 0, on: '2026-11-19', lessons: 6 },
  ])
  await look(app, school.cast, '2026-11-23')
})

const ask = async <T>(route: string, who: Who = 'classTeacher', body?: object) =>
  app.ask<T & { code?: string; said?: { ru: string } }>(route, { as: await school.as(who), ...(body ? { body } : {}) })
const list = async (who: Who = 'classTeacher', query = '') => (await ask<List>(`GET /api/flags${query}`, who)).body
const mine = async () => {
  const [flag] = (await list()).flags
  if (!flag) throw new Error('No flag of 7Б')
  return flag
}
const accept = (id: number, who: Who = 'classTeacher', measures = ['contactParents']) =>
  ask<{ undoUntil: string }>(`POST /api/flags/${id}/acceptance`, who, { measures })
const dismiss = (id: number, who: Who = 'classTeacher', reason = 'knownCause') =>
  ask(`POST /api/flags/${id}/dismissal`, who, { reason, note: 'Болел, справка завтра' })
const undo = (id: number, who: Who = 'classTeacher') => ask(`POST /api/flags/${id}/undo`, who)
const dutyOf = async ({ due }: Flag) =>
  inSchool(app.db, school.cast.schoolId, (trx) =>
    trx
      .selectFrom('duty')
      .select('status')
      .where('duty_key', '=', due?.key ?? '')
      .executeTakeFirst(),
  )

describe('the list of flags', () => {
  it('tells the class teacher of each flag in numbers, since when, and by which day a decision is due', async () => {
    const { flags, runOn, unseen } = await list()
    expect(flags).toMatchObject([
      {
        rule: 'ATT-02',
        level: 2,
        class: { name: '7Б' },
        pupil: { name: 'Иванов Пётр' },
        since: '2026-11-23',
        due: { on: '2026-11-30', status: 'open' },
        decision: null,
        case: null,
        mayDecide: true,
      },
    ])
    expect(flags[0]?.text.ru).toContain('4 урока')
    expect(runOn).toBe('2026-11-23')
    expect(unseen).toEqual([])
  })

  it('gives the administration names from level 3 and numbers below', async () => {
    const { flags, unseen } = await list('deputy')
    expect(flags).toMatchObject([{ level: 3, pupil: { name: 'Волков Пётр' }, mayDecide: false }])
    expect(unseen).toEqual([{ level: 2, count: null }])
    expect(JSON.stringify(await list('principal'))).not.toContain('Иванов')
  })

  it('shows specialists only pupils with an open case, and a methodologist no list', async () => {
    expect((await list('psychologist')).flags).toEqual([])
    await accept((await mine()).id)
    expect((await list('psychologist')).flags).toMatchObject([{ pupil: { name: 'Иванов Пётр' } }])
    expect((await ask('GET /api/flags', 'methodologist')).status).toBe(403)
    expect((await ask('GET /api/flags', 'systemAdmin')).status).toBe(403)
  })

  it('is the same by name on the page of a pupil, the rest as a number', async () => {
    type Card = { flags: { level: number }[] | null; unseenFlags: number }
    const card = async (pupil: number | undefined, who: Who) => {
      const { flags, unseenFlags } = (await ask<Card>(`GET /api/pupils/${pupil}`, who)).body
      return [flags?.map(({ level }) => level) ?? null, unseenFlags]
    }
    const { own, other } = school.cast.pupils
    expect(await card(own[0], 'deputy')).toEqual([[], 1])
    expect(await card(other[1], 'deputy')).toEqual([[3], 0])
    expect(await card(own[0], 'classTeacher')).toEqual([[2], 0])
    expect(await card(own[0], 'secretary')).toEqual([null, 0])
  })

  it('keeps for the class teacher the flags a pupil had in a former class', async () => {
    const [pupil = 0] = school.cast.pupils.own
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.updateTable('flag').set({ class_id: school.cast.other }).where('student_id', '=', pupil).execute(),
    )
    const { body } = await ask<{ flags: { id: number }[]; unseenFlags: number }>(`GET /api/pupils/${pupil}`)
    expect(body.flags.length).toBeGreaterThan(0)
    expect(body.unseenFlags).toBe(0)
    expect((await ask(`GET /api/flags/${body.flags[0]?.id}`)).status).toBe(200)
  })

  it('is only for the roles that the rule names', async () => {
    const [foreign] = (await list('deputy')).flags
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx
        .updateTable('flag')
        .set({ rule_id: 'FAM-04' })
        .where('id', '=', foreign?.id ?? 0)
        .execute(),
    )
    const seen = async (who: Who) => (await list(who)).flags.map(({ id }) => id)
    expect(await seen('deputy')).toContain(foreign?.id)
    expect(await seen('otherTeacher')).toContain(foreign?.id)
    expect(await seen('principal')).not.toContain(foreign?.id)
    expect((await ask(`GET /api/flags/${foreign?.id}`, 'principal')).status).toBe(403)
  })

  it('does not open another class by its id', async () => {
    expect((await ask(`GET /api/flags?class=${school.cast.other}`)).status).toBe(403)
    const [foreign] = (await list('otherTeacher')).flags
    for (const route of [`GET /api/flags/${foreign?.id}`, `GET /api/pupils/${foreign?.pupil?.id}/rules/ATT-02`])
      expect((await ask(route)).status).toBe(403)
  })

  it('is filtered by level, rule, domain and state', async () => {
    expect((await list('otherTeacher', '?level=3')).flags).toMatchObject([{ level: 3 }])
    expect((await list('otherTeacher', '?level=2')).flags).toMatchObject([{ level: 2 }])
    expect((await list('otherTeacher', '?rule=ATT-02')).total).toBe(2)
    expect((await list('otherTeacher', '?domain=academic')).total).toBe(0)
    await accept((await mine()).id)
    expect((await list('classTeacher', '?state=new')).total).toBe(0)
    expect((await list('classTeacher', '?state=decided')).total).toBe(1)
  })

  it('of a day before the first look is refused with what to do', async () => {
    const { status, body } = await ask('GET /api/flags?on=2026-11-20')
    expect([status, body.code]).toEqual([409, 'not-evaluated'])
  })
})

describe('numbers of flags', () => {
  type Summary = {
    total: number | null
    pupils: number | null
    levels: { level: number; count: number | null }[]
    classes: { class: { name: string }; count: number | null; levels: { count: number | null }[] }[]
    weeks: { on: string; count: number | null }[]
  }
  const summary = async (who: Who) => (await ask<Summary>('GET /api/flags/summary', who)).body

  it('are whole for the own class and reconcile with the list', async () => {
    const told = await summary('otherTeacher')
    expect(told).toMatchObject({ total: 2, classes: [{ class: { name: '8В' }, count: 2 }] })
    expect(told.levels).toEqual([
      { level: 4, count: 0 },
      { level: 3, count: 1 },
      { level: 2, count: 1 },
      { level: 1, count: 0 },
    ])
    expect(told.weeks.at(-1)).toEqual({ on: '2026-11-23', count: 2 })
    expect(told.weeks.at(-2)?.count).toBe(0)
  })

  it('hide few people from those who may not see names', async () => {
    const told = await summary('deputy')
    // Two of the three are not the administration's to know: the number would tell of them.
    expect(told).toMatchObject({ total: null, pupils: null })
    expect(told.weeks.at(-1)?.count).toBeNull()
    expect(told.levels).toContainEqual({ level: 3, count: 1 })
    expect(told.levels).toContainEqual({ level: 2, count: null })
    for (const { count, levels } of told.classes) {
      const shown = levels.map((level) => level.count)
      expect(count).toBe(shown.includes(null) ? null : shown.reduce((sum: number, each) => sum + (each ?? 0), 0))
    }
    const methodologist = await summary('methodologist')
    expect(methodologist.levels).toContainEqual({ level: 3, count: null })
    expect(methodologist).toMatchObject({ total: null, pupils: null })
    expect(methodologist.classes.every(({ count }) => count === null)).toBe(true)
  })
})

describe('taking a flag into work', () => {
  it('opens the case of the pupil and meets the duty to decide at once', async () => {
    const flag = await mine()
    await look(app, school.cast, '2026-11-23')
    expect((await dutyOf(flag))?.status).toBe('open')
    const pupil = await ask<{ cases: object[] }>(`GET /api/pupils/${school.cast.pupils.own[0]}`)
    expect(pupil.body.cases).toEqual([])
    expect((await accept(flag.id)).status).toBe(200)
    expect((await dutyOf(flag))?.status).toBe('met')
    expect(await mine()).toMatchObject({
      decision: { kind: 'accepted', by: 'Учителева Анна Петровна', measures: ['contactParents'] },
      case: { state: 'in_work' },
      due: { status: 'met' },
      mayDecide: false,
    })
  })

  it('leaves a decision as evidence, not a measure that nobody has taken yet', async () => {
    const { id } = await mine()
    await accept(id)
    type Entries = { entries: { evidence: { id: string }[]; decision: object | null; outcome: string | null }[] }
    const { body } = await ask<Entries>('GET /api/interactions')
    const [entry] = body.entries
    expect(entry?.evidence.map((kind) => kind.id)).toEqual(['triage'])
    expect(entry).toMatchObject({
      outcome: null,
      decision: { kind: 'accepted', reasons: [{ ru: 'Связь с родителями' }] },
    })
  })

  it('needs a measure of the list', async () => {
    const { id } = await mine()
    expect((await accept(id, 'classTeacher', [])).status).toBe(400)
    expect((await accept(id, 'classTeacher', ['shout'])).body.code).toBe('unknown-code')
    expect((await mine()).decision).toBeNull()
  })

  it('is for the own class alone; not for the administration, not for specialists', async () => {
    const { id } = await mine()
    for (const who of ['otherTeacher', 'deputy', 'principal', 'psychologist', 'methodologist'] as const)
      expect([who, (await accept(id, who)).status]).toEqual([who, 403])
  })

  it('is for who acts and for who stands in during a leave', async () => {
    const { schoolId, own, staff } = school.cast
    const { id } = await mine()
    expect((await accept(id, 'delegate')).status).toBe(403)
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('staff_leave')
        .values({
          school_id: schoolId,
          staff_id: staff.classTeacher,
          from_on: '2026-11-20',
          to_on: '2026-11-30',
          acting_staff_id: staff.delegate,
        })
        .execute(),
    )
    expect((await accept(id, 'delegate')).status).toBe(200)
    await undo(id, 'delegate')
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('class_teacher')
        .values({
          school_id: schoolId,
          class_id: own,
          role: 'acting',
          from_on: '2026-11-20',
          to_on: null,
          staff_id: staff.otherTeacher,
        })
        .execute(),
    )
    expect((await accept(id, 'otherTeacher')).status).toBe(200)
  })

  it('by the second of two is refused with the name of the first', async () => {
    const { id } = await mine()
    await accept(id)
    const { status, body } = await accept(id)
    expect(status).toBe(409)
    expect(body.said?.ru).toContain('Учителева')
    expect((await dismiss(id)).status).toBe(409)
  })

  it('on a past day is refused', async () => {
    const { id } = await mine()
    const { status, body } = await ask(`POST /api/flags/${id}/acceptance?on=2026-11-20`, 'classTeacher', {
      measures: ['contactParents'],
    })
    expect([status, body.code]).toEqual([409, 'past-day'])
  })

  it('is undone within the day: the case ends, the duty is owed again, the history keeps both', async () => {
    const flag = await mine()
    await accept(flag.id)
    expect((await undo(flag.id)).status).toBe(200)
    expect(await mine()).toMatchObject({ decision: null, case: null, due: { status: 'open' }, mayDecide: true })
    expect((await dutyOf(flag))?.status).toBe('open')
    expect((await accept(flag.id)).status).toBe(200)
    const page = await ask<{ history: { kind: string }[] }>(`GET /api/flags/${flag.id}`)
    expect(page.body.history.map(({ kind }) => kind)).toEqual(['raised', 'accepted', 'undone', 'accepted'])
  })

  it('leaves the duties of the whole school as a look at all of them would', async () => {
    await accept((await mine()).id)
    const { schoolId } = school.cast
    const place = { school: { id: schoolId, timeZone: 'Europe/Moscow', trackingFrom: '2026-09-01' } }
    const day = dayOf('2026-11-23')
    const { judged, differences } = await inSchool(app.db, schoolId, async (trx) => {
      const ground = await groundOf(trx, place, app.room.rules.current())
      return compareDuties(trx, ground, day, new Date(zoneClock('Europe/Moscow').endOf(day)))
    })
    expect(judged).toBeGreaterThan(0)
    expect(differences).toEqual([])
  })

  it('keeps its record in the journal while it stands, and out of it once it is undone', async () => {
    const flag = await mine()
    await accept(flag.id)
    const records = async (voided: 'with' | 'only') =>
      (await ask<{ entries: { id: number }[] }>(`GET /api/interactions?voided=${voided}`)).body.entries
    const [record] = await records('with')
    const change = async (verb: string, body: object) =>
      (await ask(`POST /api/interactions/${record?.id}/${verb}`, 'deputy', body)).body.code
    expect(await change('void', { reason: 'ошибка' })).toBe('part-of-decision')
    expect(await change('attribution', { points: ['II.2'] })).toBe('part-of-decision')
    const page = await ask<{ mayVoid: boolean; decision: object }>(`GET /api/interactions/${record?.id}`)
    expect(page.body).toMatchObject({ mayVoid: false, decision: { flag: flag.id } })
    await undo(flag.id)
    expect(await records('only')).toMatchObject([{ id: record?.id }])
    expect(await change('restoration', {})).toBe('part-of-decision')
    expect((await dutyOf(flag))?.status).toBe('open')
  })

  it('cannot be undone the next day, nor twice', async () => {
    const { id } = await mine()
    await accept(id)
    now = noonOf('2026-11-24')
    expect((await undo(id)).body.code).toBe('nothing-to-undo')
    now = noonOf('2026-11-23')
    await undo(id)
    expect((await undo(id)).body.code).toBe('nothing-to-undo')
  })
})

describe('the next step', () => {
  it('is the advice of the rule until a decision, then the next review of the case, each with its day', async () => {
    const flag = await mine()
    expect(flag.step).toMatchObject({ on: flag.due?.on })
    await accept(flag.id)
    const { step } = await mine()
    expect(step?.text.ru).toBe('Обзор: есть ли результат')
    const { body } = await ask<{ review: { dueOn: string } }>(`GET /api/cases?class=${school.cast.own}`)
    expect(step?.on).toBe(body.review.dueOn)
  })

  it('has no day where no case is open: the review does not answer for such a flag', async () => {
    await accept((await mine()).id)
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.updateTable('escalation').set({ closed_on: '2026-11-23' }).execute(),
    )
    const flag = await mine()
    expect(flag).toMatchObject({ case: null, decision: { kind: 'accepted' }, step: { on: null, status: null } })
  })

  it('is not asked by a flag that was dismissed, nor is a decision', async () => {
    const { id } = await mine()
    await dismiss(id)
    const { body } = await ask<Flag>(`GET /api/flags/${id}`)
    expect(body).toMatchObject({ step: null, mayDecide: false })
  })
})

describe('a level that rose after the decision', () => {
  const risen = async () => {
    await accept((await mine()).id)
    now = noonOf('2026-11-24')
    await loadAbsences(app, school.cast, '2026-11-24', [
      { pupil: school.cast.pupils.own[0] ?? 0, on: '2026-11-20', lessons: 7 },
    ])
    await look(app, school.cast, '2026-11-24')
    return mine()
  }

  it('asks for a decision anew and says since when', async () => {
    const flag = await risen()
    expect(flag).toMatchObject({
      level: 3,
      rise: { on: '2026-11-24', level: 3 },
      mayDecide: true,
      due: { status: 'met' },
      step: { on: null, status: null },
    })
    expect((await list('classTeacher', '?state=new')).total).toBe(1)
    expect((await list('classTeacher', '?state=decided')).total).toBe(0)
  })

  it('is answered by another decision, and asks again where that is taken back', async () => {
    const { id } = await risen()
    expect((await accept(id, 'classTeacher', ['psychologist'])).status).toBe(200)
    expect(await mine()).toMatchObject({ rise: null, mayDecide: false, decision: { measures: ['psychologist'] } })
    await undo(id)
    expect(await mine()).toMatchObject({ rise: { level: 3 }, decision: { measures: ['contactParents'] } })
  })
})

describe('dismissing a flag', () => {
  it('ends it, meets the duty to decide, closes what it asked for and keeps quiet for the cool-down', async () => {
    const flag = await mine()
    expect((await dismiss(flag.id)).status).toBe(200)
    expect((await list()).flags).toEqual([])
    expect((await dutyOf(flag))?.status).toBe('met')
    now = noonOf('2026-11-24')
    await look(app, school.cast, '2026-11-24')
    expect((await list()).flags).toEqual([])
  })

  it('leaves its page: who dismissed it, when, why, and the records behind its numbers', async () => {
    type Page = {
      isOpen: boolean
      endedOn: string
      decision: null
      history: object[]
      records: { records: object[] }[]
    }
    const { id } = await mine()
    const open = (await ask<Page>(`GET /api/flags/${id}`)).body
    await dismiss(id)
    now = noonOf('2026-11-24')
    await look(app, school.cast, '2026-11-24')
    const { body } = await ask<Page>(`GET /api/flags/${id}`)
    expect(body).toMatchObject({ isOpen: false, endedOn: '2026-11-23', decision: null })
    expect(body.history.at(-1)).toMatchObject({
      kind: 'ended',
      on: '2026-11-23',
      actor: expect.any(String),
      reasons: [{ ru: 'Причина известна' }],
      note: 'Болел, справка завтра',
    })
    expect(open.records.length).toBeGreaterThan(0)
    expect(body.records).toEqual(open.records)
  })

  it('does not silence a higher level', async () => {
    await dismiss((await mine()).id)
    now = noonOf('2026-11-24')
    await loadAbsences(app, school.cast, '2026-11-24', [
      { pupil: school.cast.pupils.own[0] ?? 0, on: '2026-11-20', lessons: 7 },
    ])
    await look(app, school.cast, '2026-11-24')
    expect((await list()).flags).toMatchObject([{ rule: 'ATT-02', level: 3 }])
  })

  it('needs a reason of the list', async () => {
    const { id } = await mine()
    expect((await dismiss(id, 'classTeacher', 'lazy')).body.code).toBe('unknown-code')
    expect((await ask(`POST /api/flags/${id}/dismissal`, 'classTeacher', {})).status).toBe(400)
  })

  it('is undone within the day, even after another look by the rules: the flag goes on as it was', async () => {
    const flag = await mine()
    await dismiss(flag.id)
    await look(app, school.cast, '2026-11-23')
    expect((await undo(flag.id)).status).toBe(200)
    expect(await mine()).toMatchObject({ id: flag.id, since: flag.since, due: { status: 'open' } })
    now = noonOf('2026-11-24')
    await look(app, school.cast, '2026-11-24')
    expect(await mine()).toMatchObject({ id: flag.id, since: flag.since })
    const then = await list('classTeacher', '?on=2026-11-23')
    expect(then.flags.map(({ id }) => id)).toEqual([flag.id])
  })

  it('shows on an earlier day the flag that was open then', async () => {
    const { id } = await mine()
    now = noonOf('2026-11-24')
    await look(app, school.cast, '2026-11-24')
    await dismiss(id)
    expect((await list()).flags).toEqual([])
    expect((await list('classTeacher', '?on=2026-11-23')).flags).toMatchObject([{ id, mayDecide: false }])
  })
})

describe('a flag on the page of its pupil', () => {
  type Card = { flags: { level: number; text: { ru: string }; clearedOn: string | null; state: string }[] }
  const card = async (search = '') =>
    (await ask<Card>(`GET /api/pupils/${school.cast.pupils.own[0]}${search}`)).body.flags

  it('stands on a past day as it stood then, whatever became of it', async () => {
    const [then] = await card()
    now = noonOf('2026-11-24')
    await loadAbsences(app, school.cast, '2026-11-24', [
      { pupil: school.cast.pupils.own[0] ?? 0, on: '2026-11-20', lessons: 7 },
    ])
    await look(app, school.cast, '2026-11-24')
    expect(await card()).toMatchObject([{ level: 3, state: 'flagged' }])
    await dismiss((await mine()).id)
    expect(await card()).toMatchObject([{ level: 3, clearedOn: '2026-11-24', clearReason: 'dismissed' }])
    expect(await card('?on=2026-11-23')).toEqual([then])
    expect(then).toMatchObject({ level: 2, clearedOn: null })
    expect(await card('?on=2026-11-20')).toEqual([])
  })
})

describe('the page of a flag', () => {
  type Page = {
    computed: { on: string; at: string }
    lines: { ru: string[] }
    records: { records: { on: string; ru: string }[] }[]
    clears: { ru: string }
    revision: { hash: string; from: string | null }
    thresholds: { threshold: string | null; since: string | null }[]
    history: { kind: string; note: string | null; actor: string | null; reasons: { ru: string }[] }[]
  }

  it('tells why: comparisons, thresholds with their days, the records behind, what would clear it, the revision', async () => {
    const { id } = await mine()
    const { body } = await ask<Page>(`GET /api/flags/${id}`)
    expect(body.lines.ru.some((line) => line.startsWith('✓'))).toBe(true)
    expect(body.records[0]?.records).toHaveLength(4)
    expect(body.records[0]?.records[0]?.on).toBe('2026-11-18')
    expect(body.clears.ru).toContain('Сигнал снимется')
    expect(body.revision.from).toBe('2025-09-01')
    expect(body.computed.on).toBe('2026-11-23')
    expect(Date.parse(body.computed.at)).toBeGreaterThanOrEqual(now.getTime())
    expect(body.thresholds.some(({ threshold, since }) => threshold === '3' && since === '2025-09-01')).toBe(true)
  })

  it('keeps notes and reasons with who wrote them', async () => {
    const { id } = await mine()
    expect((await ask(`POST /api/flags/${id}/notes`, 'classTeacher', { text: 'Позвонила маме' })).status).toBe(200)
    await dismiss(id)
    const { body } = await ask<Page>(`GET /api/flags/${id}`)
    expect(body.history.slice(1)).toMatchObject([
      { kind: 'note', note: 'Позвонила маме', actor: 'Учителева Анна Петровна' },
      { kind: 'ended', note: 'Болел, справка завтра', reasons: [{ ru: 'Причина известна' }] },
    ])
  })

  it('says why a pupil is not flagged, and what would raise a flag', async () => {
    const { body } = await ask<{ outcome: string; rises: { ru: string } }>(
      `GET /api/pupils/${school.cast.pupils.own[1]}/rules/ATT-02`,
    )
    expect(body.outcome).toBe('notFlagged')
    expect(body.rises.ru).not.toBe('')
  })

  it('is open to the administration where the pupil has come to them, and is kept in the trail', async () => {
    const { other } = school.cast.pupils
    expect((await ask(`GET /api/pupils/${other[1]}/rules/ATT-02`, 'deputy')).status).toBe(200)
    expect((await ask(`GET /api/pupils/${other[0]}/rules/ATT-02`, 'deputy')).status).toBe(403)
    const seen = await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.selectFrom('audit_event').select(['kind', 'student_id']).where('kind', '=', 'view').execute(),
    )
    expect(seen.map(({ student_id }) => student_id)).toEqual([other[1]])
  })

  it('of another school is not there', async () => {
    expect((await ask('GET /api/flags/999999')).status).toBe(404)
  })
})
