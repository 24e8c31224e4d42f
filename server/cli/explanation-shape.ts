import { type TSchema, Type } from 'typebox'

const Text = Type.Object({ ru: Type.String(), en: Type.String() })
const orNull = (shape: TSchema) => Type.Union([shape, Type.Null()])
const Lines = Type.Object({ ru: Type.Array(Type.String()), en: Type.Array(Type.String()) })

const Comparison = Type.Object({
  name: Type.String({ description: 'имя условия. Name of the condition' }),
  fact: Type.String(),
  key: Type.String({ description: 'показатель с окном. The fact with its window' }),
  params: Type.Record(Type.String(), Type.Unknown()),
  operator: Type.String(),
  actual: Type.Unknown({ description: 'значение; null – неизвестно. The value; null: unknown' }),
  threshold: Type.Unknown(),
  parameter: orNull(Type.String()),
  since: orNull(Type.String({ description: 'с какого дня порог. Since when the threshold' })),
  holds: orNull(Type.Boolean()),
  why: orNull(Type.String({ description: 'почему неизвестно. Why unknown' })),
})

const Explanation = Type.Object({
  title: Text,
  points: Type.Array(Type.String()),
  text: Text,
  advice: Text,
  clears: Text,
  rises: Text,
  unknown: Text,
  falsePositives: Type.Array(Text),
  urgent: Type.Boolean(),
  isReached: Type.Boolean({ description: 'порог достигнут в этот день. A level holds on the day' }),
  leaves: Type.Array(Comparison, { description: 'сравнения. Comparisons' }),
  lines: Lines,
  labels: Type.Record(Type.String(), Text, { description: 'названия показателей. Names of the facts' }),
})

const Record = Type.Object({
  source: Type.String(),
  id: Type.Optional(Type.Integer()),
  on: Type.String(),
  kind: Type.String(),
  subject: orNull(Type.String()),
  lessonNo: orNull(Type.Integer({ description: '0 – весь день. 0: the whole day' })),
  value: orNull(Type.Integer({ description: 'отметка в сотых. A mark in hundredths' })),
  weight: orNull(Type.Integer()),
  severity: orNull(Type.Integer()),
  role: orNull(Type.String()),
  counts: Type.Integer({ description: 'сколько добавляет к числу. What it adds to the number' }),
  ru: Type.String(),
  en: Type.String(),
})

/** The shape of the answer to `explain`. */
export const explainShape = Type.Object({
  asOf: Type.String(),
  student: Type.Object({ id: Type.Integer(), name: Type.String(), class: Type.String() }),
  rule: Type.String(),
  revision: Type.String({ description: 'хеш редакции правила. Hash of the rule’s revision' }),
  effectiveFrom: Type.String(),
  points: Type.Array(Type.Object({ id: Type.String(), title: Text })),
  outcome: Type.String({ description: 'flagged | notFlagged | unknown | exempt' }),
  level: orNull(Type.Integer()),
  exemption: orNull(Text),
  since: orNull(Type.String({ description: 'с какого дня открыт сигнал. Since when the flag is open' })),
  explanation: Explanation,
  records: Type.Record(Type.String(), Type.Array(Record), {
    description: 'записи за показателями. Records behind the facts',
  }),
  withheld: Type.Record(Type.String(), Type.Integer(), {
    description: 'сколько записей не названо, по показателю. How many records are not told, by fact',
  }),
  confirmedByEngine: Type.Boolean({ description: 'подтверждено json-rules-engine. Confirmed by json-rules-engine' }),
})
