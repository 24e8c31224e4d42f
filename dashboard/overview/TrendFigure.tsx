import { type ReactNode, useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, type DutyFilters, useOpenDuties } from '../parts/DutiesLink.tsx'
import { periodLong } from '../parts/dates.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import type { Shown, TrendAnswer } from './Trend.tsx'
import { trendConfig } from './trend-config.ts'

type Period = TrendAnswer['periods'][number]
type Props = { data: TrendAnswer; shown: Shown; controls: ReactNode }

/** The trend as a figure: its sentence, its drawing, its table with the duties of each period. */
export function TrendFigure({ data, shown: { basis, point }, controls }: Props) {
  const { words, lang } = useLanguage()
  const { trend } = words.overview
  const open = useOpenDuties()
  // Days of the rhythm have no list of their own: there it is the duties whose days they are.
  const filtersOf = (period: string): DutyFilters => ({
    decided: period,
    basis,
    ...(point && { point }),
    ...(!data.isByDays && { set: 'counted' }),
  })
  const { timeZone } = useMe().school
  const config = useMemo(() => trendConfig(data, trend, lang, timeZone), [data, trend, lang, timeZone])
  const isMean = point === ''
  const said = (figure: Period['restated']) => figureText(figure, { isMean, isByDays: data.isByDays }, words)
  const step = data.step === 'week' ? 'week' : 'month'
  return (
    <Chart
      title={trend.title[step]}
      finding={findingOf(data, step, isMean, trend, (period) => periodLong(period, lang))}
      controls={controls}
      config={config}
      height={400}
      onPick={(index) => {
        const chosen = data.periods[index]
        if (chosen) open(filtersOf(chosen.period))
      }}
      table={{
        head: trend.head[step],
        rows: data.periods.map(({ period, isOpen, closed, restated, duties }) => [
          `${periodLong(period, lang)}${isOpen ? ` (${trend.open})` : ''}`,
          said(closed),
          said(restated),
          duties === 0 ? (
            0
          ) : (
            <DutiesLink key={period} filters={filtersOf(period)} size="sm">
              {duties}
            </DutiesLink>
          ),
        ]),
      }}
    />
  )
}

type Units = { isMean: boolean; isByDays: boolean }

function figureText(figure: Period['restated'], { isMean, isByDays }: Units, { common, overview }: Words): string {
  if (figure === null || (isMean && figure.rate === null)) return '–'
  if (isByDays) return overview.rates.days(figure.met, figure.of)
  if (!isMean) return common.percentOf(figure.rate, figure.met, figure.of)
  return `${common.percent(figure.rate ?? 0)}, ${overview.trend.mean}`
}

function findingOf(
  { periods }: TrendAnswer,
  step: 'month' | 'week',
  isMean: boolean,
  say: Words['overview']['trend'],
  name: (period: string) => string,
): string {
  const done = periods.filter(({ isOpen }) => !isOpen)
  const last = done.findLast(({ restated }) => restated !== null)
  if (!last?.restated) return say.none
  const { rate, met, of } = last.restated
  const hidden = done.some(({ restated }) => restated !== null && restated.rate === null) ? say.fewHidden[step] : ''
  if (rate === null) return say.few[step](name(last.period), met, of) + hidden
  const before = done[done.indexOf(last) - 1]?.restated?.rate ?? null
  const outside = done.filter(
    ({ restated, lower, upper }) =>
      restated?.rate != null && lower !== null && upper !== null && (restated.rate < lower || restated.rate > upper),
  )
  const verdict =
    last.lower === null
      ? say.tooFew[step]
      : outside.length === 0
        ? say.inside
        : say.outside(outside.map(({ period }) => name(period)).join(', '))
  return say.finding(step, name(last.period), { rate, before, count: isMean ? null : { met, of } }) + verdict + hidden
}
