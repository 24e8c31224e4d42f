import { useQuery } from '@tanstack/react-query'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { type Answer, call } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, type DutyFilters, useOpenDuties } from '../parts/DutiesLink.tsx'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { palette } from '../parts/palette.ts'
import type { StatusId } from '../parts/Status.tsx'
import { useWords } from '../words/language.tsx'

type Data = Answer<'GET /api/overview/periodicity'>
type Group = Data['groups'][number]

const stacked: readonly StatusId[] = [
  ...(['met', 'met_late', 'open', 'due_soon', 'partial', 'in_grace', 'overdue', 'missed'] as const),
  ...(['waived', 'no_data', 'not_applicable'] as const),
]
const fill: Partial<Record<StatusId, string>> = {
  met: palette.met,
  met_late: palette.metLate,
  open: palette.open,
  due_soon: palette.dueSoon,
  partial: `hatch:${palette.inGrace}`,
  in_grace: palette.inGrace,
  overdue: palette.overdue,
  missed: palette.missed,
  waived: palette.waived,
  no_data: `hatch:${palette.noData}`,
  not_applicable: `hatch:${palette.open}`,
}

/** Which periodicity fails: one bar a group, whole, by state. */
export function Periodicity() {
  const on = useOn()
  const [{ period = 'now' }] = useFilters<{ period?: string | undefined }>()
  const query = useQuery({
    queryKey: ['overview', 'periodicity', period, on],
    queryFn: () => call('GET /api/overview/periodicity', { query: { period, ...(on && { on }) } }),
    placeholderData: (before) => before,
  })
  return <Loaded query={query}>{(data) => <Bars data={data} />}</Loaded>
}

function Bars({ data }: { data: Data }) {
  const { overview, common } = useWords()
  const say = overview.periodicity
  const open = useOpenDuties()
  const config = useMemo(() => configOf(data, say.groups, common.status), [data, say, common])
  const filtersOf = (group: Group, state: string): DutyFilters => ({
    group: group.group as NonNullable<DutyFilters['group']>,
    status: state,
    period: data.period,
  })
  return (
    <Chart
      title={say.title}
      finding={findingOf(data, say)}
      config={config}
      height={500}
      onPick={(index, dataset) => {
        const group = data.groups[index]
        const state = shownStates(data)[dataset]
        if (group && state) open(filtersOf(group, state))
      }}
      table={{
        head: say.head,
        rows: data.groups.map((group) => [
          say.groups[group.group] ?? group.group,
          group.points.join(', '),
          group.total,
          group.total === 0
            ? say.nothing
            : group.states.map(({ state, count, share }) => (
                <span key={state}>
                  <DutiesLink filters={filtersOf(group, state)} size="sm">
                    {common.status[state as StatusId]} {count} ({common.percent(share)})
                  </DutiesLink>
                  <br />
                </span>
              )),
        ]),
      }}
    />
  )
}

function shownStates({ groups }: Data): StatusId[] {
  const present = new Set(groups.flatMap(({ states }) => states.map(({ state }) => state)))
  return stacked.filter((state) => present.has(state))
}

function configOf(
  data: Data,
  groups: Record<string, string>,
  words: Record<StatusId, string>,
): ChartConfiguration<'bar'> {
  const find = (group: Group, state: string) => group.states.find((each) => each.state === state)
  return {
    type: 'bar',
    data: {
      labels: data.groups.map(({ group, total }) => linesOf(`${groups[group] ?? group} (${total})`)),
      datasets: shownStates(data).map((state) => ({
        label: words[state],
        data: data.groups.map((group) => Math.round(1000 * (find(group, state)?.share ?? 0)) / 10),
        backgroundColor: fill[state] ?? palette.open,
        borderWidth: 0,
        barPercentage: 0.8,
        categoryPercentage: 0.9,
      })),
    },
    options: {
      indexAxis: 'y',
      scales: {
        x: { stacked: true, min: 0, max: 100, ticks: { callback: (value) => `${value} %` } },
        y: { stacked: true, grid: { display: false }, ticks: { autoSkip: false } },
      },
      plugins: { legend: { position: 'bottom', labels: { boxWidth: 12 } } },
    },
  }
}

/** A long label stands in two lines: it is cut off on a phone otherwise. */
function linesOf(label: string): string | string[] {
  const words = label.split(' ')
  const half = Math.ceil(words.length / 2)
  return label.length > 18 ? [words.slice(0, half).join(' '), words.slice(half).join(' ')] : label
}

type Say = ReturnType<typeof useWords>['overview']['periodicity']

function findingOf({ groups }: Data, say: Say): string {
  const lateOf = ({ states }: Group) =>
    states.reduce((sum, { state, count }) => (state === 'overdue' || state === 'missed' ? sum + count : sum), 0)
  const total = groups.reduce((sum, group) => sum + group.total, 0)
  const late = groups.reduce((sum, group) => sum + lateOf(group), 0)
  const [worst] = groups.toSorted((one, other) => lateOf(other) - lateOf(one))
  return say.finding(late, total, worst ? (say.groups[worst.group] ?? null) : null)
}
