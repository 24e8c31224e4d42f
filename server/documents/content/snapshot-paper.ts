import type { CellState } from '../../domain/duties/cells.ts'
import { statusWord } from '../../domain/explain/duty.ts'
import type { Sheet } from '../formats/table.ts'
import { dayCell } from '../formats/table.ts'
import { dayNumbers, instantText, type Lang, sayIn, shortName } from '../formats/words.ts'
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
      notMet: (counts['overdue'] ?? 0) + (counts['missed'] ?? 0),
      waived: (counts['waived'] ?? 0) + (counts['not_applicable'] ?? 0),
      noData: counts['no_data'] ?? 0,
      ahead: ['open', 'due_soon', 'in_grace', 'upcoming'].reduce((sum, status) => sum + (counts[status] ?? 0), 0),
    })),
    classes: content.classes?.join(', ') ?? null,
    undone: cut(rows(undone).map(line)),
    exceptions: cut(rows(exceptions).map(line)),
    evidence: cut(content.duties.filter(({ evidence }) => evidence.length > 0).map(line)),
    notRequired: [...Map.groupBy(content.notRequired, ({ point, reason }) => `${point}|${reason.ru}`).values()].map(
      (own) => ({
        point: own[0]?.point ?? '',
        reason: own[0]?.reason ?? { ru: '', en: '' },
        where: [...new Set(own.map(({ className }) => className))].join(', '),
      }),
    ),
  }
}

function whoOf({ className, student }: SnapshotDuty): string {
  return student === null ? className : `${className}, ${shortName(student)}`
}

/** The same whole, as a workbook. */
export function snapshotSheets({ content, hash, made }: Snapshot, lang: Lang): Sheet[] {
  const say = (name: string) => sayIn(lang, `snapshot.${name}`)
  const column = (name: string, width: number) => ({ title: say(name), width })
  const about: [string, string][] = [
    [say('school'), made.school],
    [say('on'), dayNumbers(content.on)],
    [say('period'), `${dayNumbers(content.period.from)} – ${dayNumbers(content.period.to)}`],
    [say('knownAt'), content.knownAt],
    [say('madeAt'), made.at],
    [say('by'), made.by],
    [say('regulation'), content.rules.regulation],
    [say('ruleSet'), content.rules.ruleSet],
    [say('hash'), hash],
  ]
  return [
    { name: say('about'), columns: [column('what', 28), column('value', 80)], rows: about },
    dutySheet(content.duties, lang),
    {
      name: say('evidence'),
      columns: [
        column('point', 9),
        column('class', 9),
        column('key', 40),
        column('date', 12),
        column('form', 30),
        column('author', 24),
      ],
      rows: content.duties.flatMap((duty) =>
        duty.evidence.map(({ on, form, author }) => [
          duty.point,
          duty.className,
          duty.key,
          dayCell(on),
          form[lang],
          author,
        ]),
      ),
    },
    {
      name: say('notRequired'),
      columns: [column('point', 9), column('class', 9), column('reason', 80)],
      rows: content.notRequired.map(({ point, className, reason }) => [point, className, reason[lang]]),
    },
  ]
}

function dutySheet(duties: readonly SnapshotDuty[], lang: Lang): Sheet {
  const say = (name: string) => sayIn(lang, `snapshot.${name}`)
  const column = (name: string, width: number) => ({ title: say(name), width })
  return {
    name: say('duties'),
    columns: [
      ...[column('point', 9), column('basis', 14), column('class', 9), column('pupil', 26), column('opens', 12)],
      ...[
        column('due', 12),
        column('status', 24),
        column('metOn', 12),
        column('evidence', 14),
        column('reason', 80),
        column('key', 40),
      ],
    ],
    rows: duties.map((duty) => [
      ...[duty.point, say(duty.basis), duty.className, duty.student, dayCell(duty.opensOn), dayCell(duty.dueOn)],
      ...[
        word(duty.status, lang),
        dayCell(duty.satisfiedOn),
        duty.evidence.length,
        duty.reason?.[lang] ?? null,
        duty.key,
      ],
    ]),
  }
}
