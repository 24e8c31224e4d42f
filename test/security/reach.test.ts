import { describe, expect, it } from 'vitest'
import { useApp } from '../support/app.ts'
import { features } from './contracts.ts'
import { addressOf, type Sample, sampleOf } from './samples.ts'
import { as, createWorld, type Place, type World } from './world.ts'

const app = useApp()

/** Ids that nothing has. */
const nothings: Place = {
  class: 999_999,
  pupil: 999_999,
  flag: 999_999,
  case: 999_999,
  interaction: 999_999,
  waiver: 999_999,
  staff: 999_999,
  duty: 'nothing',
  closure: 999_999,
}

type Question = { name: string; sample: Sample; ofNothing: Sample }

/** What a feature can be asked about a class, a pupil or a thing of a class: by its path, its body and each of its filters. */
function questionsOf({ routes }: (typeof features)[number], at: Place): Question[] {
  return routes.flatMap(([name, route]) => {
    if (route.may === 'anyone') return []
    const [sample, ofNothing] = [sampleOf(name, route, at), sampleOf(name, route, nothings)]
    const isAbout = JSON.stringify(sample) !== JSON.stringify(ofNothing)
    const filters = Object.keys((route.query as { properties?: object })?.properties ?? {}).filter(
      (filter) => sample.query?.[filter] === undefined && /^(class|classId|pupil|student|studentId)$/.test(filter),
    )
    const filtered = filters.map((filter) => {
      const kind = filter.startsWith('class') ? 'class' : 'pupil'
      const by = (id: number) => ({ ...sample, query: { ...sample.query, [filter]: id } })
      return { name, sample: by(at[kind]), ofNothing: by(nothings[kind]) }
    })
    return [...(isAbout ? [{ name, sample, ofNothing }] : []), ...filtered]
  })
}

/**
 * Questions that are answered with more than a "no". A list filtered by what one does not see may be answered, and then as one
 * filtered by what is not there; a change never.
 */
async function leaksOf(of: World, who: Parameters<typeof as>[2], questions: readonly Question[]): Promise<string[]> {
  const leaks: string[] = []
  for (const { name, sample, ofNothing } of questions) {
    const { status, body } = await answerTo(of, who, name, sample)
    const isNo = status >= 400 && status < 500 && !body.includes('"bad-request"')
    const isEmpty = async () => {
      const nothing = await answerTo(of, who, name, ofNothing)
      return nothing.status === status && nothing.body === body
    }
    const isSafe = isNo || (status === 200 && name.startsWith('GET ') && (await isEmpty()))
    if (!isSafe) leaks.push(`${addressOf(name, sample)}: ${status} ${body.slice(0, 300)}`)
  }
  return leaks
}

async function answerTo(of: World, who: Parameters<typeof as>[2], name: string, { body, ...sample }: Sample) {
  const cookie = await as(app, of, who)
  const answer = await app.ask<unknown>(addressOf(name, sample), { as: cookie, ...(body && { body }) })
  return { status: answer.status, body: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body) }
}

describe.each(features)('by id, $feature', (feature) => {
  it('tells a class teacher nothing of another class and changes nothing there', { timeout: 120_000 }, async () => {
    const world = await createWorld(app, 'Школа № 1')
    expect(await leaksOf(world, 'classTeacher', questionsOf(feature, world.other))).toEqual([])
  })

  it('tells nothing of another school and changes nothing there', { timeout: 120_000 }, async () => {
    const world = await createWorld(app, 'Школа № 1')
    const foreign = await createWorld(app, 'Школа № 2')
    for (const who of ['principal', 'deputy', 'classTeacher'] as const)
      expect(await leaksOf(world, who, questionsOf(feature, foreign.own)), who).toEqual([])
  })
})

describe('the sweep', () => {
  it('asks the own class too and is answered: its samples are good', { timeout: 120_000 }, async () => {
    const world = await createWorld(app, 'Школа № 1')
    const asked = features
      .flatMap((feature) => questionsOf(feature, world.own))
      .filter(({ name }) => name.startsWith('GET '))
    expect(asked.length).toBeGreaterThan(15)
    const told = await Promise.all(asked.map(({ name, sample }) => answerTo(world, 'classTeacher', name, sample)))
    const answered = told.filter(({ status }) => status === 200).length
    expect(answered).toBeGreaterThan(asked.length * 0.7)
  })
})
