import { Type } from 'typebox'
import { counts, reads } from '../domain/access/access.ts'
import { ById, type Contract, Day, Id, OnDay, orNull, Text } from '../http/contract.ts'

const Count = orNull(Type.Integer({ description: 'null: меньше пяти, не показывается. Fewer than five, hidden' }))
const Levels = Type.Object({ favourable: Count, attention: Count, problem: Count })
const Changes = Type.Object({ worse: Count, same: Count, better: Count, unmeasured: Count })
const Change = Type.Union([
  Type.Literal('worse'),
  Type.Literal('same'),
  Type.Literal('better'),
  Type.Literal('unmeasured'),
])
const Wave = Type.Object({ id: Type.String(), opensOn: Day, closesOn: Day, isClosed: Type.Boolean() })
const Ref = { id: Id, name: Type.String() }

const Family = Type.Object({
  on: Day,
  /** Whether counts of one to four are hidden from this person. */
  isHiding: Type.Boolean(),
  waves: Type.Array(
    Type.Object({
      ...Wave.properties,
      families: Type.Integer(),
      measured: Type.Integer(),
      withoutConsent: Type.Integer(),
      levels: Levels,
      instruments: Type.Array(Text),
    }),
  ),
  /** The wave that changes are told of, and the classes of today. */
  comparedWave: orNull(Type.String()),
  classes: Type.Array(
    Type.Object({
      ...Ref,
      grade: Type.Integer(),
      families: Type.Integer(),
      mayOpen: Type.Boolean(),
      measured: Type.Integer(),
      changes: Changes,
      participation: orNull(Type.Integer({ description: '0–100' })),
      participationOf: Type.Integer(),
      meetings: Type.Integer(),
      invited: Type.Integer(),
      came: Type.Integer(),
    }),
  ),
  changes: Changes,
  requests: Type.Array(
    Type.Object({
      topic: Type.String(),
      count: orNull(Type.Integer()),
      decided: orNull(Type.Integer({ description: 'answered, or the term is over' })),
      inTime: orNull(Type.Integer()),
      late: orNull(Type.Integer()),
      open: orNull(Type.Integer({ description: 'waiting for an answer, beyond the term or not' })),
      overdue: orNull(Type.Integer()),
      never: orNull(Type.Integer()),
    }),
  ),
  plans: Type.Object({ needed: Count, without: Count, mayList: Type.Boolean() }),
})

const ClassFamilies = Type.Object({
  class: Type.Object(Ref),
  waves: Type.Array(Wave),
  families: Type.Array(
    Type.Object({
      pupil: Type.Object(Ref),
      points: Type.Array(
        Type.Object({
          wave: Type.String(),
          instrument: Text,
          level: Type.String(),
          index: orNull(Type.Integer({ description: 'null: видит только психолог. The psychologist alone' })),
          values: Type.Array(Type.Object({ scale: Text, value: Type.Number() })),
        }),
      ),
      change: Change,
      isConsented: Type.Boolean(),
      participation: orNull(Type.Integer()),
      plan: Type.Union([
        Type.Literal('notNeeded'),
        Type.Literal('missing'),
        Type.Literal('draft'),
        Type.Literal('active'),
      ]),
    }),
  ),
})

export const familyApi = {
  'GET /api/family': {
    summary: { ru: 'Семья и школа: волны, изменения, участие, обращения', en: 'Families and the school' },
    may: counts('family'),
    query: Type.Object(OnDay),
    answer: Family,
    trail: 'view',
  },
  'GET /api/family/classes/{id}': {
    summary: { ru: 'Семьи одного класса', en: 'Families of one class' },
    may: reads('family'),
    params: ById,
    query: Type.Object(OnDay),
    answer: ClassFamilies,
    trail: 'view',
  },
  'GET /api/family/needs-plan': {
    summary: { ru: 'Семьи, которым нужен план работы', en: 'Families that need a work plan' },
    may: reads('family'),
    query: Type.Object(OnDay),
    answer: Type.Object({
      families: Type.Array(
        Type.Object({
          pupil: Type.Object(Ref),
          class: Type.Object(Ref),
          plan: Type.Union([Type.Literal('missing'), Type.Literal('draft'), Type.Literal('active')]),
          workingDays: orNull(Type.Integer({ description: 'рабочих дней без плана. Working days without a plan' })),
        }),
      ),
    }),
    trail: 'view',
  },
} satisfies Contract
