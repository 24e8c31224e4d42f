import { describe, expect, it } from 'vitest'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Found = {
  pupils: { id: number; name: string; className: string }[]
  classes: { name: string; teacher: string | null }[]
  points: { id: string }[]
  rules: { id: string }[]
}
const search = async (q: string, who: Parameters<typeof school.as>[0] = 'deputy') =>
  app.ask<Found>(`GET /api/search?q=${encodeURIComponent(q)}`, { as: await school.as(who) })

describe('search', () => {
  it('finds a pupil by the beginning of any name, ё as е, in Russian order', async () => {
    expect((await search('елк')).body.pupils.map(({ name }) => name)).toEqual(['Ёлкин Пётр'])
    expect((await search('петр ж')).body.pupils.map(({ name }) => name)).toEqual(['Жуков Пётр'])
    const all = (await search('пётр')).body.pupils.map(({ name }) => name.split(' ')[0])
    expect(all).toHaveLength(8)
    expect(all.slice(0, 4)).toEqual(['Волков', 'Гусев', 'Ёлкин', 'Жуков'])
  })

  it('keeps a class teacher to the own class', async () => {
    expect((await search('орлов', 'classTeacher')).body.pupils).toEqual([])
    expect((await search('иванов', 'classTeacher')).body.pupils).toHaveLength(1)
    expect((await search('8в', 'classTeacher')).body.classes).toEqual([])
  })

  it.each(['subjectTeacher', 'methodologist', 'systemAdmin'] as const)(
    'names nobody to %s, but finds points',
    async (who) => {
      const { body } = await search('иванов', who)
      expect(body).toMatchObject({ pupils: [], classes: [] })
      expect((await search('II.10', who)).body.points.map(({ id }) => id)).toEqual(['II.10'])
    },
  )

  it('finds a class by its name and by its teacher', async () => {
    expect((await search('7б')).body.classes).toMatchObject([{ name: '7Б' }])
    expect((await search('другова')).body.classes).toMatchObject([{ name: '8В', teacher: 'Другова Анна Петровна' }])
  })

  it('finds points by number as people type it, and by words; rules by words', async () => {
    expect((await search('2.10')).body.points[0]?.id).toBe('II.10')
    expect((await search('просвещ')).body.points.map(({ id }) => id)).toContain('III.9')
    expect((await search('двой')).status).toBe(200)
    expect(
      (await search('without reason')).body.rules.length + (await search('уважительной')).body.rules.length,
    ).toBeGreaterThan(0)
  })

  it('answers nothing to nothing, and takes signs for what they are', async () => {
    expect((await search('  ')).body).toEqual({ pupils: [], classes: [], points: [], rules: [] })
    expect((await search('%')).body.pupils).toEqual([])
  })
})
