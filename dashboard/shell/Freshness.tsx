import { Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'

type Source = Answer<'GET /api/freshness'>['sources'][number]

/** Sources whose age the top bar tells; the rest are listed with them. */
const told = ['marks', 'attendance'] as const
const staleDays = 7

/** As of when the data are: «журнал: 20 ноября, 18:00»; an old source is marked by a sign and a word. */
export function Freshness() {
  const { words, lang } = useLanguage()
  const { shell } = words
  const me = useMe()
  const asked = useOn()
  // A day to come is taken out of the address; nothing is asked of it meanwhile.
  const on = asked !== undefined && asked < me.today ? asked : undefined
  const { data } = useQuery({
    queryKey: ['freshness', on],
    queryFn: () => call('GET /api/freshness', { query: on === undefined ? {} : { on } }),
  })
  if (!data) return null
  const main = told.flatMap((name) => data.sources.find(({ source }) => source === name) ?? [])
  const [first] = main
  if (!first) return <Text size="sm">{shell.noData}</Text>
  const isStale = main.some(({ ageDays }) => ageDays > staleDays)
  const lines = data.sources.map((source) => line(source, words.shell.sources, (day) => dayLong(day, lang)))
  const label = shell.journal(dayLong(first.dataOn, lang), hourOf(first, me.school.timeZone))
  return (
    <Tooltip
      multiline
      events={{ hover: true, focus: true, touch: true }}
      label={lines.map((each) => <div key={each}>{each}</div>)}
    >
      <UnstyledButton component="span" tabIndex={0} fz="sm" aria-label={`${label}. ${lines.join('. ')}`}>
        {isStale && <span aria-hidden="true">⚠ </span>}
        {label}
        {isStale && ` · ${shell.stale}`}
      </UnstyledButton>
    </Tooltip>
  )
}

function line({ source, dataOn }: Source, names: Record<string, string>, say: (day: string) => string): string {
  return `${names[source] ?? source}: ${say(dataOn)}`
}

/** The hour of the load where it was made on the very day the data speak of; a later load says nothing of the hour. */
function hourOf({ dataOn, loadedAt }: Source, timeZone: string): string | null {
  // This locale writes «2026-11-20 18:00».
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const [day, hour] = local.format(new Date(loadedAt)).split(' ')
  return day === dataOn ? (hour ?? null) : null
}
