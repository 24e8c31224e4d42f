import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { checkDuties } from '../server/domain/checks/duties.ts'
import type { DutySpec } from '../server/domain/formats/duty.ts'
import { RegulationFile, type RegulationPoint } from '../server/domain/formats/regulation.ts'

type SourcePoint = { id: string; section: string; algorithm: string; forms: string[]; periodicity: string }

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
const source = read('test/data/regulation/regulation-points.json') as SourcePoint[]
const files = (['I', 'II', 'III'] as const).map((section) => read(`rules/regulation/${section}.json`) as RegulationFile)
const points = files.flatMap((file) => file.points)
const specs = points.flatMap((point) => point.specs)
const channels = (read('rules/catalogue/channels.json') as { channels: { id: string; personalData: string }[] })
  .channels

const pointOf = (id: string): RegulationPoint => {
  const found = points.find((point) => point.id === id)
  if (!found) throw new Error(`no point ${id}`)
  return found
}
const specOf = (id: string): DutySpec => {
  const found = specs.find((spec) => spec.id === id)
  if (!found) throw new Error(`no norm ${id}`)
  return found
}
const byPart = (start: string) => points.filter(({ id }) => id.startsWith(`${start}.`)).map(({ id }) => id)
const tally = (values: string[]) =>
  Object.fromEntries(
    [...new Set(values)].sort().map((value) => [value, values.filter((other) => other === value).length]),
  )

describe('the text of the regulation', () => {
  it('has 30 points in the order of the source: 7, 12 and 11', () => {
    expect(points.map(({ id }) => id)).toEqual(source.map(({ id }) => id))
    expect(points).toHaveLength(30)
    expect(['I', 'II', 'III'].map((section) => byPart(section).length)).toEqual([7, 12, 11])
  })

  it.each(source.map((point) => [point.id, point] as const))('%s is verbatim', (id, written) => {
    const point = pointOf(id)
    expect(point.text.ru).toBe(written.algorithm)
    expect(point.forms.list.map(({ ru }) => ru)).toEqual(written.forms)
    expect(point.periodicity.ru).toBe(written.periodicity)
    expect(files.find(({ section }) => section === id.split('.')[0])?.title.ru).toBe(written.section)
  })

  it('leaves the list of forms open only where the text says «и др.»', () => {
    expect(points.filter(({ forms }) => forms.open).map(({ id }) => id)).toEqual(['III.9'])
  })

  it('speaks English without a Russian letter left, and Russian without a word of English titles', () => {
    const english: string[] = []
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, child] of Object.entries(value)) {
        if (key === 'en' && typeof child === 'string') english.push(child)
        else collect(child)
      }
    }
    collect(files)
    expect(english.length).toBeGreaterThan(300)
    expect(english.filter((text) => /[а-яё]/i.test(text))).toEqual([])
    for (const { title } of points) expect(title.ru).toMatch(/^[А-ЯЁ][а-яёА-ЯЁ\s:,–-]{5,60}$/)
  })

  it('translates the same words the same way', () => {
    const english = new Map<string, Set<string>>()
    for (const point of points)
      for (const { ru, en } of [...point.forms.list, point.periodicity, ...point.evidence.map(({ title }) => title)])
        english.set(ru, (english.get(ru) ?? new Set<string>()).add(en))
    expect([...english].filter(([, translations]) => translations.size > 1)).toEqual([])
  })

  it('never calls a child a risk', () => {
    const own = points.map(({ text: _text, ...rest }) => JSON.stringify(rest))
    expect(own.filter((words) => /риск/i.test(words))).toEqual([])
  })
})

describe('the files', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(RegulationFile)

  it.each(files.map((file) => [file.section, file] as const))('%s follows the format', (_, file) => {
    expect(validate(file) ? [] : validate.errors).toEqual([])
    expect(file.$schema).toBe('../schema/regulation.schema.json')
  })

  it('refuse a key the format does not know and a norm with neither evidence nor components', () => {
    const [file] = structuredClone(files)
    const spec = file?.points[0]?.specs[0]
    if (!file || !spec) throw new Error('no norm')
    expect(validate({ ...file, perodicity: 1 })).toBe(false)
    delete spec.evidence
    expect(validate(file)).toBe(false)
  })

  it('hang together: what stops a clock is evidence, what sets aside is a close code, norms named exist', () => {
    expect(checkDuties(points)).toEqual([])
    for (const point of points) {
      const closed = point.notApplicable.filter(({ how }) => how === 'closed').map(({ code }) => code)
      expect(new Set(point.specs.flatMap(({ excludedBy }) => excludedBy ?? []))).toEqual(new Set(closed))
      for (const spec of point.specs) {
        expect(spec.evidence ?? []).toEqual(expect.arrayContaining(spec.stopsOn ?? []))
        expect(spec.id.split('/')[0]).toBe(point.id)
        if (spec.kind === 'deadline' && spec.nestedIn) expect(specOf(spec.nestedIn).kind).toBe('deadline')
      }
      for (const { source } of point.triggers)
        if (source !== 'recorded' && 'spec' in source) expect(specOf(source.spec).kind).toBe('deadline')
    }
  })

  it('use channels of the catalogue that a school may use', () => {
    const usable = new Set(channels.filter(({ personalData }) => personalData !== 'forbidden').map(({ id }) => id))
    expect(
      points.flatMap((point) => point.channels.filter((id) => !usable.has(id)).map((id) => [point.id, id])),
    ).toEqual([])
    for (const { channels } of points) expect(channels.length).toBeGreaterThan(0)
  })

  it('list as evidence and triggers exactly what their norms use', () => {
    for (const point of points) {
      const evidence = point.specs.flatMap(
        (spec) => spec.evidence ?? spec.components?.flatMap((part) => part.evidence) ?? [],
      )
      const triggers = point.specs.flatMap((spec) =>
        'triggers' in spec ? spec.triggers : 'opportunity' in spec && spec.opportunity ? [spec.opportunity] : [],
      )
      expect(new Set(point.evidence.map(({ id }) => id))).toEqual(new Set(evidence))
      expect(new Set(point.triggers.map(({ id }) => id))).toEqual(new Set(triggers))
    }
  })

  it('give one id one meaning in every point', () => {
    const meanings = new Map<string, Set<string>>()
    const add = (key: string, meaning: unknown) =>
      meanings.set(key, (meanings.get(key) ?? new Set<string>()).add(JSON.stringify(meaning)))
    for (const point of points) {
      for (const { id, title } of point.evidence) add(`evidence ${id}`, title)
      for (const { id, ...rest } of point.triggers) add(`trigger ${id}`, rest)
      for (const { code, ...rest } of point.notApplicable) add(`code ${code}`, rest)
    }
    expect([...meanings].filter(([, values]) => values.size > 1)).toEqual([])
  })
})

describe('the kinds of periodicity', () => {
  it('are 7 of T1, 1 of T3, 15 of T4, 1 of T5, 6 of T6', () => {
    expect(tally(points.map(({ kind }) => kind))).toEqual({ T1: 7, T3: 1, T4: 15, T5: 1, T6: 6 })
  })

  it('are those of the text: 13 + 6 + 3 + 1 + 1 + 1 + 2 + 1 + 1 + 1', () => {
    const written = (match: RegExp) =>
      points.filter(({ periodicity }) => match.test(periodicity.ru)).map(({ id }) => id)
    const groups = {
      asNeeded: written(/^По мере необходимости\.?$/i),
      throughout: written(/^В течение (учебного )?года(, постоянно)?$/),
      yearly: written(/^1 раз в год$/),
      yearStart: written(/^В начале учебного года$/),
      fortnight: written(/не реже 1 раз в 2 недели/),
      weekly: written(/не реже 1 раза в неделю/),
      threeMonths: written(/^1 раз в 3 месяца$/),
      twice: written(/2 раза в год/),
      fiveDays: written(/^В течение 5 дней/),
      emergency: written(/^В экстренных случаях$/),
    }
    expect(Object.values(groups).map((ids) => ids.length)).toEqual([13, 6, 3, 1, 1, 1, 2, 1, 1, 1])
    expect(Object.values(groups).flat().sort()).toEqual(points.map(({ id }) => id).sort())
    const kinds = Object.fromEntries(
      Object.entries(groups).map(([name, ids]) => [name, Object.keys(tally(ids.map((id) => pointOf(id).kind))).join()]),
    )
    expect(kinds).toEqual({
      asNeeded: 'T4',
      throughout: 'T6',
      yearly: 'T1',
      yearStart: 'T1',
      fortnight: 'T3',
      weekly: 'T5',
      threeMonths: 'T1',
      twice: 'T1',
      fiveDays: 'T4',
      emergency: 'T4',
    })
  })

  it('the main norm of a point is of its kind', () => {
    const kinds = { T1: 'window', T2: 'window', T3: 'gap', T4: 'deadline', T5: 'whileOpen', T6: 'window' }
    for (const point of points) expect([point.id, specOf(point.id).kind]).toEqual([point.id, kinds[point.kind]])
  })
})

const grid = [
  ['autumn', '09-01', '11-30'],
  ['winter', '12-01', '02-29'],
  ['spring', '03-01', '05-31'],
]
const close = (spec: DutySpec) => (typeof spec.close === 'object' ? spec.close.on : spec.close)
const windowsOf = (spec: DutySpec) => {
  if (spec.kind !== 'window') return undefined
  const { windows } = spec
  if (windows.kind === 'dates') return windows.list.map(({ id, from, to }) => [id, from, to])
  return windows.kind === 'schoolYear' && windows.from ? [windows.kind, windows.from, windows.to] : windows.kind
}

describe('the numbers of the windows', () => {
  // norm, basis, scope, windows, lead · grace · close
  const table: [string, string, string, unknown, (number | string)[]][] = [
    ['I.4', 'normative', 'student', ['schoolYear', '09-01', '05-31'], [30, 9, 30]],
    ['I.4/milestone', 'local', 'student', [['start', '09-01', '09-30']], [30, 9, 30]],
    ['I.5', 'local', 'student', 'month', [5, 3, 0]],
    ['I.6', 'local', 'class', 'term', [14, 5, 0]],
    ['II.2', 'local', 'class', 'month', [0, 0, 0]],
    ['II.6', 'normative', 'class', ['schoolYear', '08-20', '05-31'], [14, 5, '05-31']],
    ['II.6/milestone', 'local', 'class', [['start', '08-20', '09-15']], [14, 5, '05-31']],
    ['II.7', 'local', 'teacher', 'term', [0, 0, 0]],
    ['II.9', 'normative', 'class', [['year', '05-01', '06-10']], [14, 5, 30]],
    ['II.9/milestone', 'local', 'class', [['year', '05-01', '05-31']], [14, 5, 30]],
    ['III.1', 'local', 'class', 'term', [0, 0, 0]],
    ['III.6', 'normative', 'class', [['start', '09-01', '09-30']], [14, 5, '12-31']],
    ['III.7', 'local', 'class', 'term', [0, 0, 0]],
    ['III.9', 'normative', 'class', grid, [14, 9, 'nextWindow']],
    ['III.10', 'normative', 'class', grid, [14, 9, 0]],
    [
      'III.11',
      'normative',
      'class',
      [
        ['first', '09-01', '12-31'],
        ['second', '01-11', '05-31'],
      ],
      [21, 14, 30],
    ],
    ...['I.5', 'I.6', 'II.2', 'II.7', 'III.1', 'III.7'].map((id): [string, string, string, unknown, number[]] => [
      `${id}/year`,
      'normative',
      specOf(id).scope,
      'schoolYear',
      [30, 0, 0],
    ]),
  ]
  it.each(table)('%s: %s, per %s', (id, basis, scope, windows, dates) => {
    const spec = specOf(id)
    expect([spec.basis, spec.scope]).toEqual([basis, scope])
    expect(windowsOf(spec)).toEqual(windows)
    expect([spec.lead, spec.grace, close(spec)]).toEqual(dates)
    expect(spec.kind === 'window' && (spec.need ?? 1)).toBe(1)
  })

  it('are all there', () => {
    expect(
      specs
        .filter(({ kind }) => kind === 'window')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(table.map(([id]) => id).sort())
  })

  it('a late beginner has 30 days; the duties of the start of the year are owed by a class opened later', () => {
    const late = specs.flatMap((spec) =>
      spec.kind === 'window' && spec.newSubjectDays ? [[spec.id, spec.newSubjectDays, spec.startOfYear ?? false]] : [],
    )
    expect(late).toEqual([
      ['I.4', 30, false],
      ['I.4/milestone', 30, true],
      ['II.6', 30, false],
      ['II.6/milestone', 30, true],
      ['III.6', 30, true],
    ])
  })

  it('I.4 asks for three documents, its milestone for two; only pupils with special needs', () => {
    expect(specOf('I.4').components?.map(({ id }) => id)).toEqual(['programme', 'parentsPlan', 'monitoring'])
    expect(specOf('I.4/milestone').components?.map(({ id }) => id)).toEqual(['programme', 'parentsPlan'])
    expect(
      specs.filter(({ population }) => population !== undefined).map(({ id, population }) => [id, population]),
    ).toEqual([
      ['I.4', 'sen'],
      ['I.4/milestone', 'sen'],
      ['I.5/year', 'support'],
      ['I.5', 'support'],
    ])
  })

  it('III.11: 90 % of the families, partial from 80 %, waves 60 days apart', () => {
    expect(specOf('III.11')).toMatchObject({ coverage: { share: 0.9, partialFrom: 0.8 }, minSpacing: 60, need: 1 })
  })

  it('I.6 asks nothing of a quarter under 15 instruction days; II.7 nothing where no meeting was held', () => {
    expect(specOf('I.6')).toMatchObject({ minInstructionDays: 15 })
    expect(specOf('II.7')).toMatchObject({ opportunity: 'groupMeeting', need: 1, authors: 'staff' })
    expect(specOf('II.7/year')).toMatchObject({ opportunity: 'groupMeeting' })
  })

  it('looks back before no window', () => {
    expect(specs.filter(({ lookback }) => lookback !== undefined)).toEqual([])
  })
})

describe('the numbers of the deadlines', () => {
  // norm, basis, scope, anchor, days, days counted, lead · grace · close, triggers
  const table: [string, string, string, string, number | undefined, string, number[], string[]][] = [
    ['I.1', 'local', 'student', 'after', 10, 'working', [3, 2, 30], ['academicFlag', 'reviewNoResult']],
    ['I.2', 'local', 'student', 'before', 2, 'working', [2, 0, 0], ['sessionScheduled', 'analyticsRequested']],
    ['I.3', 'local', 'student', 'after', 10, 'working', [0, 0, 0], ['psychologistReferral']],
    [
      'I.7',
      'local',
      'student',
      'after',
      5,
      'working',
      [2, 2, 20],
      ['newSenPupil', 'inclusionQuestion', 'programmeChanged'],
    ],
    ['II.2/flags', 'local', 'student', 'after', 5, 'working', [0, 0, 0], ['flagRaised']],
    ['II.3', 'local', 'student', 'after', 3, 'working', [1, 1, 20], ['noResult']],
    ['II.4', 'local', 'student', 'after', 10, 'working', [3, 2, 30], ['memoAccepted', 'meetingRequested']],
    ['II.8', 'local', 'event', 'before', 3, 'working', [2, 0, 0], ['schoolEvent']],
    ['II.11', 'local', 'student', 'after', 3, 'working', [1, 1, 20], ['reviewNoResult']],
    ['II.12', 'local', 'student', 'before', undefined, 'working', [0, 0, 0], ['sessionScheduled']],
    ['III.1/projects', 'local', 'event', 'after', 5, 'working', [0, 0, 0], ['keyProject']],
    ['III.2', 'local', 'family', 'after', 14, 'calendar', [0, 0, 0], ['newSchoolYear', 'newFamily', 'teacherChange']],
    ['III.3', 'normative', 'request', 'after', 5, 'calendar', [2, 0, 30], ['parentRequest']],
    ['III.4', 'local', 'request', 'after', 3, 'working', [0, 0, 0], ['parentRequest', 'specialistFlag']],
    ['III.5', 'local', 'request', 'after', 1, 'working', [0, 1, 10], ['cannotSolve', 'requestUnanswered']],
    ['III.8', 'local', 'event', 'after', 3, 'working', [1, 1, 20], ['publishableEvent']],
    ['III.11/plan', 'local', 'family', 'after', 10, 'working', [0, 0, 0], ['familyFlagged']],
  ]
  it.each(table)(
    '%s: %s, per %s, %s the trigger %s %s days',
    (id, basis, scope, anchor, days, count, dates, triggers) => {
      const spec = specOf(id)
      if (spec.kind !== 'deadline') throw new Error('no deadline')
      expect([spec.basis, spec.scope, spec.anchor, spec.days, spec.count]).toEqual([basis, scope, anchor, days, count])
      expect([spec.lead, spec.grace, close(spec)]).toEqual(dates)
      expect(spec.triggers).toEqual(triggers)
      expect(spec.roll ?? true).toBe(true)
    },
  )

  it('are all there, with II.1', () => {
    const ids = specs.filter(({ kind }) => kind === 'deadline').map(({ id }) => id)
    expect(ids.sort()).toEqual([...table.map(([id]) => id), 'II.1'].sort())
  })

  it('II.1: an hour to the contact, the record on the same day, no grace, critical, of any member of staff', () => {
    expect(specOf('II.1')).toMatchObject({
      basis: 'local',
      scope: 'event',
      hours: 1,
      lead: 0,
      grace: 0,
      close: 0,
      critical: true,
      authors: 'staff',
      triggers: ['emergency'],
      components: [
        { id: 'contact', hours: 1 },
        { id: 'record', days: 0, count: 'calendar', roll: false },
      ],
    })
  })

  it('II.12: two parts, the dossier two working days before, the notice three', () => {
    expect(specOf('II.12').components).toMatchObject([
      { id: 'materials', days: 2, count: 'working' },
      { id: 'notice', days: 3, count: 'working' },
    ])
  })

  it('III.3: from the next day, rolled, stopped by a substantive answer alone', () => {
    expect(specOf('III.3')).toMatchObject({
      startNextDay: true,
      roll: true,
      critical: true,
      link: 'trigger',
      stopsOn: ['requestAnswer'],
      evidence: ['requestAcknowledgement', 'requestMeasure', 'requestAnswer'],
      excludedBy: ['withdrawn', 'duplicate', 'formalAppeal'],
    })
  })

  it('III.4 stands inside III.3; III.5 arises when III.3 is unanswered on day 4', () => {
    expect(specOf('III.4')).toMatchObject({ nestedIn: 'III.3' })
    const trigger = pointOf('III.5').triggers.find(({ id }) => id === 'requestUnanswered')
    expect(trigger?.source).toEqual({ spec: 'III.3', unansweredOnDay: 4 })
  })

  it('clocks stop only for parental consent, for no more than 10 working days', () => {
    const stopped = specs.flatMap((spec) => (spec.kind === 'deadline' && spec.blocks ? [[spec.id, spec.blocks]] : []))
    const blocks = { codes: ['consent'], capWorkingDays: 10 }
    expect(stopped).toEqual([
      ['I.1', blocks],
      ['I.3', blocks],
    ])
  })

  it('what sets a point aside', () => {
    const set = specs.flatMap((spec) => (spec.excludedBy ? [[spec.id, spec.excludedBy.join()]] : []))
    expect(Object.fromEntries(set)).toEqual({
      'I.1': 'flagDismissed',
      'I.2': 'meetingCancelled',
      'I.3': 'parentsRefused',
      'II.8': 'eventCancelled',
      'II.12': 'meetingCancelled',
      'III.3': 'withdrawn,duplicate,formalAppeal',
      'III.4': 'solvedAlone,withdrawn,duplicate,formalAppeal',
      'III.5': 'answeredMeanwhile,withdrawn,duplicate,formalAppeal',
      'III.8': 'noPublication',
    })
  })
})

describe('the fortnight and the week', () => {
  it('II.10: a gap of 14 days, soon from the 12th, a day of grace', () => {
    expect(specOf('II.10')).toMatchObject({
      kind: 'gap',
      basis: 'normative',
      scope: 'class',
      days: 14,
      mode: 'gap',
      lead: 3,
      grace: 1,
      close: 0,
    })
  })

  it('II.5: every week of an open plan, two days of grace, weeks under three instruction days set aside, critical', () => {
    expect(specOf('II.5')).toMatchObject({
      kind: 'whileOpen',
      basis: 'normative',
      scope: 'plan',
      every: 'week',
      need: 1,
      lead: 2,
      grace: 2,
      close: 0,
      minInstructionDays: 3,
      critical: true,
      triggers: ['agreementPlan'],
      components: [{ id: 'deputy' }, { id: 'parents' }],
    })
  })
})

describe('the bases', () => {
  it('the critical points are II.1, II.5 and III.3', () => {
    expect(specs.filter(({ critical }) => critical).map(({ id }) => id)).toEqual(['II.1', 'II.5', 'III.3'])
  })

  it('a norm quotes its point, a target says that it is the school’s own', () => {
    for (const { basis, id, source } of specs) {
      const point = id.split('/')[0] ?? ''
      if (basis === 'local') expect(source.ru).toMatch(/^Цель школы \(обычное значение, школа может изменить\): /)
      else expect(source.ru).toMatch(new RegExp(`^п\\. ${point.replace('.', '\\.')}: «`))
    }
  })

  it('what a norm quotes is written in its point', () => {
    for (const { basis, id, source } of specs.filter(({ basis }) => basis === 'normative')) {
      const quoted = /«([^»]+)»/.exec(source.ru)?.[1] ?? '?'
      expect([id, basis, pointOf(id.split('/')[0] ?? '').periodicity.ru]).toEqual([
        id,
        basis,
        expect.stringContaining(quoted),
      ])
    }
  })

  it('every norm is of version 1, in force from before the first school year that is shipped', () => {
    expect(new Set(specs.map(({ version, effective }) => `${version} ${effective.from} ${effective.to}`))).toEqual(
      new Set(['1 2024-08-01 null']),
    )
    expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length)
  })
})
