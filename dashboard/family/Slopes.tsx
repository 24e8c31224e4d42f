import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { OneClass } from './ClassFamilies.tsx'

type Slope = { id: number; name: string; before: number; now: number; change: string }

/** From the wave before to the last one: a line for each family that was measured in both by one instrument. */
export function Slopes({ data }: { data: OneClass }) {
  const { words } = useLanguage()
  const { one, change } = words.family
  const closed = data.waves.filter(({ isClosed }) => isClosed).map(({ id }) => id)
  const [before, now] = closed.slice(-2)
  const slopes = useMemo(() => slopesOf(data, before, now), [data, before, now])
  const config = useMemo(
    (): ChartConfiguration => ({
      type: 'line',
      data: {
        labels: [before ?? '', now ?? ''],
        datasets: slopes.map((slope) => ({
          label: slope.name,
          data: [slope.before, slope.now],
          borderColor: colourOf(slope.change),
          backgroundColor: colourOf(slope.change),
          borderWidth: slope.change === 'same' ? 1 : 2.5,
          borderDash: slope.change === 'worse' ? [6, 3] : [],
        })),
      },
      options: { plugins: { legend: { display: false } }, scales: { y: { min: 0, max: 100 } } },
    }),
    [slopes, before, now],
  )
  if (slopes.length === 0) return <Text c="dimmed">{one.slopeNone}</Text>
  const count = (wanted: string) => slopes.filter((slope) => slope.change === wanted).length
  const finding = one.slopeFinding(slopes.length, count('better'), count('worse'))
  const head = [one.pupil, before ?? '', now ?? '', one.change]
  const rows = slopes.map((slope) => [slope.name, slope.before, slope.now, change[slope.change] ?? ''])
  return <Chart title={one.slope} finding={finding} table={{ head, rows }} config={config} height={320} />
}

function slopesOf(data: OneClass, before: string | undefined, now: string | undefined): Slope[] {
  return data.families.flatMap(({ pupil, points, change }) => {
    const last = points.find((point) => point.wave === now && point.index !== null)
    const first = points.find((point) => point.wave === before && point.instrument.ru === last?.instrument.ru)
    if (last?.index == null || first?.index == null) return []
    return [{ id: pupil.id, name: pupil.name, before: first.index, now: last.index, change }]
  })
}

function colourOf(change: string): string {
  if (change === 'better') return palette.accent
  return change === 'worse' ? palette.second : palette.noData
}
