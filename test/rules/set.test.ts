import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  checkRules,
  listPoints,
  loadRules,
  reviewPoints,
  type SourceFile,
  saveReview,
} from '../../server/rules/rules.ts'
import { change, errorsOf, examplesPath, rulePath, soundFiles, today } from './fixture.ts'

/** The sound folder with a second rule, a copy of the first under another id. */
async function withSecond(id: string, edit: (text: string) => string = (text) => text): Promise<SourceFile[]> {
  const files = await soundFiles()
  const copies = files
    .filter(({ path }) => path === rulePath || path === examplesPath)
    .map(({ path, text }) => {
      const to = path.replace('attendance/ATT-02', `attendance/copy/${id}`)
      const own = text.replaceAll('"ATT-02"', `"${id}"`).replace('../../schema', '../../../schema')
      return { path: to, file: `rules/${to}`, text: path === rulePath ? edit(own) : own }
    })
  return [...files, ...copies]
}

const codesOf = (files: SourceFile[], day = today) => loadRules(files, day).problems.map(({ code }) => code)

describe('between files', () => {
  it('two rules of one id may not be in force at a time', async () => {
    const [problem] = errorsOf(loadRules(await withSecond('ATT-02'), today).problems)
    expect(problem).toMatchObject({ code: 'duplicate-rule', where: { line: 3, column: 9 } })
    expect(problem?.message.ru).toContain('ATT-02 действует дважды')
  })

  it('of which one has ended before the other begins, both stay', async () => {
    const files = await withSecond('ATT-02', (text) =>
      text.replace(
        '"effective": { "from": "2025-09-01" }',
        '"effective": { "from": "2025-09-01", "until": "2025-09-30" }',
      ),
    )
    const first = change(
      files,
      rulePath,
      '"effective": { "from": "2025-09-01" }',
      '"effective": { "from": "2025-10-01" }',
    )
    expect(codesOf(first)).not.toContain('duplicate-rule')
  })

  it('a rule that another contains is doubted', async () => {
    const files = await withSecond('ATT-09')
    const found = loadRules(files, today).problems.filter(({ code }) => code === 'subsumed-rule')
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  it('two rules may not hide each other, nor one itself', async () => {
    const files = await withSecond('ATT-09', (text) => text.replace('"advice"', '"suppresses": ["ATT-02"], "advice"'))
    expect(codesOf(files)).not.toContain('circular-suppression')
    expect(codesOf(change(files, rulePath, '"advice"', '"suppresses": ["ATT-09"], "advice"'))).toContain(
      'circular-suppression',
    )
    const own = change(await soundFiles(), rulePath, '"advice"', '"suppresses": ["ATT-02"], "advice"')
    expect(codesOf(own)).toEqual(['circular-suppression'])
  })

  it('an active rule without examples is an error, a draft a warning', async () => {
    const files = (await soundFiles()).filter(({ path }) => path !== examplesPath)
    expect(loadRules(files, today).problems).toMatchObject([{ code: 'missing-examples', severity: 'error' }])
    const draft = change(files, rulePath, '"status": "active"', '"status": "draft"')
    expect(loadRules(draft, today).problems).toMatchObject([{ code: 'missing-examples', severity: 'warning' }])
  })

  it('a file keeps the name of its rule and the folder of its subject', async () => {
    const renamed = (await soundFiles()).map((file) => ({ ...file, path: file.path.replace('ATT-02', 'ATT-2') }))
    expect(codesOf(renamed)).toEqual(['file-name'])
    const moved = (await soundFiles()).map((file) => ({ ...file, path: file.path.replace('student/', 'class/') }))
    expect(codesOf(moved)).toEqual(['wrong-folder'])
  })

  it('a file where none is expected is named', async () => {
    const astray = (await soundFiles()).map((file) => ({ ...file, path: file.path.replace('student/', 'students/') }))
    expect(loadRules(astray, today).problems).toMatchObject([
      { code: 'unexpected-file', where: { file: `rules/${examplesPath}` } },
      { code: 'unexpected-file', where: { file: `rules/${rulePath}` } },
    ])
  })

  it('examples stand beside their own rule', async () => {
    expect(codesOf(change(await soundFiles(), examplesPath, '"rule": "ATT-02"', '"rule": "ATT-03"'))).toEqual([
      'examples-of-another',
    ])
  })
})

describe('people', () => {
  it('a special fact is not shown to subject teachers', async () => {
    const files = change(
      await soundFiles(),
      rulePath,
      '"name": "home", "fact": "schoolingForm", "operator": "in", "value": ["home", "family"]',
      '"name": "home", "fact": "isSen", "operator": "equal", "value": true',
    )
    const told = change(
      change(
        change(files, examplesPath, '"given": { "schoolingForm": "school" }', '"given": { "isSen": false }'),
        examplesPath,
        '"schoolingForm": "home"',
        '"isSen": true',
      ),
      rulePath,
      '"advice"',
      '"visibleTo": ["classTeacher", "subjectTeacher"],\n  "advice"',
    )
    const [problem, ...others] = loadRules(told, today).problems
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      code: 'private-fact',
      severity: 'error',
      where: { path: 'exemptWhen[0].when.all[0].fact' },
    })
    expect(codesOf(change(told, rulePath, '"subjectTeacher"', '"deputy"'))).toEqual([])
  })

  it('an exemption that has run out is doubted, from the day after', async () => {
    const files = change(
      await soundFiles(),
      rulePath,
      '"id": "home-schooling",',
      '"id": "home-schooling", "expires": "2026-11-23",',
    )
    expect(codesOf(files, '2026-11-23')).toEqual([])
    expect(loadRules(files, '2026-11-24').problems).toMatchObject([{ code: 'expired-exception', severity: 'warning' }])
  })
})

describe('the texts of the points', () => {
  it('a changed text sends every rule that serves the point to review, and the review ends it', async () => {
    const files = change(
      await soundFiles(),
      'regulation/II.json',
      'Выявляет обучающихся, испытывающих трудности',
      'Выявляет обучающихся с трудностями',
    )
    const { ruleSet, problems } = loadRules(files, today)
    expect(problems).toMatchObject([
      { code: 'stale-point', severity: 'error', where: { file: `rules/${rulePath}`, line: 8, column: 14 } },
    ])
    expect(problems[0]?.message.ru).toBe('Текст пункта II.2 изменился: правило требует пересмотра')
    expect(problems[0]?.message.en).toBe('The text of II.2 has changed: the rule needs a review')
    expect(problems[0]?.fix.ru).toContain('rules points --reviewed ATT-02')
    const reviewed = files.map((file) =>
      file.path === 'points.json' ? { ...file, text: JSON.stringify(reviewPoints(ruleSet, ['ATT-02'])) } : file,
    )
    expect(codesOf(reviewed)).toEqual([])
  })

  it('a review is one line of points.json', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rules-'))
    try {
      await cp(join(import.meta.dirname, 'sound'), folder, { recursive: true })
      const section = join(folder, 'regulation/II.json')
      await writeFile(section, (await readFile(section, 'utf8')).replace('"В течение учебного года"', '"Ежемесячно"'))
      const { ruleSet, problems } = await checkRules(folder, today)
      expect(problems.map(({ code }) => code)).toEqual(['stale-point'])
      expect(
        listPoints(ruleSet).map(({ point, rules }) => `${point} ${rules.map(({ isStale }) => isStale).join()}`),
      ).toEqual(['II.2 true', 'II.3 false'])
      await saveReview(folder, ruleSet)
      expect((await checkRules(folder, today)).problems).toEqual([])
      const [before, after] = await Promise.all(
        [join(import.meta.dirname, 'sound'), folder].map((at) => readFile(join(at, 'points.json'), 'utf8')),
      )
      expect(after?.split('\n').find((line) => line.includes('ATT-02'))).toMatch(
        /"II.2": "(?!8d7fc13dc98c8c85)[0-9a-f]{16}", "II.3": "e610e60eee2d359c"/,
      )
      expect(before).toContain('8d7fc13dc98c8c85')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('English words and notes may change freely', async () => {
    expect(
      codesOf(
        change(await soundFiles(), 'regulation/II.json', 'Finds pupils in difficulty', 'Finds struggling pupils'),
      ),
    ).toEqual([])
  })

  it('the review of another rule leaves this one waiting', async () => {
    const files = change(await soundFiles(), 'regulation/II.json', '"В течение учебного года"', '"Ежемесячно"')
    const review = reviewPoints(loadRules(files, today).ruleSet, ['ATT-09'])
    const after = files.map((file) => (file.path === 'points.json' ? { ...file, text: JSON.stringify(review) } : file))
    expect(codesOf(after)).toEqual(['stale-point'])
  })

  it('a point never compared is a warning', async () => {
    const files = change(await soundFiles(), 'points.json', '"II.2": "8d7fc13dc98c8c85", ', '')
    expect(loadRules(files, today).problems).toMatchObject([{ code: 'unreviewed-point', severity: 'warning' }])
  })
})

describe('a rule file that is no more', () => {
  const other = 'student/attendance/ATT-03.json'
  /** The sound folder with a second rule that names the first. */
  async function withNaming(files: readonly SourceFile[]): Promise<SourceFile[]> {
    const rule = files.find(({ path }) => path === rulePath)
    const text = (rule?.text ?? '')
      .replaceAll('ATT-02', 'ATT-03')
      .replace('"advice"', '"suppresses": ["ATT-02"],\n  "advice"')
    return [...files, { path: other, file: `rules/${other}`, text }]
  }

  it('is blamed once where it cannot be read, not by every rule that names it', async () => {
    const files = change(await withNaming(await soundFiles()), rulePath, '"status": "active",', '"status": "active"')
    const codes = loadRules(files, today).problems.map(({ code }) => code)
    expect(codes).toContain('not-json')
    expect(codes).not.toContain('unknown-rule')
  })

  it('is asked back where its examples are left alone', async () => {
    const files = (await withNaming(await soundFiles())).filter(({ path }) => path !== rulePath)
    const { problems } = loadRules(files, today)
    expect(problems.map(({ code }) => code)).not.toContain('unknown-rule')
    const orphan = problems.find(({ code }) => code === 'orphan-examples')
    expect(orphan?.message.ru).toBe('Файла правила ATT-02.json нет, а его примеры остались')
    expect(orphan?.fix.ru).toContain('"status": "off"')
  })
})

describe('edges', () => {
  it('a threshold whose edge no example shows is an error of an active rule', async () => {
    const files = change(
      await soundFiles(),
      examplesPath,
      '"facts": { "unexcusedLessons": 3 }',
      '"facts": { "unexcusedLessons": 2 }',
    )
    const [problem] = loadRules(files, today).problems
    expect(problem).toMatchObject({
      code: 'boundary-not-shown',
      severity: 'error',
      where: { path: 'parameters.recent_lessons' },
    })
    expect(problem?.message.ru).toContain('нет примера не дальше шага (1) за порогом')
    expect(problem?.fix.ru).toContain('Добавьте в ATT-02.examples.json два примера с "asOf" не раньше 2026-09-01')
    expect(problem?.fix.ru).toContain('равен 4 (ровно на пороге) и 3 (на шаг за ним)')
  })

  it('nor is it enough to stand beyond without standing on it', async () => {
    const files = change(
      await soundFiles(),
      examplesPath,
      '"facts": { "unexcusedLessons{schoolDays:5}": 10 }',
      '"facts": { "unexcusedLessons{schoolDays:5}": 11 }',
    )
    const [problem] = loadRules(files, today).problems
    expect(problem).toMatchObject({ code: 'boundary-not-shown', where: { path: 'parameters.serious_lessons' } })
    expect(problem?.message.en).toContain('none exactly at the threshold')
  })

  it('of a rule that is off, a warning', async () => {
    const files = change(
      await soundFiles(),
      examplesPath,
      '"facts": { "unexcusedLessons": 3 }',
      '"facts": { "unexcusedLessons": 2 }',
    )
    const [problem] = loadRules(change(files, rulePath, '"status": "active"', '"status": "off"'), today).problems
    expect(problem).toMatchObject({ code: 'boundary-not-shown', severity: 'warning' })
  })
})
