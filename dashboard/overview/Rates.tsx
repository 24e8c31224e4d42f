import { Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { useOn } from '../parts/filters.ts'
import { Sparkline } from '../parts/Sparkline.tsx'
import { useWords } from '../words/language.tsx'
import { Panel } from './Panel.tsx'

type Board = Answer<'GET /api/overview'>
type Basis = 'normative' | 'local'

/** The two headline rates, always apart, each with its duties and what stands outside of it. */
export function Rates({ board }: { board: Board }) {
  const { rates } = useWords().overview
  return (
    <Stack gap="xs" component="section" aria-label={rates.title}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Rate basis="normative" title={rates.regulation} hint={rates.regulationHint} rate={board.regulation} />
        <Rate basis="local" title={rates.rhythm} hint={rates.rhythmHint} rate={board.rhythm} />
      </SimpleGrid>
      <Group gap="md">
        {board.critical.isKept !== null && (
          <Text size="sm" fw={600}>
            <span aria-hidden="true">{board.critical.isKept ? '✓ ' : '✕ '}</span>
            {board.critical.isKept ? (
              rates.criticalKept
            ) : (
              <DutiesLink filters={{ critical: true, decided: 'year', status: 'met_late,missed,overdue' }} fw={600}>
                {rates.criticalBroken(board.critical.breaches)}
              </DutiesLink>
            )}
          </Text>
        )}
        {board.alerts.map(({ point, basis, kind }) => (
          <DutiesLink
            key={`${point}${basis}${kind}`}
            size="sm"
            filters={{
              point,
              basis: basis as Basis,
              decided: 'year',
              status: kind === 'waivers' ? 'waived' : 'not_applicable',
            }}
          >
            {rates.alert(point, kind)}
          </DutiesLink>
        ))}
      </Group>
    </Stack>
  )
}

type RateProps = { basis: Basis; title: string; hint: string; rate: Board['regulation'] }

function Rate({ basis, title, hint, rate }: RateProps) {
  const { overview, common } = useWords()
  const { rates } = overview
  const decided = { decided: 'year', basis } as const
  return (
    <Panel>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Text fw={600}>{title}</Text>
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        </div>
        <Months basis={basis} />
      </Group>
      <Text size="2rem" fw={700} lh={1.2} mt={4}>
        {rate.rate === null ? '–' : common.percent(rate.rate)}
        <Text span size="sm" fw={400} c="dimmed" ml="xs">
          {rate.rate === null ? rates.few : rates.mean(rate.points)}
        </Text>
      </Text>
      <Text size="sm">
        <DutiesLink filters={{ ...decided, set: 'counted' }} underline="always">
          {rates.units(rate.met, rate.of)}
        </DutiesLink>
        {rate.days > 0 && <> · {rates.days(rate.goodDays, rate.days)}</>}
      </Text>
      <Group gap="sm" mt={2}>
        <Outside
          filters={{ ...decided, status: 'not_applicable' }}
          text={rates.excluded(rate.excluded)}
          n={rate.excluded}
        />
        <Outside filters={{ ...decided, status: 'waived' }} text={rates.waived(rate.waived)} n={rate.waived} />
        <Outside filters={{ ...decided, status: 'no_data' }} text={rates.noData(rate.noData)} n={rate.noData} />
      </Group>
    </Panel>
  )
}

function Outside({
  filters,
  text,
  n,
}: {
  filters: Parameters<typeof DutiesLink>[0]['filters']
  text: string
  n: number
}) {
  if (n === 0)
    return (
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    )
  return (
    <DutiesLink filters={filters} size="sm">
      {text}
    </DutiesLink>
  )
}

/** The rate of each month of late, small. */
function Months({ basis }: { basis: Basis }) {
  const { rates } = useWords().overview
  const on = useOn()
  const { data } = useQuery({
    queryKey: ['overview', 'trend', basis, 'month', '', on],
    queryFn: () => call('GET /api/overview/trend', { query: { basis, step: 'month', ...(on && { on }) } }),
  })
  if (!data) return null
  return (
    <Sparkline values={data.periods.slice(-12).map(({ restated }) => restated?.rate ?? null)} label={rates.months} />
  )
}
