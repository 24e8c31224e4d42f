import { Group, NativeSelect, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useWords } from '../words/language.tsx'
import { TrendFigure } from './TrendFigure.tsx'

export type TrendAnswer = Answer<'GET /api/overview/trend'>
export type Shown = { basis: 'normative' | 'local'; step: 'month' | 'week'; point: string }

/** Whether it gets better: by month or week, as it was closed and as it is known now. What is shown is in the address. */
export function Trend() {
  const on = useOn()
  const [filters, change] = useFilters<{ [K in keyof Shown]?: string | undefined }>()
  const shown: Shown = {
    basis: filters.basis === 'local' ? 'local' : 'normative',
    step: filters.step === 'week' ? 'week' : 'month',
    point: filters.point ?? '',
  }
  const { basis, step, point } = shown
  const query = useQuery({
    queryKey: ['overview', 'trend', basis, step, point, on],
    queryFn: () =>
      call('GET /api/overview/trend', { query: { basis, step, ...(point && { point }), ...(on && { on }) } }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query}>
      {(data) => (
        <TrendFigure data={data} shown={shown} controls={<Controls shown={shown} data={data} change={change} />} />
      )}
    </Loaded>
  )
}

type ControlsProps = {
  shown: Shown
  data: Pick<TrendAnswer, 'byWeek' | 'points'>
  change: (change: { [K in keyof Shown]?: Shown[K] | undefined }) => void
}

/** What cannot be had together is off, and why is said: only short clocks of the regulation go by week. */
function Controls({ shown: { basis, step, point }, data: { byWeek, points }, change }: ControlsProps) {
  const { overview } = useWords()
  const { trend } = overview
  const isByWeek = step === 'week'
  const offered = isByWeek ? byWeek : points[basis]
  return (
    <>
      <Group gap="sm" mt="xs" className="no-print">
        <SegmentedControl
          size="xs"
          aria-label={trend.step}
          value={step}
          onChange={(value) =>
            change(
              value === 'month'
                ? { step: undefined }
                : { step: value, point: byWeek.includes(point) ? point : byWeek[0] },
            )
          }
          data={(['month', 'week'] as const).map((value) => ({
            value,
            label: trend.steps[value],
            disabled: value === 'week' && (basis === 'local' || byWeek.length === 0),
          }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={trend.basis}
          value={basis}
          onChange={(value) =>
            change({
              basis: value === 'local' ? value : undefined,
              ...(!points[value].includes(point) && { point: undefined }),
            })
          }
          data={(['normative', 'local'] as const).map((value) => ({
            value,
            label: overview.basis[value],
            disabled: value === 'local' && isByWeek,
          }))}
        />
        <PointSelect point={point} offered={offered} hasAll={!isByWeek} change={change} />
      </Group>
      {(isByWeek || basis === 'local') && (
        <Text size="xs" c="dimmed" className="no-print">
          {trend.weeksOnly(byWeek.join(', '))}
        </Text>
      )}
    </>
  )
}

type PointProps = { point: string; offered: readonly string[]; hasAll: boolean } & Pick<ControlsProps, 'change'>

/** A point of the address stays to be seen, also where it is not offered. */
function PointSelect({ point, offered, hasAll, change }: PointProps) {
  const { trend } = useWords().overview
  const isKnown = point === '' || offered.includes(point)
  return (
    <NativeSelect
      size="xs"
      aria-label={trend.point}
      value={point}
      onChange={({ currentTarget: { value } }) => change({ point: value || undefined })}
      data={[
        ...(hasAll ? [{ value: '', label: trend.allPoints }] : []),
        ...[...offered, ...(isKnown ? [] : [point])].map((each) => ({ value: each, label: each })),
      ]}
    />
  )
}
