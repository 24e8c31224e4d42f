import { SegmentedControl, Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo, useState } from 'react'
import type { Answer } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, type DutyFilters, useOpenDuties } from '../parts/DutiesLink.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { palette } from '../parts/palette.ts'
import { useWords } from '../words/language.tsx'
import { useSoundness } from './Honesty.tsx'

type Data = Answer<'GET /api/overview/soundness'>['funnel']
type Basis = 'normative' | 'local'

/** Classes that differ from the school by more than chance; no ranking. */
export function Funnel() {
  const { overview } = useWords()
  const [basis, setBasis] = useState<Basis>('local')
  const query = useSoundness(basis)
  const controls = (
    <SegmentedControl
      size="xs"
      mt="xs"
      className="no-print"
      aria-label={overview.trend.basis}
      value={basis}
      onChange={(value) => setBasis(value)}
      data={[
        { value: 'normative', label: overview.basis['normative'] },
        { value: 'local', label: overview.basis['local'] },
      ]}
    />
  )
  return <Loaded query={query}>{({ funnel }) => <Drawn funnel={funnel} controls={controls} />}</Loaded>
}

function Drawn({ funnel, controls }: { funnel: Data; controls: React.ReactNode }) {
  const { overview, common } = useWords()
  const say = overview.funnel
  const open = useOpenDuties()
  const config = useMemo(() => configOf(funnel, say), [funnel, say])
  if (funnel.of === 0) return <Text c="dimmed">{say.none}</Text>
  const filtersOf = (classId: number): DutyFilters => ({
    class: classId,
    set: 'counted',
    decided: 'year',
    basis: funnel.basis as Basis,
  })
  const named = (...places: string[]) =>
    funnel.classes.filter(({ place }) => places.includes(place)).map((each) => each.class)
  return (
    <Chart
      title={say.title}
      finding={say.finding(named('below', 'farBelow'), named('above', 'farAbove'))}
      controls={controls}
      config={config}
      height={300}
      onPick={(index, dataset) => {
        const chosen = dataset === 0 ? funnel.classes[index] : undefined
        if (chosen) open(filtersOf(chosen.classId))
      }}
      table={{
        head: say.head,
        rows: funnel.classes.map(({ classId, class: name, met, of, place }) => [
          name,
          <DutiesLink key={classId} filters={filtersOf(classId)} size="sm">
            {common.percentOf(of < 5 ? null : met / of, met, of)}
          </DutiesLink>,
          say.places[place] ?? place,
        ]),
      }}
    />
  )
}

function isLow(place: string): boolean {
  return place === 'below' || place === 'farBelow'
}

type Say = ReturnType<typeof useWords>['overview']['funnel']

function configOf({ classes, limits, mean }: Data, say: Say): ChartConfiguration<'scatter'> {
  const line = (label: string, of: (limit: Data['limits'][number]) => number, dash: number[]) => ({
    showLine: true,
    label,
    data: limits.map((limit) => ({ x: limit.of, y: Math.round(1000 * of(limit)) / 10 })),
    borderColor: palette.open,
    borderWidth: 1,
    borderDash: dash,
    pointRadius: 0,
    pointStyle: 'line' as const,
  })
  return {
    type: 'scatter',
    data: {
      datasets: [
        {
          label: say.class,
          clip: false,
          data: classes.map(({ met, of }) => ({ x: of, y: Math.round((1000 * met) / of) / 10 })),
          backgroundColor: classes.map(({ place }) => (isLow(place) ? palette.overdue : palette.accent)),
          pointStyle: classes.map(({ place }) => (isLow(place) ? 'triangle' : place === 'inside' ? 'circle' : 'rect')),
          pointRadius: classes.map(({ place }) => (isLow(place) ? 7 : 4)),
        },
        line(say.inner, ({ lower95 }) => lower95, [5, 4]),
        line('', ({ upper95 }) => upper95, [5, 4]),
        line(say.outer, ({ lower998 }) => lower998, [1, 3]),
        line('', ({ upper998 }) => upper998, [1, 3]),
        line(say.mean, () => mean ?? 0, []),
      ],
    },
    options: {
      scales: {
        x: { title: { display: true, text: say.axisX }, ticks: { precision: 0 } },
        y: { max: 100, title: { display: true, text: say.axisY }, ticks: { callback: (value) => `${value} %` } },
      },
      plugins: {
        legend: { position: 'bottom', labels: { usePointStyle: true, filter: ({ text }) => text !== '' } },
        tooltip: {
          callbacks: {
            label: ({ dataIndex, datasetIndex, parsed }) => {
              const own = datasetIndex === 0 ? classes[dataIndex] : undefined
              return own ? `${own.class}: ${own.met}/${own.of}` : `${parsed.y} %`
            },
          },
        },
      },
    },
  }
}
