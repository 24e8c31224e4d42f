import { Alert, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { dayFull, dayLong, spanLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { ChooseYear } from './ChooseYear.tsx'
import { Closures } from './Closures.tsx'
import { OwnCalendar } from './OwnCalendar.tsx'
import { OwnDates } from './OwnDates.tsx'

export type CalendarShown = Answer<'GET /api/calendar'>
type Year = CalendarShown['years'][number]

/** The calendar of the school: what it knows and until when, terms and vacations, closures, and ways to change it. */
export default function CalendarTab() {
  const on = useOn()
  const query = useQuery({
    queryKey: ['calendar', on],
    queryFn: () => call('GET /api/calendar', { query: on ? { on } : {} }),
  })
  return (
    <Loaded query={query}>
      {(shown) => (
        <Stack gap="xl">
          <Coverage shown={shown} />
          <Closures shown={shown} />
          <Years shown={shown} />
          {shown.canChange && <OwnCalendar />}
          <Production shown={shown} />
        </Stack>
      )}
    </Loaded>
  )
}

function Coverage({ shown: { coverage, problems } }: { shown: CalendarShown }) {
  const { words, lang } = useLanguage()
  const { calendar } = words.settings
  const say = useSay()
  const { school } = useMe()
  const { studyUntil, workUntil, nextYear, isNextLoaded } = coverage
  const errors = problems.filter(({ severity }) => severity === 'error')
  return (
    <Stack gap="xs">
      <Title order={2}>{school.name}</Title>
      <Text>
        {studyUntil && workUntil
          ? calendar.coverage(dayFull(studyUntil, lang), dayFull(workUntil, lang))
          : calendar.noCoverage}
      </Text>
      {nextYear && !isNextLoaded && <Text c="dimmed">{calendar.next(nextYear)}</Text>}
      {errors.map(({ place, message, fix }) => (
        <Alert key={place + message.en} color="red">
          {place}: {say(message)}. {say(fix)}
        </Alert>
      ))}
    </Stack>
  )
}

function Years({ shown }: { shown: CalendarShown }) {
  const { words } = useLanguage()
  const { calendar } = words.settings
  return (
    <section>
      <Title order={2} mb="sm">
        {calendar.years}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {shown.years.map((year) => (
          <YearCard key={year.id} year={year} shown={shown} />
        ))}
      </SimpleGrid>
    </section>
  )
}

function YearCard({ year, shown }: { year: Year; shown: CalendarShown }) {
  const { words, lang } = useLanguage()
  const { calendar } = words.settings
  const say = useSay()
  const span = (start: string, end: string) => calendar.span(...spanLong(start, end, lang))
  const isWhole = ({ from, to }: { from: number; to: number }) => from <= 1 && to >= 11
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Title order={3}>{say(year.title)}</Title>
        <Badge tt="none" variant="outline" color={year.isConfirmed ? 'teal' : 'orange'}>
          {year.isConfirmed ? calendar.confirmed : `? ${calendar.unconfirmed}`}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {year.isOwn ? calendar.own : calendar.library} · {say(year.source)}
      </Text>
      {year.note && <Text size="sm">{say(year.note)}</Text>}
      <Text fw={600} mt="sm">
        {calendar.terms}
      </Text>
      {year.terms.map((term) => (
        <Text size="sm" key={term.start + term.title.en}>
          {say(term.title)}: {span(term.start, term.end)}
        </Text>
      ))}
      <Text fw={600} mt="sm">
        {calendar.breaks}
      </Text>
      {year.breaks.map((it) => (
        <Text size="sm" key={it.start + it.title.en}>
          {say(it.title)}: {span(it.start, it.end)}
          {!isWhole(it.grades) && `, ${calendar.grades(it.grades.from, it.grades.to)}`}
        </Text>
      ))}
      <Text size="sm" mt="sm">
        {year.bands
          .map(({ grades, studyWeek }) => `${calendar.grades(grades.from, grades.to)}: ${calendar.week(studyWeek)}`)
          .join(' · ')}
      </Text>
      {shown.canChange && <OwnDates key={year.id} year={year} />}
      {shown.canChange && <ChooseYear year={year} library={shown.library} />}
    </Paper>
  )
}

function Production({ shown: { production } }: { shown: CalendarShown }) {
  const { words, lang } = useLanguage()
  const { calendar } = words.settings
  const say = useSay()
  return (
    <section>
      <Title order={2} mb="sm">
        {calendar.production}
      </Title>
      <Stack gap="xs">
        {production.map(({ id, title, isConfirmed, off, worked }) => (
          <details key={id}>
            <Text component="summary">
              {say(title)} · {calendar.offDays(off.length)} · {calendar.workedDays(worked.length)}
              {!isConfirmed && ` · ? ${calendar.unconfirmed}`}
            </Text>
            <Text size="sm">{off.map(({ date, reason }) => `${dayLong(date, lang)} (${reason})`).join(', ')}</Text>
          </details>
        ))}
      </Stack>
    </section>
  )
}
