import { Type } from 'typebox'
import type { Reading } from '../../domain/explain/reading.ts'
import { Day, orNull, Text } from '../../http/contract.ts'

export const Title = Type.Object({ id: Type.String(), title: Text })
const Tree = Type.Unsafe<{ ru: Reading; en: Reading }>({
  description: 'nested: {kind: all|any, parts} or {kind: one, name, fact, text, parameters}',
})

/** How a point is watched. */
const Coverage = Type.Object({
  automatic: Type.Boolean({ description: 'a running rule or a notice watches it' }),
  manual: orNull(Text),
  untested: Type.Array(Type.String(), { description: 'rules without examples, or whose examples fail' }),
  neverFired: Type.Array(Type.String(), { description: 'running rules that never raised a flag in this school' }),
  stale: Type.Array(Type.String(), { description: 'rules written against an earlier text of the point' }),
  isOpen: Type.Boolean({ description: 'nothing watches it and nobody said why' }),
})

/** One number of the regulation or of the school, read aloud, with its windows of this school year. */
const Norm = Type.Object({
  id: Type.String(),
  title: orNull(Text),
  asks: Text,
  source: Text,
  basis: Type.Union([Type.Literal('normative'), Type.Literal('local')]),
  scope: Type.String(),
  windows: Type.Array(Type.Object({ from: Day, to: Day })),
  parts: Type.Array(Type.Object({ title: Text, evidence: Type.Array(Text) })),
  triggers: Type.Array(Text),
})

export const Point = Type.Object({
  id: Type.String(),
  section: Type.String(),
  title: Text,
  text: Text,
  forms: Type.Object({ list: Type.Array(Text), open: Type.Boolean() }),
  periodicity: Text,
  kind: Type.String(),
  norms: Type.Array(Norm),
  triggers: Type.Array(
    Type.Object({ id: Type.String(), title: Text, kind: Type.String(), flagsFromLevel: orNull(Type.Integer()) }),
  ),
  evidence: Type.Array(Title),
  channels: Type.Array(
    Type.Object({ id: Type.String(), title: Text, form: Type.String(), personalData: Type.String(), legality: Text }),
  ),
  notApplicable: Type.Array(Text),
  notes: orNull(Text),
  rules: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Text,
      status: Type.String(),
      level: Type.Integer(),
      isStale: Type.Boolean(),
      raised: orNull(Type.Integer({ description: 'flags ever raised; null for fewer than 5' })),
    }),
  ),
  notices: Type.Array(Type.Object({ id: Type.String(), title: Text, level: Type.Integer(), advice: Text })),
  coverage: Coverage,
})

const Sentence = Type.Object({ sentence: Text, parts: orNull(Tree) })
const Cell = Type.Object({
  name: Type.String(),
  n: orNull(Type.Integer({ description: 'null: fewer than 5 pupils' })),
})

const Change = Type.Object({
  what: Type.String(),
  name: Type.String(),
  before: orNull(Text),
  after: orNull(Text),
})
const Revision = Type.Object({
  hash: Type.String(),
  recordedAt: Type.String(),
  author: orNull(Type.String()),
  note: orNull(Type.String()),
  isInForce: Type.Boolean(),
  changes: Type.Array(Change),
})

export const RuleLine = Type.Object({
  id: Type.String(),
  title: Text,
  subject: Type.String(),
  domain: Type.String(),
  status: Type.String(),
  serves: Type.Array(Type.String()),
  levels: Type.Array(Type.Integer()),
  examples: Type.Integer(),
  open: orNull(Type.Integer()),
  raised: orNull(Type.Integer()),
})

export const RulePage = Type.Object({
  ...RuleLine.properties,
  points: Type.Array(Type.Object({ id: Type.String(), title: Text, text: Text, isStale: Type.Boolean() })),
  basis: Text,
  effective: Type.Object({ from: Day, until: orNull(Day) }),
  version: Type.Integer(),
  visibleTo: orNull(Type.Array(Type.String())),
  advice: Text,
  levelsRead: Type.Array(
    Type.Object({ level: Type.Integer(), title: Text, sentence: Text, parts: Tree, example: orNull(Text) }),
  ),
  clear: Sentence,
  exempt: Type.Array(Type.Object({ id: Type.String(), title: Text, sentence: Text })),
  life: Type.Array(Text),
  parameters: Type.Array(
    Type.Object({
      name: Type.String(),
      title: Text,
      unit: Type.String(),
      min: Type.Number(),
      max: Type.Number(),
      step: Type.Number(),
      current: orNull(Type.Number()),
      values: Type.Array(
        Type.Object({
          from: Day,
          value: orNull(Type.Number()),
          reference: orNull(Type.String()),
          approvedBy: orNull(Type.String()),
          isInForce: Type.Boolean(),
        }),
      ),
    }),
  ),
  facts: Type.Array(Type.Object({ id: Type.String(), title: Text, definition: Text, source: Type.String() })),
  exampleRuns: Type.Array(
    Type.Object({
      kind: Type.String(),
      title: Type.String(),
      asOf: Day,
      verdict: Type.String({ description: 'passed, failed, todo, notRun, running' }),
      got: orNull(Text),
      conditions: Type.Array(Type.Object({ holds: orNull(Type.Boolean()), text: Text })),
      course: Type.Array(Text, { description: 'a timeline: its facts and the states day by day' }),
    }),
  ),
  falsePositives: Type.Array(Text),
  suppresses: Type.Array(Title),
  suppressedBy: Type.Array(Title),
  groups: Type.Array(Type.Object({ id: Type.String(), title: Text, by: Type.String() })),
  fired: Type.Object({
    byClass: Type.Array(Cell),
    byGrade: Type.Array(Cell),
    byMonth: Type.Array(Cell),
    firstOn: orNull(Day),
    lastOn: orNull(Day),
  }),
  revisions: Type.Array(Revision),
})

export const Problem = Type.Object({
  severity: Type.String(),
  code: Type.String(),
  file: orNull(Type.String()),
  line: orNull(Type.Integer()),
  column: orNull(Type.Integer()),
  message: Text,
  fix: Text,
})
