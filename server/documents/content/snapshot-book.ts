import type { CellState } from '../../domain/duties/cells.ts'
import { statusWord } from '../../domain/explain/duty.ts'
import { type Column, dayCell, type Sheet } from '../formats/table.ts'
import { dayNumbers, type Lang, sayIn } from '../formats/words.ts'
import type { Snapshot, SnapshotContent } from './snapshot-shape.ts'

/** A snapshot whole, as a workbook: about it, its duties, their evidence, and what was not required. */
export function snapshotSheets(snapshot: Snapshot, lang: Lang): Sheet[] {
  const { content } = snapshot
  return [
    aboutSheet(snapshot, lang),
    dutySheet(content, lang),
    evidenceSheet(content, lang),
    notRequiredSheet(content, lang),
  ]
}

const say = (name: string, lang: Lang) => sayIn(lang, `snapshot.${name}`)

function columnsOf(widths: Readonly<Record<string, number>>, lang: Lang): Column[] {
  return Object.entries(widths).map(([name, width]) => ({ title: say(name, lang), width }))
}

function aboutSheet({ content, hash, made }: Snapshot, lang: Lang): Sheet {
  const { on, period, knownAt, rules } = content
  const values = {
    school: made.school,
    on: dayNumbers(on),
    period: `${dayNumbers(period.from)} – ${dayNumbers(period.to)}`,
    knownAt,
    madeAt: made.at,
    by: made.by,
    ...rules,
    hash,
  }
  return {
    name: say('about', lang),
    columns: columnsOf({ what: 28, value: 80 }, lang),
    rows: Object.entries(values).map(([name, value]) => [say(name, lang), value]),
  }
}

const dutyWidths = {
  point: 9,
  basis: 14,
  class: 9,
  pupil: 26,
  opens: 12,
  due: 12,
  status: 24,
  metOn: 12,
  evidence: 14,
  reason: 80,
  key: 40,
}

function dutySheet({ duties }: SnapshotContent, lang: Lang): Sheet {
  return {
    name: say('duties', lang),
    columns: columnsOf(dutyWidths, lang),
    rows: duties.map((duty) => [
      duty.point,
      say(duty.basis, lang),
      duty.className,
      duty.student,
      dayCell(duty.opensOn),
      dayCell(duty.dueOn),
      statusWord(duty.status as CellState, lang),
      dayCell(duty.satisfiedOn),
      duty.evidence.length,
      duty.reason?.[lang] ?? null,
      duty.key,
    ]),
  }
}

function evidenceSheet({ duties }: SnapshotContent, lang: Lang): Sheet {
  return {
    name: say('evidence', lang),
    columns: columnsOf({ point: 9, class: 9, key: 40, number: 10, date: 12, form: 30, author: 24 }, lang),
    rows: duties.flatMap(({ point, className, key, evidence }) =>
      evidence.map(({ id, on, form, author }) => [point, className, key, id, dayCell(on), form[lang], author]),
    ),
  }
}

function notRequiredSheet({ notRequired }: SnapshotContent, lang: Lang): Sheet {
  return {
    name: say('notRequired', lang),
    columns: columnsOf({ point: 9, class: 9, reason: 80 }, lang),
    rows: notRequired.map(({ point, className, reason }) => [point, className, reason[lang]]),
  }
}
