import { Type } from 'typebox'
import { Day, orNull, Text } from '../../http/contract.ts'

const Counts = Type.Object({
  new: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  gone: Type.Integer({ description: 'в выгрузке больше нет; не считаются. No longer in the export; not counted' }),
  refused: Type.Integer(),
})
export const Where = Type.Object({ file: Type.Optional(Type.String()), row: Type.Optional(Type.Integer()) })
const Days = Type.Record(Type.String(), Type.Object({ from: Type.String(), to: Type.String() }))
const CountsByTable = Type.Record(Type.String(), Counts, { description: 'по видам записей. By kind of record' })

/** What a load would do or has done. */
export const LoadResult = Type.Object({
  isDryRun: Type.Boolean(),
  isUnchanged: Type.Boolean({ description: 'всё это уже есть в базе. The database holds all of it already' }),
  profile: Type.String(),
  exportedOn: Type.String(),
  rows: Type.Integer({ description: 'прочитано строк. Rows read' }),
  counts: CountsByTable,
  changes: Type.Array(
    Type.Object({
      table: Type.String(),
      kind: Type.Enum(['new', 'changed', 'gone'] as const),
      what: Type.Array(Type.String(), { description: 'кто и что: имена, предмет, день. Whom and what it is of' }),
      fields: Type.Array(
        Type.Object({ name: Type.String(), before: orNull(Type.String()), after: orNull(Type.String()) }),
      ),
    }),
    { description: 'первые 50 строк за каждым числом проверки. The first 50 rows behind each number of a trial' },
  ),
  warnings: Type.Array(
    Type.Object({ code: Type.String(), severity: Type.String(), where: Where, message: Text, fix: Text }),
  ),
  notes: Type.Array(Type.Object({ code: Type.String(), said: Text, count: Type.Integer() })),
  conflicts: Type.Array(
    Type.Object({
      studentId: Type.Integer(),
      student: Type.String(),
      absentOn: Type.String(),
      lessonNo: Type.Integer({ description: '0 – весь день. 0: the whole day' }),
      person: Type.String({ description: 'что записал человек. What a person had said' }),
      source: Type.String({ description: 'что говорит выгрузка. What the export says' }),
    }),
    { description: 'причины, с которыми выгрузка не согласна. Reasons the export differs from' },
  ),
  missingStudents: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), className: Type.String() }), {
    description: 'есть в школе, нет в полном списке. In the school, not in the full roster',
  }),
  refusedCount: Type.Integer(),
  refused: Type.Array(
    Type.Object({
      file: Type.String(),
      row: Type.Integer(),
      faults: Type.Array(Type.Object({ code: Type.String(), message: Text, fix: Text }), {
        description: 'всё, что не так со строкой. Everything that is wrong with the row',
      }),
      cells: Type.Array(Type.String()),
    }),
    { description: 'незагруженные строки, не больше тысячи. Rows that were not loaded, a thousand at most' },
  ),
  covers: Type.Object(
    {
      kinds: Type.Array(Type.String()),
      who: Type.String(),
      classIds: Type.Array(Type.Integer()),
      studentIds: Type.Array(Type.Integer()),
      days: Days,
    },
    { description: 'за кого и за какие дни выгрузка отвечает. Whom and which days the export answers for' },
  ),
})

/** Flags and duties after a load, or why they could not be worked out. */
export const Followed = Type.Object({
  asOf: Day,
  flags: Type.Object({ raised: Type.Integer(), cleared: Type.Integer(), open: Type.Integer() }),
  duties: Type.Integer({ description: 'изменилось обязательств. Duties that changed' }),
  held: Type.Integer({ description: 'причин, по которым новые правила ждут. Reasons why new rules wait' }),
  refused: orNull(Text),
})

export const Trial = Type.Object({
  id: Type.String(),
  state: Type.Enum(['checking', 'checked', 'loading', 'loaded', 'failed'] as const),
  rows: Type.Integer({ description: 'прочитано строк. Rows read so far' }),
  expiresAt: Type.String(),
  files: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer() })),
  result: orNull(LoadResult),
  total: Type.Object({
    warnings: Type.Integer(),
    conflicts: Type.Integer(),
    missingStudents: Type.Integer(),
  }),
  hasRefusedFile: Type.Boolean(),
  importId: orNull(Type.Integer()),
  followed: orNull(Followed),
  failure: orNull(Text),
})

export const ByTrial = Type.Object({ trialId: Type.String({ pattern: '^[\\w-]{22}$' }) })

export const HistoryRow = Type.Object({
  id: Type.Integer(),
  profile: Type.String(),
  source: Type.String(),
  state: Type.Enum(['accepted', 'undone'] as const),
  exportedOn: Day,
  author: orNull(Type.String()),
  loadedAt: Type.String(),
  undoneAt: orNull(Type.String()),
  undoneBy: orNull(Type.String()),
  forced: Type.Boolean(),
  counts: CountsByTable,
  warnings: Type.Integer({ description: 'сколько замечаний. How many warnings and notes' }),
  covers: orNull(
    Type.Object({
      kinds: Type.Array(Type.String()),
      who: Type.String(),
      classes: Type.Array(Type.String()),
      days: Days,
    }),
  ),
  files: Type.Array(Type.String()),
  isLarge: Type.Boolean({ description: 'больше пятой части записей школы. Over a fifth of the records of the school' }),
  isLast: Type.Boolean({ description: 'отменить можно её одну. It alone can be undone' }),
})
