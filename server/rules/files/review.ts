import { doubtful, type Finding, type Path, unknownName, wrong } from '../../domain/checks/finding.ts'
import type { PointsReview } from '../../domain/formats/points.ts'
import type { RegulationPoint } from '../../domain/formats/regulation.ts'
import type { Problem } from '../../problem.ts'
import { hashOf } from './hash.ts'
import type { CheckedFile, LoadedRule, RuleSet } from './ruleset.ts'

/** A short fingerprint of what a point says: its text, forms and periodicity, in Russian, word for word. */
export function hashPoint({
  text,
  forms,
  periodicity,
}: Pick<RegulationPoint, 'text' | 'forms' | 'periodicity'>): string {
  return hashOf([text.ru, forms.list.map(({ ru }) => ru), forms.open, periodicity.ru]).slice(0, 16)
}

/** The review brought up to date for the named rules (all where none is named): a person has read them against the text. */
export function reviewPoints(ruleSet: RuleSet, ruleIds?: readonly string[]): PointsReview {
  const hashes = new Map(ruleSet.points.map((point) => [point.id, hashPoint(point)]))
  const before = ruleSet.review?.reviewed ?? {}
  const reviewed = ruleSet.rules.map(({ rule: { id, serves } }): [string, Record<string, string>] => {
    if (ruleIds && !ruleIds.includes(id)) return [id, before[id] ?? {}]
    return [
      id,
      Object.fromEntries(serves.flatMap((point) => (hashes.has(point) ? [[point, hashes.get(point) ?? '']] : []))),
    ]
  })
  return {
    $schema: 'schema/points.schema.json',
    notAutomated: ruleSet.review?.notAutomated ?? {},
    reviewed: Object.fromEntries(reviewed.filter(([, points]) => Object.keys(points).length > 0)),
  }
}

/** Rules whose point has changed its words since a person last compared the two; points never compared are a warning. */
export function checkReviewed(
  ruleSet: RuleSet,
  place: (file: CheckedFile, findings: readonly Finding[]) => Problem[],
): Problem[] {
  const { review, points } = ruleSet
  if (!review || points.length === 0) return []
  const hashes = new Map(points.map((point) => [point.id, hashPoint(point)]))
  const stale = ruleSet.rules.flatMap((loaded) => place(loaded.file, staleOf(loaded, review, hashes)))
  const file = ruleSet.files.find(({ kind }) => kind === 'points')
  return file ? [...stale, ...place(file, strangers(review, [...hashes.keys()]))] : stale
}

function staleOf({ rule }: LoadedRule, review: PointsReview, hashes: ReadonlyMap<string, string>): Finding[] {
  return rule.serves.flatMap((point, index) => {
    const now = hashes.get(point)
    const then = review.reviewed[rule.id]?.[point]
    if (now === undefined || now === then) return []
    return [then === undefined ? unread(rule.id, point, ['serves', index]) : stale(rule.id, point, ['serves', index])]
  })
}

function stale(rule: string, point: string, path: Path): Finding {
  return wrong(
    'stale-point',
    path,
    {
      ru: `Текст пункта ${point} изменился: правило требует пересмотра`,
      en: `The text of ${point} has changed: the rule needs a review`,
    },
    {
      ru: `Сверьте правило с новым текстом и выполните: rules points --reviewed ${rule}`,
      en: `Compare the rule with the new text and run: rules points --reviewed ${rule}`,
    },
  )
}

function unread(rule: string, point: string, path: Path): Finding {
  return doubtful(
    'unreviewed-point',
    path,
    {
      ru: `Правило ещё не сверено с текстом пункта ${point}`,
      en: `The rule has not been compared with the text of ${point} yet`,
    },
    {
      ru: `Сверьте и выполните: rules points --reviewed ${rule}`,
      en: `Compare them and run: rules points --reviewed ${rule}`,
    },
  )
}

function strangers({ notAutomated }: PointsReview, points: readonly string[]): Finding[] {
  return Object.keys(notAutomated).flatMap((id) =>
    points.includes(id)
      ? []
      : [
          unknownName(
            'unknown-point',
            ['notAutomated', id],
            id,
            points,
            { ru: 'Пункта', en: 'point' },
            {
              ru: 'Удалите или исправьте номер',
              en: 'Remove it or correct the number',
            },
          ),
        ],
  )
}
