import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import type { Answer } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, type DutyFilters, useOpenDuties } from '../parts/DutiesLink.tsx'
import { dayFigures } from '../parts/dates.ts'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'

type Week = Answer<'GET /api/overview/work'>['coming'][number]
const bases = ['normative', 'local'] as const

/** What comes due, week by week. */
export function Coming({ weeks }: { weeks: readonly Week[] }) {
  const { words } = useLanguage()
  const { coming: say } = words.overview
  const open = useOpenDuties()
  const config = useMemo((): ChartConfiguration<'bar'> => {
    const set = (basis: (typeof bases)[number], colour: string) => ({
      label: say[basis],
      data: weeks.map((week) => week[basis]),
      backgroundColor: colour,
    })
    return {
      type: 'bar',
      data: {
        labels: weeks.map(({ dueFrom, dueTo }) => [dayFigures(dueFrom), dayFigures(dueTo)]),
        datasets: [set('normative', palette.accent), set('local', palette.third)],
      },
      options: {
        scales: { x: { stacked: true }, y: { stacked: true, beginAtZero: true, ticks: { precision: 0 } } },
        plugins: { legend: { position: 'bottom', labels: { boxWidth: 12 } } },
      },
    }
  }, [weeks, say])
  const filtersOf = ({ dueFrom, dueTo }: Week, basis: (typeof bases)[number]): DutyFilters => ({
    set: 'coming',
    dueFrom,
    dueTo,
    basis,
  })
  const total = weeks.reduce((sum, week) => sum + week.normative + week.local, 0)
  const [peak] = weeks.toSorted((one, other) => other.normative + other.local - one.normative - one.local)
  const named = (week: Week) => say.week(dayFigures(week.dueFrom), dayFigures(week.dueTo))
  return (
    <Chart
      title={say.title}
      finding={say.finding(total, peak ? named(peak) : '', peak ? peak.normative + peak.local : 0)}
      config={config}
      onPick={(index, dataset) => {
        const week = weeks[index]
        const basis = bases[dataset]
        if (week && basis) open(filtersOf(week, basis))
      }}
      table={{
        head: say.head,
        rows: weeks.map((week) => [
          named(week),
          ...bases.map((basis) =>
            week[basis] === 0 ? (
              0
            ) : (
              <DutiesLink key={basis} filters={filtersOf(week, basis)} size="sm">
                {week[basis]}
              </DutiesLink>
            ),
          ),
        ]),
      }}
    />
  )
}
