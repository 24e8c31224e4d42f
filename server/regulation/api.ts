import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { type Contract, Day, OnDay, orNull, Text } from '../http/contract.ts'
import { Point, Problem, RuleLine, RulePage, Title } from './reading/shapes.ts'

export const regulationApi = {
  'GET /api/regulation': {
    summary: {
      ru: 'Регламент: 30 пунктов и что за каждым следит',
      en: 'The regulation: 30 points and what watches each',
    },
    may: reads('rules'),
    query: Type.Object(OnDay),
    answer: Type.Object({
      sections: Type.Array(Type.Object({ section: Type.String(), title: Text, points: Type.Array(Point) })),
      schoolYear: orNull(Type.String()),
    }),
  },
  'GET /api/regulation/points/{id}': {
    summary: { ru: 'Пункт регламента', en: 'A point of the regulation' },
    may: reads('rules'),
    params: Type.Object({ id: Type.String({ pattern: '^(I|II|III)\\.\\d{1,2}$' }) }),
    query: Type.Object(OnDay),
    answer: Type.Object({
      point: Point,
      previous: orNull(Title),
      next: orNull(Title),
      history: Type.Array(
        Type.Object({
          hash: Type.String(),
          recordedAt: Type.String(),
          author: orNull(Type.String()),
          note: orNull(Type.String()),
          changed: Type.Array(Type.String(), { description: 'text, forms, periodicity, norms, evidence, other' }),
          text: Text,
        }),
      ),
    }),
  },
  'GET /api/rules': {
    summary: { ru: 'Правила', en: 'The rules' },
    may: reads('rules'),
    query: Type.Object(OnDay),
    answer: Type.Object({ rules: Type.Array(RuleLine) }),
  },
  'GET /api/rules/{id}': {
    summary: { ru: 'Правило: чем оно читается и где сработало', en: 'A rule: how it reads and where it fired' },
    may: reads('rules'),
    params: Type.Object({ id: Type.String({ pattern: '^[A-Z]{2,5}-\\d{2,3}$' }) }),
    query: Type.Object(OnDay),
    answer: RulePage,
  },
  'GET /api/rules/status': {
    summary: { ru: 'Какая редакция правил действует', en: 'Which edition of the rules is in force' },
    may: reads('rules'),
    answer: Type.Object({
      readAt: Type.String({ description: 'when the files in force were read' }),
      inForce: orNull(
        Type.Object({
          hash: Type.String(),
          since: orNull(Type.String()),
          acceptedBy: orNull(Type.String()),
          reason: orNull(Type.String()),
          isFiles: Type.Boolean({ description: 'the files of the program are this edition' }),
        }),
      ),
      held: orNull(
        Type.Object({
          hash: Type.String(),
          because: Type.Array(Type.Object({ rule: Type.String(), title: orNull(Text), why: Text })),
        }),
      ),
      refused: orNull(Type.Object({ at: Type.String(), problems: Type.Array(Problem) })),
      lastDay: orNull(Type.Object({ day: Day, finishedAt: Type.String() })),
      rules: Type.Integer(),
      points: Type.Integer(),
      examples: orNull(Type.Object({ all: Type.Integer(), failed: Type.Integer() })),
    }),
  },
  'POST /api/rules/held/acceptance': {
    summary: { ru: 'Принять редакцию правил, которая ждёт решения', en: 'Accept the edition that waits' },
    may: writes('editions'),
    body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }) }),
    answer: Type.Object({ hash: Type.String() }),
  },
} satisfies Contract
