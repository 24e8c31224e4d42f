import { Button, Group } from '@mantine/core'
import { dayShort, periodLong } from '../parts/dates.ts'
import { useLanguage } from '../words/language.tsx'
import { dropped, type ListFilters, special } from './filters.ts'

type Props = { filters: ListFilters; change: (change: Partial<ListFilters>) => void }

const fields = ['class', 'point', 'status', 'basis', 'period'] as const

/** Conditions that a figure of the board brought along, each to be dropped. */
export function Chosen({ filters, change }: Props) {
  const { words } = useLanguage()
  const { duties } = words
  const chips = useChips(filters)
  if (!isAny(filters)) return null
  const none = Object.fromEntries([...special, ...fields, 'dueWithin', 'page'].map((key) => [key, undefined]))
  /** What is pressed goes: the focus moves on to what stays. */
  const drop = (away: Partial<ListFilters>, next: Element | null) => {
    const isLeft = isAny({ ...filters, ...away })
    const kept = isLeft && next instanceof HTMLElement ? next : document.querySelector('h1')
    kept?.focus()
    change(away)
  }
  return (
    <Group gap="xs">
      {chips.map(({ keys, label }) => (
        <Button
          key={label}
          size="compact-md"
          variant="light"
          radius="xl"
          rightSection={<span aria-hidden="true">×</span>}
          aria-label={duties.drop(label)}
          onClick={({ currentTarget }) => drop(dropped(filters, keys), currentTarget.nextElementSibling)}
        >
          {label}
        </Button>
      ))}
      <Button size="compact-md" variant="subtle" className="no-print" onClick={() => drop(none, null)}>
        {duties.reset}
      </Button>
    </Group>
  )
}

/** Whether there is something to drop: a chip, or a field that is not as it was at first. */
function isAny(filters: ListFilters): boolean {
  return [...special, ...fields].some((key) => filters[key] !== undefined)
}

type Chip = { keys: (keyof ListFilters)[]; label: string }

function useChips(filters: ListFilters): Chip[] {
  const { words, lang } = useLanguage()
  const { common, duties, overview } = words
  const { set, decided, dueFrom, dueTo, answered, lag, group, critical, from, to } = filters
  const { chosen } = duties
  const day = (iso: string | undefined) => (iso === undefined ? '…' : dayShort(iso, lang))
  const chips: (Chip | undefined)[] = [
    set === undefined ? undefined : { keys: ['set'], label: duties.sets[set] ?? set },
    decided === undefined
      ? undefined
      : {
          keys: ['decided'],
          label: chosen.decided(decided === 'year' ? common.periods.year : periodLong(decided, lang)),
        },
    dueFrom === undefined && dueTo === undefined
      ? undefined
      : { keys: ['dueFrom', 'dueTo'], label: chosen.due(day(dueFrom), day(dueTo)) },
    from === undefined && to === undefined ? undefined : { keys: ['from', 'to'], label: `${day(from)} – ${day(to)}` },
    answered === undefined ? undefined : { keys: ['answered'], label: chosen.answered(answered) },
    lag === undefined ? undefined : { keys: ['lag'], label: chosen.lag(lag) },
    group === undefined
      ? undefined
      : { keys: ['group'], label: chosen.group(overview.periodicity.groups[group] ?? group) },
    critical === undefined ? undefined : { keys: ['critical'], label: chosen.critical },
  ]
  return chips.filter((chip) => chip !== undefined)
}
