import { Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Answer, call } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, useOpenDuties } from '../parts/DutiesLink.tsx'
import { monthLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { trendConfig } from './trend-config.ts'

export type TrendAnswer = Answer<'GET /api/overview/trend'>
type Basis = 'normative' | 'local'
type Figure = TrendAnswer['months'][number]['restated']

/** Whether it gets better: by month, as it was closed and as it is known now. */
export function Trend() {
  const on = useOn()
  const [basis, setBasis] = useState<Basis>('normative')
  const [point, setPoint] = useState('')
  const query = useQuery({
    queryKey: ['overview', 'trend', basis, point, on],
    queryFn: () => call('GET /api/overview/trend', { query: { basis, ...(point && { point }), ...(on && { on }) } }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query}>
      {(data) => (
        <Months
          data={data}
          basis={basis}
          point={point}
          controls={<Controls basis={basis} setBasis={setBasis} point={point} setPoint={setPoint} />}
        />
      )}
    </Loaded>
  )
}

type ControlsProps = {
  basis: Basis
  setBasis: (basis: Basis) => void
  point: string
  setPoint: (point: string) => void
}

function Controls({ basis, setBasis, point, setPoint }: ControlsProps) {
  const { overview } = useWords()
  const on = useOn()
  const grid = useQuery({
    queryKey: ['overview', 'grid', 'now', on],
    queryFn: () => call('GET /api/overview/grid', { query: { period: 'now', ...(on && { on }) } }),
  })
  return (
    <Group gap="sm" mt="xs" className="no-print">
      <SegmentedControl
        size="xs"
        aria-label={overview.trend.basis}
        value={basis}
        onChange={(value) => setBasis(value)}
        data={[
          { value: 'normative', label: overview.basis['normative'] },
          { value: 'local', label: overview.basis['local'] },
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={overview.trend.point}
        value={point}
        onChange={({ currentTarget: { value } }) => setPoint(value)}
        data={[
          { value: '', label: overview.trend.allPoints },
          ...(grid.data?.points ?? []).map((each) => ({ value: each.point, label: each.point })),
        ]}
      />
    </Group>
  )
}

type MonthsProps = { data: TrendAnswer; basis: Basis; point: string; controls: React.ReactNode }

function Months({ data, basis, point, controls }: MonthsProps) {
  const { words, lang } = useLanguage()
  const { trend } = words.overview
  const open = useOpenDuties()
  const filtersOf = (month: string) => ({ decided: month, basis, ...(point && { point }) })
  const { timeZone } = useMe().school
  const config = useMemo(() => trendConfig(data, trend, lang, timeZone), [data, trend, lang, timeZone])
  const said = (figure: Figure) =>
    figure === null
      ? '–'
      : point !== ''
        ? words.common.percentOf(figure.of < 5 ? null : figure.rate, figure.met, figure.of)
        : figure.rate === null
          ? '–'
          : `${words.common.percent(figure.rate)}, ${trend.mean}`
  return (
    <Chart
      title={trend.title}
      finding={findingOf(data, trend, (month) => monthLong(month, lang), point === '')}
      controls={controls}
      config={config}
      height={400}
      onPick={(index) => {
        const month = data.months[index]
        if (month) open(filtersOf(month.month))
      }}
      table={{
        head: trend.head,
        rows: data.months.map(({ month, isOpen, closed, restated, duties }) => [
          `${monthLong(month, lang)}${isOpen ? ` (${trend.open})` : ''}`,
          said(closed),
          said(restated),
          duties === 0 ? (
            0
          ) : (
            <DutiesLink key={month} filters={filtersOf(month)} size="sm">
              {duties}
            </DutiesLink>
          ),
        ]),
      }}
    />
  )
}

type Say = ReturnType<typeof useWords>['overview']['trend']

function findingOf({ months }: TrendAnswer, say: Say, name: (month: string) => string, isMean: boolean): string {
  const done = months.flatMap(({ isOpen, restated, ...month }) =>
    isOpen || restated?.rate == null ? [] : [{ ...month, rate: restated.rate }],
  )
  const last = done.at(-1)
  if (!last) return say.none
  const outside = done.filter(
    ({ rate, lower, upper }) => (lower !== null && rate < lower) || (upper !== null && rate > upper),
  )
  const verdict =
    last.lower === null
      ? say.tooFew
      : outside.length === 0
        ? say.inside
        : say.outside(outside.map(({ month }) => name(month)).join(', '))
  return say.finding(name(last.month), last.rate, done.at(-2)?.rate ?? null, isMean) + verdict
}
