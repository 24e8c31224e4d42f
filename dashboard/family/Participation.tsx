import { Box } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import { ClassLink } from './ClassLink.tsx'
import type { FamilyAnswer } from './Family.tsx'
import { useOpenClass } from './links.ts'

/** The index of participation by class, in the order of classes. */
export function Participation({ data: { classes } }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { participation } = words.family
  const open = useOpenClass()
  const config = useMemo(
    (): ChartConfiguration => ({
      type: 'bar',
      data: {
        labels: classes.map(({ name }) => name),
        datasets: [
          {
            label: participation.index,
            data: classes.map(({ participation: index }) => index),
            backgroundColor: palette.accent,
          },
        ],
      },
      options: { plugins: { legend: { display: false } }, scales: { y: { min: 0, max: 100 } } },
    }),
    [classes, participation],
  )
  const known = classes.filter(({ participation: index }) => index !== null).length
  const rows = classes.map((one) => [<ClassLink key={one.id} one={one} />, one.participation ?? participation.unknown])
  return (
    <Box miw={300} flex="1 1 420px">
      <Chart
        title={participation.title}
        finding={participation.finding(known, classes.length)}
        table={{ head: [words.family.changes.class, participation.index], rows }}
        config={config}
        onPick={(index) => open(classes[index])}
      />
    </Box>
  )
}
