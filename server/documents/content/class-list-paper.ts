import { dayCell, type Sheet } from '../formats/table.ts'
import { clipped, type Lang, sayIn, shortName } from '../formats/words.ts'
import type { ClassList } from './class-list.ts'

/** From roomy to tight, in points of the letters and rows of the tables: the first that fits one A4 is printed. */
const tries = [
  { fontSize: 8.5, rows: 60, duties: 20, chars: 600 },
  { fontSize: 7.5, rows: 60, duties: 16, chars: 600 },
  { fontSize: 7.5, rows: 24, duties: 8, chars: 160 },
  { fontSize: 7, rows: 24, duties: 5, chars: 90 },
  { fontSize: 7, rows: 14, duties: 5, chars: 90 },
  { fontSize: 7, rows: 7, duties: 3, chars: 90 },
]

/** The list as its sheet shows it, in ever less room. */
export function classListPapers(list: ClassList, lang: Lang) {
  const level = (of: number) => sayIn(lang, `level.${of}`)
  const flags = list.flags.map((flag) => ({
    ...flag,
    level: level(flag.level),
    pupil: flag.pupil === null ? sayIn(lang, 'classList.wholeClass') : shortName(flag.pupil),
  }))
  const unseen = list.unseen.map(({ level: of, count }) =>
    sayIn(lang, 'classList.unseen', {
      level: level(of),
      n: count === null ? sayIn(lang, 'common.few') : String(count),
    }),
  )
  return tries.map(({ fontSize, rows, duties, chars }) => ({
    fontSize,
    content: {
      ...list,
      flags: flags.slice(0, rows).map((flag) => ({
        ...flag,
        text: clipped(flag.text[lang], chars),
        doing: flag.doing && clipped(flag.doing[lang], chars),
        todo: clipped(flag.todo[lang], chars),
      })),
      more: Math.max(0, flags.length - rows),
      signals: list.signals.map((signal) => ({
        ...signal,
        level: level(signal.level),
        text: clipped(signal.text[lang], chars),
      })),
      unseen: unseen.join('; '),
      duties: list.duties.slice(0, duties).map((duty) => ({ ...duty, title: clipped(duty.title[lang], chars) })),
      moreDuties: Math.max(0, list.duties.length - duties),
    },
  }))
}

/** The same as tables: the flags, and the duties due. */
export function classListSheets(list: ClassList, lang: Lang): [Sheet, Sheet] {
  const column = (name: string, width: number) => ({ title: sayIn(lang, `classList.${name}`), width })
  const flags: Sheet = {
    name: sayIn(lang, 'classList.flags', { class: list.className }),
    columns: [
      column('no', 5),
      column('pupil', 30),
      column('level', 16),
      column('flag', 70),
      column('since', 12),
      column('doing', 34),
      column('todo', 50),
      column('due', 12),
      column('points', 14),
    ],
    rows: list.flags.map((flag, no) => [
      no + 1,
      flag.pupil ?? sayIn(lang, 'classList.wholeClass'),
      sayIn(lang, `level.${flag.level}`),
      flag.text[lang],
      dayCell(flag.since),
      flag.doing?.[lang] ?? null,
      flag.todo[lang],
      dayCell(flag.due),
      flag.points.join(', '),
    ]),
  }
  const duties: Sheet = {
    name: sayIn(lang, 'classList.duties'),
    columns: [column('point', 9), column('about', 60), column('count', 10), column('due', 12)],
    rows: list.duties.map(({ point, title, count, nextOn }) => [point, title[lang], count, dayCell(nextOn)]),
  }
  return [flags, duties]
}
