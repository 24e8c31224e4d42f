import { describe, expect, it } from 'vitest'
import type { ClassList } from '../server/documents/content/class-list.ts'
import { classListPapers } from '../server/documents/content/class-list-paper.ts'
import { mondayPaper, rooms } from '../server/documents/content/monday-paper.ts'
import type { MondayPage } from '../server/documents/content/monday-shape.ts'
import { fitted, printed } from '../server/documents/content/paper.ts'
import { snapshotPaper } from '../server/documents/content/snapshot-paper.ts'
import type { Snapshot, SnapshotDuty } from '../server/documents/content/snapshot-shape.ts'
import { pagesOf } from '../server/documents/formats/pdf.ts'
import { render, templateNames } from '../server/documents/formats/template.ts'
import { type Lang, sayIn } from '../server/documents/formats/words.ts'

const made = { school: 'Школа № 1', by: 'Иванова А. П.', at: '2026-11-23T09:00:00Z', timeZone: 'Europe/Moscow' }
const long = 'Очень длинное предложение о том, что видно и почему, с числами 12 и 34, и ещё немного слов. '.repeat(3)
const both = { ru: long, en: long }
const many = <T>(n: number, make: (no: number) => T): T[] => Array.from({ length: n }, (_, no) => make(no))
const name = (no: number) => `${1 + (no % 11)}${'АБВГД'[no % 5]}`

function monday(n: number): MondayPage {
  const on = '2026-11-23'
  const unknown = n === 0
  return {
    on,
    isPast: false,
    emergencies: many(n, (no) => ({ className: name(no), key: `${no}`, on, status: 'overdue', text: both })),
    memos: {
      from: '2026-11-17',
      to: on,
      items: many(n, (no) => ({
        className: name(no),
        on,
        kind: { ru: 'Встреча', en: 'Meeting' },
        isAhead: no % 2 > 0,
        record: no,
      })),
    },
    agreements: {
      active: n,
      without: many(n, (no) => ({ className: name(no), key: `${no}`, dueOn: on, weeks: 1 + no })),
    },
    requests: {
      open: n,
      dueNow: n,
      overdue: n,
      urgent: many(n, (no) => ({ className: name(no), key: `${no}`, receivedOn: on, dueOn: on, status: 'overdue' })),
    },
    attendance: unknown
      ? null
      : {
          day: on,
          weekFrom: on,
          dayShare: 0.91,
          weekShare: null,
          low: many(n, (no) => ({ className: name(no), classId: no, share: 0.8 })),
          unknown: many(n, name),
          unexplained: { lessons: n, pupils: n },
        },
    grades: many(unknown ? 0 : 11, (no) => ({ grade: no + 1, pupils: 100, failing: no === 0 ? null : 3, atRisk: 0 })),
    review: { done: 0, of: n, missing: many(n, (no) => ({ className: name(no), key: `${no}` })) },
    deadlines: many(Math.min(n, 30), (no) => ({ point: `III.${no}`, title: both, count: n, nextOn: on })),
    freshness: many(unknown ? 0 : 9, () => ({
      source: 'marks',
      title: { ru: 'отметки', en: 'marks' },
      dataOn: on,
      state: 'stale',
    })),
  }
}

function classList(n: number): ClassList {
  return {
    className: '7Б',
    on: '2026-11-23',
    runOn: '2026-11-23',
    isCounted: n > 0,
    flags: many(n, (no) => ({
      pupil: no % 3 ? 'Иванов-Петровский Константин' : null,
      level: 1 + (no % 4),
      text: both,
      since: '2026-11-02',
      doing: no % 2 ? both : null,
      todo: both,
      due: no % 2 ? '2026-11-25' : null,
      points: ['II.2'],
    })),
    signals: many(Math.min(n, 2), () => ({ level: 2, text: both, since: '2026-11-02' })),
    unseen: many(Math.min(n, 2), (no) => ({ level: 1 + no, count: no ? null : 7 })),
    duties: many(Math.min(n, 30), (no) => ({
      point: 'II.2',
      title: both,
      count: no,
      nextOn: '2026-11-25',
      isLate: no % 2 > 0,
    })),
  }
}

function snapshot(n: number): Snapshot {
  const statuses = ['met', 'overdue', 'waived', 'no_data', 'not_applicable', 'partial']
  const duties = many(
    n,
    (no): SnapshotDuty => ({
      key: `k${no}`,
      point: 'III.9',
      basis: 'normative',
      className: name(no),
      student: no % 2 ? 'Иванов Пётр' : null,
      opensOn: '2026-09-01',
      dueOn: '2026-11-30',
      status: statuses[no % 6] ?? 'met',
      satisfiedOn: null,
      days: null,
      evidence: no % 2 ? [{ id: no, on: '2026-10-01', form: { ru: 'Вебинар', en: 'Webinar' }, author: null }] : [],
      reason: no % 6 ? both : null,
    }),
  )
  return {
    content: {
      on: '2026-11-23',
      knownAt: '2026-11-23T20:59:59.999Z',
      period: { from: '2026-09-01', to: '2026-11-23' },
      point: n ? null : 'III.9',
      classes: n ? null : ['7Б'],
      rules: { regulation: 'a'.repeat(64), ruleSet: 'b'.repeat(64) },
      points: many(n ? 30 : 1, () => ({
        point: 'III.9',
        title: { ru: 'Просвещать родителей', en: 'Educate parents' },
        norm: 'normative',
        asked: n,
        counts: { met: n, no_data: n },
        notRequired: 1,
      })),
      duties,
      notRequired: many(n, (no) => ({ point: 'III.3', className: name(no), reason: both })),
    },
    hash: 'c'.repeat(64),
    made,
  }
}

/** Every document, empty and overfull, as its template is given it. */
const contents: Record<string, (n: number, lang: Lang) => object[]> = {
  monday: (n, lang) => rooms.map((room) => mondayPaper(monday(n), lang, room)),
  'class-list': (n, lang) => classListPapers(classList(n), lang).map(({ content }) => content),
  snapshot: (n, lang) => [snapshotPaper(snapshot(n), lang, made.timeZone)],
}

describe.each(templateNames)('the template %s', (template) => {
  it.each([
    ['ru', 0],
    ['ru', 60],
    ['en', 0],
    ['en', 60],
  ] as const)('is whole in %s with %i entries', (lang, n) => {
    const given = contents[template]?.(n, lang) ?? []
    expect(given.length).toBeGreaterThan(0)
    for (const content of given) {
      const html = render(template, lang, { ...content, school: made.school })
      expect(html).not.toMatch(/undefined|null|NaN|\[object|\{\{|\}\}/)
      expect(html).toContain(made.school)
    }
  })

  it('refuses content with a hole', () => {
    expect(() => render(template, 'ru', {})).toThrow()
  })
})

describe('paper', () => {
  it.each([0, 3, 200])('keeps the Monday page on one A4 with %i entries in every list', async (n) => {
    const tries = rooms.map((room) => ({ content: mondayPaper(monday(n), 'ru', room) }))
    expect(pagesOf(await fitted({ template: 'monday', title: 'Т' }, tries, 'ru', made))).toBe(1)
  })

  it.each([0, 9, 40])('keeps the list of a class on one A4 with %i flags', async (n) => {
    const sheet = { template: 'class-list', title: 'Т', isWide: true }
    expect(pagesOf(await fitted(sheet, classListPapers(classList(n), 'ru'), 'ru', made))).toBe(1)
  })

  it('lets a snapshot take the pages it needs, cuts what only a workbook can hold, and tells all the evidence', async () => {
    const paper = snapshotPaper(snapshot(4_000), 'ru', made.timeZone)
    expect(paper.exceptions.items).toHaveLength(300)
    expect(paper.evidence.reduce((sum, { count }) => sum + count, 0)).toBe(2_000)
    const pdf = await printed(
      { template: 'snapshot', title: 'Т', fontSize: 8 },
      snapshotPaper(snapshot(60), 'ru', 'UTC'),
      'ru',
      made,
    )
    expect(pagesOf(pdf)).toBeGreaterThan(1)
  })

  it('is the same to the byte for the same content at the same moment', async () => {
    const print = () =>
      printed({ template: 'snapshot', title: 'Т' }, snapshotPaper(snapshot(6), 'en', 'UTC'), 'en', made)
    expect(Buffer.compare(await print(), await print())).toBe(0)
  })
})

it('refuses words that are not there', () => expect(() => sayIn('ru', 'monday.nothing')).toThrow(RangeError))
