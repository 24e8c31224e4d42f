import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Level } from '../parts/Level.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { NoClasses } from '../parts/NoClasses.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage } from '../words/language.tsx'
import { DomainChart, WeekChart } from './Charts.tsx'
import { ByClass, ByRule } from './Counts.tsx'
import { FlagTable } from './FlagTable.tsx'
import { Narrowed, useIsListed } from './Narrowed.tsx'

export type Summary = Answer<'GET /api/flags/summary'>

/** Flags of the school: numbers for whoever may have numbers, the list by name for whoever may have names. */
export default function Flags() {
  const { flags } = useLanguage().words
  const isNamed = useIsListed()
  const on = useOn()
  const summary = useQuery({
    queryKey: ['flags', 'summary', on],
    queryFn: () => call('GET /api/flags/summary', { query: on === undefined ? {} : { on } }),
  })
  if (summary.data?.hasClasses === false)
    return (
      <Page title={flags.title}>
        <NoClasses />
      </Page>
    )
  return (
    <Page title={flags.title}>
      <Stack gap="xl">
        <Loaded query={summary}>{(told) => <Levels told={told} />}</Loaded>
        {summary.data && <Charts told={summary.data} />}
        {isNamed && (
          <FlagTable
            classes={summary.data?.classes.map((each) => each.class) ?? []}
            rules={summary.data?.byRule ?? []}
          />
        )}
        {summary.data && (
          <>
            <ByClass told={summary.data} />
            <ByRule told={summary.data} />
          </>
        )}
      </Stack>
    </Page>
  )
}

function Levels({ told }: { told: Summary }) {
  const { words, lang } = useLanguage()
  const { flags, common } = words
  const hasFew = [...told.levels, ...told.domains, ...told.classes, ...told.byRule].some(({ count }) => count === null)
  return (
    <Stack gap={6}>
      <Text>
        {flags.total(told.total, told.pupils)}. {flags.checked(dayLong(told.runOn, lang), told.rules)}
      </Text>
      <Group gap="lg" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {told.levels.map(({ level, count }) => (
          <Group key={level} gap={8} component="li">
            <Text fw={700} size="xl">
              {count === 0 ? (
                count
              ) : (
                <Narrowed search={{ level: String(level) }} label={flags.ofLevel(common.level[level] ?? '', count)}>
                  {count ?? flags.few}
                </Narrowed>
              )}
            </Text>
            <Level level={level} />
          </Group>
        ))}
      </Group>
      {hasFew && (
        <Text size="sm" c="dimmed">
          {flags.fewHint}
        </Text>
      )}
    </Stack>
  )
}

function Charts({ told }: { told: Summary }) {
  return (
    <Group align="flex-start" gap="xl" grow preventGrowOverflow={false}>
      <div style={{ flex: '1 1 320px', minWidth: 0 }}>
        <DomainChart told={told} />
      </div>
      <div style={{ flex: '1 1 320px', minWidth: 0 }}>
        <WeekChart told={told} />
      </div>
    </Group>
  )
}
