import { type Static, Type } from 'typebox'
import { closed, mapOf, PointId, RuleId, Schema, Words } from './words.ts'

/** `rules/points.json`: which points no rule watches and why, and which text of each point every rule was written against. */
export const PointsReview = closed(
  {
    $schema: Schema,
    notAutomated: mapOf(
      PointId,
      Words,
      'Пункт, который правилом не проверить, и почему. A point that no rule can watch, and why.',
    ),
    reviewed: mapOf(
      RuleId,
      mapOf(PointId, Type.String({ pattern: '^[0-9a-f]{16}$' }), 'Отпечатки текстов пунктов. Hashes of the points.'),
      'Тексты пунктов, по которым правило сверено с регламентом. The texts the rule was checked against.',
    ),
  },
  'Пункты регламента и правила. Points and rules.',
)
export type PointsReview = Static<typeof PointsReview>
