import { Type } from 'typebox'
import { counts, reads } from '../domain/access/access.ts'
import { steps } from '../domain/duties/reporting.ts'
import { type Contract, OnDay, oneOf } from '../http/contract.ts'
import { DutyDetail, DutyPage, DutyQuery, PeriodName } from './board/duty-shapes.ts'
import { FirstScreen, Grid, Periodicity, Soundness, Work } from './board/shapes.ts'
import { Trend } from './board/trend-shapes.ts'

const OnPeriod = Type.Object({
  ...OnDay,
  period: Type.Optional(PeriodName),
})
const Basis = Type.Optional(oneOf(['normative', 'local']))

export const overviewApi = {
  'GET /api/overview': {
    summary: { ru: 'Обзор: что горит, две доли, свежесть данных', en: 'The board: what burns, two rates, freshness' },
    may: counts('duties'),
    query: Type.Object(OnDay),
    answer: FirstScreen,
  },
  'GET /api/overview/grid': {
    summary: { ru: 'Класс × пункт: худшее состояние', en: 'Class by point: the worst state' },
    may: counts('duties'),
    query: OnPeriod,
    answer: Grid,
  },
  'GET /api/overview/periodicity': {
    summary: { ru: 'По периодичности: состояния обязательств', en: 'By periodicity: states of duties' },
    may: counts('duties'),
    query: OnPeriod,
    answer: Periodicity,
  },
  'GET /api/overview/trend': {
    summary: {
      ru: 'Динамика по месяцам или неделям: как закрыто и как пересчитано',
      en: 'By month or week: as closed and as restated',
    },
    may: counts('duties'),
    query: Type.Object({
      ...OnDay,
      step: Type.Optional(oneOf(steps)),
      basis: Basis,
      point: Type.Optional(Type.String({ maxLength: 12 })),
      class: Type.Optional(Type.Integer({ minimum: 1 })),
    }),
    answer: Trend,
  },
  'GET /api/overview/work': {
    summary: {
      ru: 'Ответы родителям, возраст случаев, ритм обзоров, ближайшие восемь недель, запас на год',
      en: 'Answers to parents, ageing of cases, the rhythm of reviews, the next eight weeks, the budget of misses',
    },
    may: counts('duties'),
    query: Type.Object(OnDay),
    answer: Work,
  },
  'GET /api/overview/soundness': {
    summary: {
      ru: 'Можно ли верить цифрам; воронка по классам',
      en: 'Whether the figures are sound; a funnel of classes',
    },
    may: counts('duties'),
    query: Type.Object({ ...OnDay, basis: Basis }),
    answer: Soundness,
  },
  'GET /api/duties': {
    summary: { ru: 'Обязательства за любой цифрой обзора', en: 'The duties behind any figure of the board' },
    may: counts('duties'),
    query: DutyQuery,
    answer: DutyPage,
  },
  'GET /api/duties/{key}': {
    summary: { ru: 'Обязательство: почему так и чем подтверждено', en: 'A duty: why it is so, and its evidence' },
    may: reads('duties'),
    params: Type.Object({ key: Type.String({ minLength: 1, maxLength: 300 }) }),
    query: Type.Object(OnDay),
    answer: DutyDetail,
  },
} satisfies Contract
