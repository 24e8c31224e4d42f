import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'
import { loadAbsences, look, noonOf } from './look.ts'

const app = useApp(() => noonOf('2026-11-23'))
const school = useCast(app)
type Who = Parameters<typeof school.as>[0]

type Flag = { id: number; rule: string; text: { ru: string }; clears: { ru: string } }
type Page = Flag & {
  lines: { ru: string[] }
  thresholds: { label: { ru: string } }[]
  records: { records: { ru: string }[]; more: number }[]
}
const recorded_at = '2026-10-01T06:00:00Z'

/** The family of Иванов of 7Б has needed a plan since September; he was in a serious incident that few may read of. */
beforeEach(async () => {
  const { schoolId: school_id, own, pupils } = school.cast
  const student_id = pupils.own[0] ?? 0
  await loadAbsences(app, school.cast, '2026-11-23', [])
  await inSchool(app.db, school_id, async (trx) => {
    await trx
      .insertInto('family_category')
      .values({
        school_id,
        student_id,
        category: 'sop',
        from_on: '2026-10-01',
        source: 'Решение КДН и ЗП',
        recorded_at,
      })
      .execute()
    const { id: import_id } = await trx.selectFrom('import').select('id').executeTakeFirstOrThrow()
    await trx
      .insertInto('import_source')
      .values({ school_id, import_id, source: 'incidents', data_on: '2026-11-23' })
      .execute()
    for (const is_restricted of [false, true]) {
      const { id: incident_id } = await trx
        .insertInto('incident')
        .values({
          school_id,
          kind: is_restricted ? 'alcohol_drugs' : 'fight',
          severity: 3,
          is_restricted,
          occurred_on: '2026-11-18',
          class_id: own,
          recorded_at: '2026-11-18T12:00:00Z',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('incident_participant')
        .values({ school_id, incident_id, student_id, role: 'offender' })
        .execute()
    }
  })
  await look(app, school.cast, '2026-11-23')
})

const ask = async <T>(route: string, who: Who) => app.ask<T>(`GET ${route}`, { as: await school.as(who) })
const listed = async (rule: string, who: Who) =>
  (await ask<{ flags: Flag[] }>('/api/flags', who)).body.flags.find((flag) => flag.rule === rule)
const page = async (rule: string, who: Who) => {
  const flag = await listed(rule, 'classTeacher')
  return (await ask<Page>(`/api/flags/${flag?.id}`, who)).body
}

describe('a flag made of what a reader is given in numbers alone', () => {
  /** As a rule would raise it that names no readers. */
  const renameRule = (to: string) =>
    inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.updateTable('flag').set({ rule_id: to }).where('rule_id', '=', 'FAM-04').execute(),
    )

  it.each(['academicDeputy', 'principal'] as const)('tells %s that it is not shown', async (who) => {
    await renameRule('ACAD-05')
    const told = await page('ACAD-05', who)
    expect(told.text.ru).toMatch(/^Не показано: сведения о семье/)
    expect(told).toMatchObject({ clears: { ru: 'Не показано.' }, thresholds: [], records: [] })
    expect(JSON.stringify(told)).not.toMatch(/Социально опасное|КДН|рабочих дн/)
    expect((await listed('ACAD-05', who))?.text.ru).toMatch(/^Не показано/)
    const card = await ask<{ flags: Flag[] }>(`/api/pupils/${school.cast.pupils.own[0]}`, who)
    expect(card.body.flags.find(({ rule }) => rule === 'ACAD-05')?.text.ru).toMatch(/^Не показано/)
  })

  it.each(['academicDeputy', 'principal'] as const)('is not there for %s whom the rule does not name', async (who) => {
    expect(await listed('FAM-04', who)).toBeUndefined()
    expect(await page('FAM-04', who)).toMatchObject({ code: 'forbidden' })
    const why = await ask<Page>(`/api/pupils/${school.cast.pupils.own[0]}/rules/FAM-04`, who)
    expect(why.status).toBe(200)
    expect(JSON.stringify(why.body)).not.toMatch(/Социально опасное|КДН|рабочих дн/)
  })

  it('is whole for the class teacher and the deputy head', async () => {
    for (const who of ['classTeacher', 'deputy'] as const) {
      const told = await page('FAM-04', who)
      expect(told.text.ru).toContain('Плана работы с семьёй нет')
      expect(JSON.stringify(told.records)).toContain('Социально опасное положение')
    }
  })
})

describe('the records of a flag', () => {
  it('count those of restricted incidents for who may not read them, and tell them to who may', async () => {
    const shown = async (who: Who) => {
      const { records } = (await ask<Page>(`/api/pupils/${school.cast.pupils.own[0]}/rules/BEH-02`, who)).body
      return records.map((section) => [section.records.length, section.more])
    }
    expect(await shown('deputy')).toEqual([[2, 0]])
    expect(await shown('academicDeputy')).toEqual([[1, 1]])
  })
})
