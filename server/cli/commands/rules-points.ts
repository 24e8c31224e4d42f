import { Type } from 'typebox'
import type { PointCoverage } from '../../domain/checks/points.ts'
import { isoOf } from '../../domain/day.ts'
import { listPoints } from '../../rules/rules.ts'
import { common } from '../arguments.ts'
import { command, type Lang } from '../command.ts'
import { loadRuleSet } from '../library.ts'
import { asOfOption, todayAt } from '../school.ts'
import { tableLines } from '../table.ts'
import { wordsOf } from '../words/words.ts'

type Watched = 'rule' | 'notice' | 'evidence' | 'person' | 'open'
type Point = {
  point: string
  title: { ru: string; en: string }
  watchedBy: Watched
  rules: { id: string; status: string; level: number; isStale: boolean }[]
  notices: string[]
  evidence: string[]
  reason: { ru: string; en: string } | null
}
type Answer = { points: Point[]; open: number; stale: number }

const Text = Type.Object({ ru: Type.String(), en: Type.String() })

export const rulesPointsCommand = command<Answer>({
  name: 'rules points',
  summary: { ru: 'Пункты регламента и что за каждым следит', en: 'The points of the regulation and what watches each' },
  positionals: [],
  options: {
    rules: { type: 'string', hint: 'DIR', words: common('rules') },
    'as-of': { type: 'string', hint: 'D', words: common('asOf') },
  },
  needs: 'nothing',
  shape: Type.Object({
    points: Type.Array(
      Type.Object({
        point: Type.String(),
        title: Text,
        watchedBy: Type.String({
          description: 'rule, notice, evidence (подтверждение), person (человек), open (ничто). open: nothing',
        }),
        rules: Type.Array(
          Type.Object({
            id: Type.String(),
            status: Type.String(),
            level: Type.Integer(),
            isStale: Type.Boolean({
              description: 'текст пункта изменился после сверки. The point’s text changed after the review',
            }),
          }),
        ),
        notices: Type.Array(Type.String()),
        evidence: Type.Array(Type.String(), { description: 'что подтверждает. What proves it' }),
        reason: Type.Union([Text, Type.Null()], {
          description: 'почему правило не следит. Why no rule can watch it',
        }),
      }),
    ),
    open: Type.Integer({ description: 'пунктов без присмотра. Points that nothing watches' }),
    stale: Type.Integer({ description: 'устаревших сверок. Reviews out of date' }),
  }),
  run: async (context) => {
    const today = asOfOption(context.options['as-of']) ?? todayAt(context.io.now(), 'UTC')
    const points = listPoints(await loadRuleSet(context, isoOf(today))).map(pointOf)
    const open = points.filter(({ watchedBy }) => watchedBy === 'open').length
    const stale = points.flatMap(({ rules }) => rules.filter(({ isStale }) => isStale)).length
    return { code: open + stale > 0 ? 1 : 0, answer: { points, open, stale } }
  },
  print,
})

function pointOf(coverage: PointCoverage): Point {
  const { point, title, rules, notices, evidence, notAutomated } = coverage
  return {
    point,
    title,
    watchedBy: watchedBy(coverage),
    rules: [...rules],
    notices: [...notices],
    evidence: [...evidence],
    reason: notAutomated ?? null,
  }
}

function watchedBy({ rules, notices, evidence, isOpen }: PointCoverage): Watched {
  if (isOpen) return 'open'
  if (rules.some(({ status }) => status === 'active' || status === 'trial')) return 'rule'
  if (notices.length > 0) return 'notice'
  return evidence.length > 0 ? 'evidence' : 'person'
}

function print({ points, open, stale }: Answer, lang: Lang): string[] {
  const words = wordsOf(lang).points
  const rows = points.map((point) => [point.point, words.watchedBy[point.watchedBy], sayHow(point, lang)])
  const count = (kind: Watched) => points.filter(({ watchedBy }) => watchedBy === kind).length
  return [
    ...tableLines(words.header, rows),
    '',
    words.total(points.length, count('rule'), count('notice'), count('evidence'), count('person')),
    ...(open + stale > 0 ? [words.wrong(open, stale)] : []),
  ]
}

function sayHow({ rules, notices, reason, title }: Point, lang: Lang): string {
  const words = wordsOf(lang).points
  const named = rules.map(({ id, status, isStale }) => {
    const marks = [...(status === 'active' ? [] : [words.status[status] ?? status]), ...(isStale ? [words.stale] : [])]
    return marks.length > 0 ? `${id} (${marks.join(', ')})` : id
  })
  const watch = [...named, ...notices].join(', ')
  return [title[lang], ...(watch ? [watch] : []), ...(reason ? [reason[lang]] : [])].join(' · ')
}
