import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { dayLong } from '../parts/dates.ts'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { Summary } from './Flags.tsx'
import { Narrowed, useNarrow } from './Narrowed.tsx'

const whole = { beginAtZero: true, ticks: { precision: 0 } }

export function DomainChart({ told }: { told: Summary }) {
  const { words } = useLanguage()
  const { flags, common } = words
  const narrow = useNarrow()
  const names = useMemo(() => told.domains.map(({ domain }) => common.domain[domain] ?? domain), [told, common])
  const labels = useMemo(
    () =>
      told.domains.map(({ count }, no) => (count === null ? `${names[no] ?? ''} (${flags.few})` : (names[no] ?? ''))),
    [told, names, flags],
  )
  const config = useMemo<ChartConfiguration>(
    () => ({
      type: 'bar',
      data: {
        labels,
        datasets: [
          { data: told.domains.map(({ count }) => count), backgroundColor: palette.accent, label: flags.count },
        ],
      },
      options: { indexAxis: 'y', scales: { x: whole }, plugins: { legend: { display: false } } },
    }),
    [told, labels, flags],
  )
  const most = told.domains.toSorted((one, other) => (other.count ?? 0) - (one.count ?? 0))[0]
  const finding = !most?.count
    ? told.domains.some(({ count }) => count === null)
      ? flags.allHidden
      : flags.nothing
    : flags.domainFinding(common.domain[most.domain] ?? most.domain, most.count)
  const rows = told.domains.map(({ domain, count }, no) => [
    <Narrowed key={domain} search={{ domain }}>
      {names[no] ?? ''}
    </Narrowed>,
    count ?? flags.few,
  ])
  return (
    <Chart
      title={flags.byDomain}
      finding={finding}
      config={config}
      onPick={(index) => {
        const domain = told.domains[index]?.domain
        if (domain !== undefined) narrow({ domain })
      }}
      table={{ head: [flags.domain, flags.count], rows }}
    />
  )
}

export function WeekChart({ told }: { told: Summary }) {
  const { words, lang } = useLanguage()
  const { flags } = words
  const narrow = useNarrow()
  const config = useMemo<ChartConfiguration>(
    () => ({
      type: 'line',
      data: {
        labels: told.weeks.map(({ on }) => `${on.slice(8)}.${on.slice(5, 7)}`),
        datasets: [
          {
            data: told.weeks.map(({ count }) => count),
            borderColor: palette.accent,
            backgroundColor: palette.accent,
            label: flags.count,
          },
        ],
      },
      options: { scales: { y: whole }, plugins: { legend: { display: false } } },
    }),
    [told, flags],
  )
  const [first] = told.weeks
  const last = told.weeks.at(-1)
  const finding =
    first?.count == null || last?.count == null
      ? ''
      : flags.overTimeFinding(first.count, last.count, dayLong(first.on, lang), told.weeks.length - 1)
  const rows = told.weeks.map(({ on, count }) => [
    <Narrowed key={on} search={{ on }}>
      {dayLong(on, lang)}
    </Narrowed>,
    count ?? flags.few,
  ])
  return (
    <Chart
      title={flags.overTime}
      finding={finding}
      config={config}
      onPick={(index) => {
        const on = told.weeks[index]?.on
        if (on !== undefined) narrow({ on })
      }}
      table={{ head: [flags.week, flags.count], rows }}
    />
  )
}
