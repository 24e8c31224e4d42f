import { Stack, Table, Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, useOpenDuties } from '../parts/DutiesLink.tsx'
import { spanLong } from '../parts/dates.ts'
import { palette } from '../parts/palette.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { capital } from '../words/capital.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import { countText } from './counts.ts'
import type { FamilyAnswer } from './Family.tsx'
import { useIsListed } from './links.ts'

const levels = ['favourable', 'attention', 'problem'] as const
const colours = { favourable: palette.accent, attention: palette.third, problem: palette.second }

type Wave = FamilyAnswer['waves'][number]

/** What was owed about relations in the days of a wave. */
const owedIn = ({ opensOn, closesOn }: Wave) => ({ point: 'III.11', from: opensOn, to: closesOn }) as const

/** Who was measured in each wave, and the levels: stacked, in numbers of families. */
export function Waves({ data: { waves } }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { family } = words
  const open = useOpenDuties()
  const isListed = useIsListed()
  const config = useMemo(
    (): ChartConfiguration => ({
      type: 'bar',
      data: {
        labels: waves.map(({ id }) => id),
        datasets: levels.map((level) => ({
          label: family.level[level] ?? level,
          data: waves.map((wave) => wave.levels[level]),
          backgroundColor: colours[level],
          borderColor: '#fff',
          borderWidth: 1,
        })),
      },
      options: { scales: { x: { stacked: true }, y: { stacked: true, beginAtZero: true, ticks: { precision: 0 } } } },
    }),
    [waves, family],
  )
  const last = waves.findLast(({ measured }) => measured > 0)
  const finding = last ? family.waves.finding(last.id, last.measured, last.families) : family.waves.none
  const rows = waves.map((wave) => [
    <WaveName key={wave.id} wave={wave} />,
    ...levels.map((level) => countText(wave.levels[level], words)),
  ])
  const head = [family.waves.wave, ...levels.map((level) => capital(family.level[level] ?? level))]
  return (
    <Stack miw={300} flex="1 1 420px">
      <Chart
        title={family.waves.title}
        finding={finding}
        table={{ head, rows }}
        config={config}
        onPick={(index) => {
          const wave = waves[index]
          if (wave && isListed) open(owedIn(wave))
        }}
      />
      <WaveTable waves={waves} />
    </Stack>
  )
}

function WaveName({ wave }: { wave: Wave }) {
  const isListed = useIsListed()
  if (!isListed) return wave.id
  return (
    <DutiesLink filters={owedIn(wave)} inherit>
      {wave.id}
    </DutiesLink>
  )
}

function WaveTable({ waves }: Pick<FamilyAnswer, 'waves'>) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { waves: own } = words.family
  return (
    <TableBox
      isDense
      label={own.title}
      head={[own.wave, own.dates, own.covered, own.withoutConsent, own.instruments]}
      minWidth={460}
    >
      {waves.map((wave) => (
        <Table.Tr key={wave.id}>
          <Table.Th scope="row">
            <WaveName wave={wave} />
            {!wave.isClosed && (
              <Text size="xs" c="dimmed">
                {own.running}
              </Text>
            )}
          </Table.Th>
          <Table.Td>{spanLong(wave.opensOn, wave.closesOn, lang).join(' – ')}</Table.Td>
          <Table.Td>
            {words.common.percentOf(shareOf(wave.measured, wave.families), wave.measured, wave.families)}
          </Table.Td>
          <Table.Td>{wave.withoutConsent}</Table.Td>
          <Table.Td>{wave.instruments.map(say).join(', ')}</Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  )
}

/** A share only where there are enough to speak of one. */
export function shareOf(k: number, n: number): number | null {
  return n < 5 ? null : k / n
}
