import { Anchor, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { dayFull } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useMay, useMe } from '../session/me.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import { DutyDates } from './DutyDates.tsx'
import { DutyHistory } from './DutyHistory.tsx'
import { DutyNorm } from './DutyNorm.tsx'
import { holderText, Pupil } from './DutyRows.tsx'
import { Records } from './Records.tsx'

export type DutyAnswer = Answer<'GET /api/duties/{key}'>

const owed: ReadonlySet<string> = new Set(['open', 'due_soon', 'in_grace', 'overdue', 'partial', 'met'])

/** One duty: its sentence first, then everything the sentence stands on. */
export default function Duty() {
  const { key } = useParams({ strict: false }) as { key: string }
  const on = useOn()
  const query = useQuery({
    queryKey: ['duty', key, on],
    queryFn: () => call('GET /api/duties/{key}', { params: { key }, ...(on && { query: { on } }) }),
  })
  const { duties, common, shell } = useWords()
  const { data } = query
  const about = data && [common.point(data.point), data.class].filter((text) => text !== null).join(' · ')
  return (
    <Page
      title={about ?? shell.nav.duties}
      aside={
        <Anchor component={Link} to="/duties" size="sm">
          {duties.back}
        </Anchor>
      }
    >
      <Loaded query={query}>{(duty) => <Shown duty={duty} />}</Loaded>
    </Page>
  )
}

function Shown({ duty }: { duty: DutyAnswer }) {
  const { duties } = useWords()
  const say = useSay()
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Group gap="sm">
          <Status id={duty.state as StatusId} />
          <Text size="sm" c="dimmed">
            {duties.basisNote[duty.basis]}
            {duty.critical && ` · ${duties.critical}`}
            {holderText(duty, duties) !== '' && ` · ${holderText(duty, duties)}`}
          </Text>
        </Group>
        <Pupil row={duty} />
        <Text size="lg" maw="46rem">
          {say(duty.sentence)}
        </Text>
        {duty.gap && <Text size="sm">{duties.gap(duty.gap.goodDays, duty.gap.days, duty.gap.worst)}</Text>}
        <Log duty={duty} />
      </Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
        <DutyDates duty={duty} />
        <DutyNorm duty={duty} />
      </SimpleGrid>
      <Records duty={duty} />
      <Waivers duty={duty} />
      <DutyHistory duty={duty} />
    </Stack>
  )
}

/** To log what closes it, where there is something to close and the person may. */
function Log({ duty }: { duty: DutyAnswer }) {
  const { duties } = useWords()
  const may = useMay()
  const me = useMe()
  const on = useOn()
  if (!owed.has(duty.state) || (duty.state === 'met' && duty.gap === null) || !may('write', 'interactions')) return null
  if (on !== undefined && on !== me.today)
    return (
      <Text size="sm" c="dimmed">
        {duties.logClosed}
      </Text>
    )
  return (
    <div>
      <Button component={Link} to="/interactions/new" search={{ duty: duty.key } as never} size="md">
        {duties.log}
      </Button>
    </div>
  )
}

function Waivers({ duty }: { duty: DutyAnswer }) {
  const { words, lang } = useLanguage()
  const { waivers } = words.duties
  const { common } = words
  if (duty.waivers.length === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">
        {waivers.title}
      </Title>
      {duty.waivers.map(({ id, from, to, reasonCode, covers }) => (
        <Text key={id} size="sm">
          {waivers.span(dayFull(from, lang), dayFull(to, lang))}: {waivers.reason[reasonCode] ?? reasonCode} (
          {covers ? waivers.covers : waivers.apart})
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {common.status.waived}
      </Text>
    </section>
  )
}
