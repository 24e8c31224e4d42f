import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { OneClass } from './ClassFamilies.tsx'

type Slope = { id: number; name: string; values: (number | null)[]; change: string }

/** Waves that are drawn: more would be a thicket. */
const drawn = 4

/** From wave to wave: a line for each family that was measured by one instrument in the last wave and the one before it. */
export function Slopes({ data }: { data: OneClass }) {
  const { words } = useLanguage()
  const { one, change } = words.family
  const waves = useMemo(() => data.waves.flatMap(({ id, isClosed }) => (isClosed ? [id] : [])).slice(-drawn), [data])
  const slopes = useMemo(() => slopesOf(data, waves), [data, waves])
  const config = useMemo(
    (): ChartConfiguration => ({
      type: 'line',
      data: {
        labels: waves,
        datasets: slopes.map((slope) => ({
          label: slope.name,
          data: slope.values,
          spanGaps: true,
          borderColor: colourOf(slope.change),
          backgroundColor: colourOf(slope.change),
          borderWidth: slope.change === 'same' ? 1 : 2.5,
          borderDash: slope.change === 'worse' ? [6, 3] : [],
        })),
      },
      options: { plugins: { legend: { display: false } }, scales: { y: { min: 0, max: 100 } } },
    }),
    [slopes, waves],
  )
  if (slopes.length === 0) {
    const last = waves.at(-1)
    const isStudied = data.families.some(({ points }) => points.some(({ wave }) => wave === last))
    return <Text c="dimmed">{last === undefined || isStudied ? one.slopeNone : one.slopeUnstudied(last)}</Text>
  }
  const count = (wanted: string) => slopes.filter((slope) => slope.change === wanted).length
  const finding = one.slopeFinding(slopes.length, count('better'), count('worse'))
  const head = [one.pupil, ...waves, one.change]
  const rows = slopes.map((slope) => [
    slope.name,
    ...slope.values.map((value) => value ?? '–'),
    change[slope.change] ?? '',
  ])
  return <Chart title={one.slope} finding={finding} table={{ head, rows }} config={config} height={320} />
}

function slopesOf(data: OneClass, waves: readonly string[]): Slope[] {
  return data.families.flatMap(({ pupil, points, change }) => {
    const last = points.find((point) => point.wave === waves.at(-1) && point.index !== null)
    const values = waves.map(
      (wave) =>
        points.find((point) => point.wave === wave && point.instrument.ru === last?.instrument.ru)?.index ?? null,
    )
    if (last === undefined || values.at(-1) == null || values.at(-2) == null) return []
    return [{ id: pupil.id, name: pupil.name, values, change }]
  })
}

function colourOf(change: string): string {
  if (change === 'better') return palette.accent
  return change === 'worse' ? palette.second : palette.noData
}
