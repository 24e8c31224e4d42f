import type { CellState } from '../../domain/duties/cells.ts'
import { statusWord } from '../../domain/explain/duty.ts'
import { instantText, type Lang, shortName } from '../formats/words.ts'
import type { Snapshot, SnapshotDuty } from './snapshot-shape.ts'

/** Rows of a table that a paper takes; the workbook has them all. */
const paperRows = 300
const exceptions = new Set(['waived', 'not_applicable', 'no_data'])
const undone = new Set(['overdue', 'missed', 'in_grace', 'met_late', 'partial', 'due_soon'])

const word = (status: string, lang: Lang) => statusWord(status as CellState, lang)

/** A snapshot as its paper shows it: the sum of each point, what is not done, exceptions, what was not required, evidence. */
export function snapshotPaper(snapshot: Snapshot, lang: Lang, timeZone: string) {
  const { content, hash, made } = snapshot
  const rows = (wanted: ReadonlySet<string>) => content.duties.filter(({ status }) => wanted.has(status))
  const cut = <T>(all: readonly T[]) => ({ items: all.slice(0, paperRows), more: Math.max(0, all.length - paperRows) })
  const line = (duty: SnapshotDuty) => ({
    ...duty,
    status: word(duty.status, lang),
    who: whoOf(duty),
    reason: duty.reason,
  })
  return {
    ...content,
    hash,
    madeAt: instantText(new Date(made.at), lang, timeZone),
    knownAt: instantText(new Date(content.knownAt), lang, timeZone),
    by: made.by,
    points: content.points.map(({ counts, ...point }) => ({
      ...point,
      met: counts['met'] ?? 0,
      late: counts['met_late'] ?? 0,
      inGrace: counts['in_grace'] ?? 0,
      overdue: counts['overdue'] ?? 0,
      missed: counts['missed'] ?? 0,
      waived: (counts['waived'] ?? 0) + (counts['not_applicable'] ?? 0),
      noData: counts['no_data'] ?? 0,
      ahead: ['open', 'due_soon', 'upcoming'].reduce((sum, status) => sum + (counts[status] ?? 0), 0),
    })),
    classes: content.classes?.join(', ') ?? null,
    undone: cut(rows(undone).map(line)),
    exceptions: cut(rows(exceptions).map(line)),
    evidence: evidenceLines(content.duties),
    notRequired: [...Map.groupBy(content.notRequired, ({ point, reason }) => `${point}|${reason.ru}`).values()].map(
      (own) => ({
        point: own[0]?.point ?? '',
        reason: own[0]?.reason ?? { ru: '', en: '' },
        where: [...new Set(own.map(({ className }) => className))].join(', '),
      }),
    ),
  }
}

/** Evidence in short, complete: of each point and class how many duties have records, and the numbers of those records. */
function evidenceLines(duties: readonly SnapshotDuty[]) {
  const proven = duties.filter(({ evidence }) => evidence.length > 0)
  return [...Map.groupBy(proven, ({ point, className }) => `${point}|${className}`).values()].map((own) => {
    const numbers = new Set(own.flatMap(({ evidence }) => evidence.map(({ id }) => id)))
    return {
      point: own[0]?.point ?? '',
      className: own[0]?.className ?? '',
      duties: own.length,
      count: numbers.size,
      numbers: spansOf([...numbers].toSorted((one, other) => one - other)),
    }
  })
}

/** Numbers with runs of neighbours told by their ends: «3, 7–9». */
function spansOf(numbers: readonly number[]): string {
  const spans: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = spans.at(-1)
    if (last && number === last.to + 1) last.to = number
    else spans.push({ from: number, to: number })
  }
  return spans.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}

function whoOf({ className, student }: SnapshotDuty): string {
  return [className, student === null ? null : shortName(student)].filter((part) => part !== null).join(', ')
}
