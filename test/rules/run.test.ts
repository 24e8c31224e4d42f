import { describe, expect, it } from 'vitest'
import { dayOf, weekdayOf } from '../../server/domain/day.ts'
import { type ComputeFacts, runExamples } from '../../server/domain/examples/run.ts'
import type { Calendar } from '../../server/domain/examples/timeline.ts'
import type { Examples } from '../../server/domain/formats/examples.ts'
import { loadRules, tellFailure } from '../../server/rules/rules.ts'
import { soundFiles, today } from './fixture.ts'

/** Every weekday is a school day. */
const calendar: Calendar = {
  listStudyDays: (from, count) => {
    const days: number[] = []
    for (let day = dayOf(from); days.length < count; day++) if (weekdayOf(day) < 6) days.push(day)
    return days
  },
  schoolDaysBetween: (from, to) => {
    let count = 0
    for (let day = from + 1; day <= to; day++) if (weekdayOf(day) < 6) count++
    return count
  },
}

async function run(edit: (examples: Examples) => Examples = (examples) => examples, computeFacts?: ComputeFacts) {
  const { ruleSet } = loadRules(await soundFiles(), today)
  const [loaded] = ruleSet.rules
  if (!loaded?.examples) throw new Error('No rule with examples')
  return runExamples(loaded.rule, edit(loaded.examples), { facts: ruleSet.facts, calendar, computeFacts })
}

const failed = (results: Awaited<ReturnType<typeof run>>) => results.filter(({ status }) => status === 'failed')

describe('examples', () => {
  it('pass, raw records waiting for a database', async () => {
    const results = await run()
    expect(results.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'flagged passed',
      'flagged passed',
      'flagged passed',
      'flagged notRun',
      'notFlagged passed',
      'notFlagged passed',
      'unknown passed',
      'exempt passed',
      'timeline passed',
    ])
  })

  it('compute facts from raw records by the function given, with the windows of the day', async () => {
    const asked: unknown[] = []
    const results = await run(undefined, async (records, asOf, uses, subject) => {
      asked.push({ asOf, subject, keys: uses.map(({ key }) => key), students: records.students.length })
      return { 'unexcusedLessons{schoolDays:5}': 4, schoolingForm: 'school' }
    })
    expect(asked).toEqual([
      {
        asOf: '2026-10-15',
        subject: 'student',
        keys: ['unexcusedLessons{schoolDays:5}', 'schoolingForm'],
        students: 1,
      },
    ])
    expect(results.every(({ status }) => status === 'passed')).toBe(true)
  })

  it('fail where the computed facts say otherwise', async () => {
    const results = await run(undefined, async () => ({ 'unexcusedLessons{schoolDays:5}': 3, schoolingForm: 'school' }))
    expect(failed(results)).toMatchObject([{ title: 'из записей', mismatch: { got: { en: 'no flag' } } }])
  })

  it('fail by level, told with every number and how to run it again', async () => {
    const results = await run((examples) => ({
      ...examples,
      flagged: examples.flagged.slice(0, 1).map((each) => ({ ...each, level: 3 })),
    }))
    const [result] = failed(results)
    if (!result) throw new Error('Nothing failed')
    expect(tellFailure({ ...result, file: 'rules/x.examples.json', line: 6 }, 'ru')).toEqual([
      '✗ ATT-02  rules/x.examples.json:6',
      '    «ровно на пороге» (asOf 2026-10-15)',
      '    ожидалось: сигнал уровня «к заместителю»      получено: сигнал уровня «в работу»',
      '      ✗ serious  4 ≥ 10   (serious_lessons = 10 с 2025-09-01)',
      '      ✓ recent  4 ≥ 4   (recent_lessons = 4 с 2026-09-01)',
      '    повторить: rules test ATT-02 --case "ровно на пороге"',
    ])
    expect(tellFailure({ ...result, file: 'rules/x.examples.json', line: 6 }, 'en')[2]).toBe(
      '    expected: a flag of the level "to the deputy"      got: a flag of the level "take up"',
    )
  })

  it('fail by a reason that is not the whole reason, or no reason at all', async () => {
    const withReason = (because: string[]) => (examples: Examples) => ({
      ...examples,
      notFlagged: examples.notFlagged.slice(0, 1).map((each) => ({ ...each, because })),
    })
    expect(failed(await run(withReason(['recent'])))).toEqual([])
    expect(failed(await run(withReason(['recent', 'serious'])))).toEqual([])
    expect(failed(await run(withReason(['serious'])))).toMatchObject([
      { mismatch: { got: { ru: 'сигнала нет, потому что не выполнено: recent' } } },
    ])
    expect(failed(await run(withReason(['recent', 'home'])))).toHaveLength(1)
  })

  it('fail by the facts that are missing and by the exemption', async () => {
    const results = await run((examples) => ({
      ...examples,
      unknown: examples.unknown.map((each) => ({ ...each, missing: ['schoolingForm'] })),
      exempt: (examples.exempt ?? []).map((each) => ({ ...each, exemption: 'new-pupil' })),
    }))
    expect(failed(results).map(({ kind, mismatch }) => `${kind}: ${mismatch?.got.en}`)).toEqual([
      'unknown: not judged, missing: unexcusedLessons{schoolDays:5}',
      'exempt: the exemption "home-schooling"',
    ])
  })

  it('fail by one word of the explanation, in either language', async () => {
    const withText = (text: { ru?: string; en?: string }) => (examples: Examples) => ({
      ...examples,
      flagged: examples.flagged.slice(0, 1).map((each) => ({ ...each, text })),
    })
    expect(
      failed(
        await run(
          withText({ ru: '4 урока без уважительной причины (порог 4)', en: '4 unexcused lessons (threshold 4)' }),
        ),
      ),
    ).toEqual([])
    expect(failed(await run(withText({ ru: '4 уроков без уважительной причины (порог 4)' })))).toHaveLength(1)
    expect(failed(await run(withText({ en: '4 unexcused lesson (threshold 4)' })))).toHaveLength(1)
  })

  it('a known gap does not fail', async () => {
    const results = await run((examples) => ({
      ...examples,
      flagged: examples.flagged.slice(0, 1).map((each) => ({ ...each, level: 3, todo: true })),
    }))
    expect(failed(results)).toEqual([])
    expect(results[0]?.status).toBe('todo')
  })

  it('other numbers may be tried, and the numbers of the day hold otherwise', async () => {
    const withNumbers = (parameters: Record<string, number>) => (examples: Examples) => ({
      ...examples,
      flagged: examples.flagged.slice(0, 1).map((each) => ({ ...each, parameters })),
    })
    expect(failed(await run(withNumbers({ recent_lessons: 4 })))).toEqual([])
    expect(failed(await run(withNumbers({ recent_lessons: 5 })))).toHaveLength(1)
  })
})

describe('timelines', () => {
  const withTimeline =
    (facts: string, expected: string, acts?: NonNullable<Examples['timelines']>[number]['acts']) =>
    (examples: Examples) => ({
      ...examples,
      timelines: [
        {
          title: 'ряд',
          from: '2026-10-12',
          facts: { unexcusedLessons: facts },
          expect: expected,
          ...(acts ? { acts } : {}),
        },
      ],
    })

  it('clearing counts its days from one: held for two, gone on the second', async () => {
    expect(failed(await run(withTimeline('4 1 x 2', 'F x 2 -')))).toEqual([])
    expect(failed(await run(withTimeline('4 1 x 2', 'F x 3')))).toHaveLength(1)
  })

  it('one above the clearing number keeps the flag', async () => {
    expect(failed(await run(withTimeline('4 2 x 9', 'F x 10')))).toEqual([])
  })

  it('an unknown day is neither green nor a flag', async () => {
    expect(failed(await run(withTimeline('_ x 2 4', '? x 2 F')))).toEqual([])
  })

  it('a dismissed flag stays away while it cools', async () => {
    expect(failed(await run(withTimeline('4 x 5', 'F - x 4', [{ day: 1, act: 'dismissed' }])))).toHaveLength(1)
    expect(failed(await run(withTimeline('4 x 5', '- x 5', [{ day: 1, act: 'dismissed' }])))).toEqual([])
  })
})
