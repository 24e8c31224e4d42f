import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { capital } from '../words/capital.ts'
import { useLanguage } from '../words/language.tsx'
import { ClassLink } from './ClassLink.tsx'
import { countText } from './counts.ts'
import type { FamilyAnswer } from './Family.tsx'
import { useOpenClass } from './links.ts'

const order = ['worse', 'better', 'same', 'unmeasured'] as const
const colours = { worse: palette.second, better: palette.accent, same: palette.noData, unmeasured: '#e3e6ea' }

/** Direction of change by class: worse to the left, the rest to the right; in the order of classes, no ranking. */
export function Changes({ data }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { family } = words
  const { classes, changes, comparedWave } = data
  const open = useOpenClass()
  const config = useMemo(
    (): ChartConfiguration => ({
      type: 'bar',
      data: {
        labels: classes.map(({ name }) => name),
        datasets: [
          ...order.map((change) => ({
            label: family.change[change] ?? change,
            data: classes.map(({ changes: of }) => {
              const count = of[change]
              return count === null ? null : change === 'worse' ? -count : count
            }),
            backgroundColor: colours[change],
          })),
          { label: family.changes.concealed, data: classes.map(concealed), backgroundColor: palette.third },
        ],
      },
      options: {
        indexAxis: 'y',
        scales: {
          x: { stacked: true, ticks: { precision: 0, callback: (value) => String(Math.abs(Number(value))) } },
          y: { stacked: true, ticks: { autoSkip: false } },
        },
      },
    }),
    [classes, family],
  )
  if (comparedWave === null) return <Text c="dimmed">{family.changes.none}</Text>
  const [worse, better, same] = order.map((change) => countText(changes[change], words))
  const finding = family.changes.finding(comparedWave, better ?? '', worse ?? '', same ?? '')
  const head = [family.changes.class, ...order.map((change) => capital(family.change[change] ?? change))]
  const rows = classes.map((one) => [
    <ClassLink key={one.id} one={one} />,
    ...order.map((change) => countText(one.changes[change], words)),
  ])
  const height = Math.max(160, 60 + classes.length * 18)
  return (
    <Chart
      title={family.changes.title}
      finding={finding}
      table={{ head, rows }}
      config={config}
      height={height}
      onPick={(index) => open(classes[index])}
    />
  )
}

/** Families of a class whose change is hidden, together. */
function concealed({ families, changes }: FamilyAnswer['classes'][number]): number {
  return families - order.reduce((sum, change) => sum + (changes[change] ?? 0), 0)
}
