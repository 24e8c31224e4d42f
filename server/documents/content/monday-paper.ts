import type { CellState } from '../../domain/duties/cells.ts'
import { statusWord } from '../../domain/explain/duty.ts'
import { clipped, dayShort, type Lang, sayIn } from '../formats/words.ts'
import type { MondayPage } from './monday-shape.ts'

/** How many entries of a list one sheet takes; the rest is said as a number. */
export type Room = {
  readonly rows: number
  readonly inline: number
  readonly deadlines: number
  readonly chars: number
}

/** From roomy to tight: the first that fits one A4 is printed. */
export const rooms: readonly Room[] = [
  { rows: 8, inline: 24, deadlines: 30, chars: 400 },
  { rows: 5, inline: 14, deadlines: 20, chars: 200 },
  { rows: 4, inline: 9, deadlines: 16, chars: 90 },
  { rows: 2, inline: 6, deadlines: 10, chars: 60 },
]

/** The Monday page as its sheet shows it: lists cut to their room, with how many more there are. */
export function mondayPaper(page: MondayPage, lang: Lang, room: Room) {
  const { emergencies, memos, agreements, requests, attendance, review, deadlines } = page
  const word = (status: string) => statusWord(status as CellState, lang)
  const inline = (items: readonly string[]) => listed(items, room.inline, lang)
  return {
    on: page.on,
    emergencies: emergencies && {
      items: emergencies.slice(0, room.rows).map((each) => ({
        ...each,
        status: word(each.status),
        text: clipped(each.text[lang], room.chars),
      })),
      more: Math.max(0, emergencies.length - room.rows),
    },
    memos: memoLines(memos, lang, inline),
    agreements: {
      active: agreements.active,
      missing: agreements.without.length,
      where: inline(
        agreements.without.map(({ className, dueOn, weeks }) =>
          sayIn(lang, 'monday.withoutStatus', { class: className, due: dayShort(dueOn, lang, page.on), weeks }),
        ),
      ),
    },
    requests: requestLines(requests, lang, inline, page.on),
    attendance: attendance && attendanceLines(attendance, lang, inline),
    grades: page.grades,
    review: { ...review, where: inline(review.missing.map(({ className }) => className)) },
    deadlines: {
      halves: halvesOf(
        deadlines.slice(0, room.deadlines).map((each) => ({ ...each, title: clipped(each.title[lang], room.chars) })),
      ),
      more: Math.max(0, deadlines.length - room.deadlines),
    },
    freshness: page.freshness.map(({ title, dataOn, state }) => ({ title, dataOn, isOld: state !== 'fresh' })),
  }
}

type Inline = (items: readonly string[]) => string

function memoLines({ from, to, items }: MondayPage['memos'], lang: Lang, inline: Inline) {
  const kinds = [...Map.groupBy(items, ({ kind, isAhead }) => `${kind.ru}|${isAhead}`).values()].map((own) => ({
    title: clipped(own[0]?.kind[lang] ?? '', 90),
    isAhead: own[0]?.isAhead ?? false,
    count: own.length,
    where: inline(own.map(({ className, on }) => `${className} (${dayShort(on, lang)})`)),
  }))
  return { from, to, kinds }
}

function requestLines(requests: MondayPage['requests'], lang: Lang, inline: Inline, at: string) {
  const lines = requests.urgent.map(({ className, dueOn, status }) =>
    sayIn(lang, 'monday.urgent', {
      class: className,
      due: dayShort(dueOn, lang, at),
      status: statusWord(status as CellState, lang),
    }),
  )
  return { ...requests, where: inline(lines) }
}

function attendanceLines(
  { day, weekFrom, dayShare, weekShare, low, unknown, unexplained }: NonNullable<MondayPage['attendance']>,
  lang: Lang,
  inline: Inline,
) {
  const percent = (share: number | null) =>
    share === null ? sayIn(lang, 'common.noData') : `${(Math.floor(share * 1000) / 10).toLocaleString(lang)}\u00A0%`
  return {
    day,
    weekFrom,
    dayShare: percent(dayShare),
    weekShare: percent(weekShare),
    low: low.length,
    lowWhere: inline(low.map(({ className, share }) => `${className} – ${Math.floor(share * 100)}\u00A0%`)),
    unknown: unknown.length,
    unknownWhere: inline(unknown),
    ...unexplained,
  }
}

function listed(items: readonly string[], room: number, lang: Lang): string {
  const shown = items.slice(0, room).join('; ')
  return items.length > room ? sayIn(lang, 'common.andMore', { shown, more: items.length - room }) : shown
}

/** Two columns of one table, the first the longer. */
function halvesOf<T>(items: readonly T[]): T[][] {
  const half = Math.ceil(items.length / 2)
  return items.length <= 5 ? [[...items]] : [items.slice(0, half), items.slice(half)]
}
