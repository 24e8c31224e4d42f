import type { ChartConfiguration } from 'chart.js'
import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import { dayFigures, monthShort } from '../parts/dates.ts'
import { dayIn } from '../parts/days.ts'
import { palette } from '../parts/palette.ts'
import type { Lang } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import type { TrendAnswer } from './Trend.tsx'
import { lineAt, shadesOf } from './time-axis.ts'

type Say = Words['overview']['trend']

/** Lines of the rate by month or week; what is null stays a gap, the period that is not over is dashed. */
export function trendConfig(data: TrendAnswer, say: Say, lang: Lang, timeZone: string): ChartConfiguration<'line'> {
  const isByWeek = data.step === 'week'
  return {
    type: 'line',
    data: {
      labels: data.periods.map(({ from, period }) => (isByWeek ? dayFigures(from) : monthShort(period, lang))),
      datasets: [...linesOf(data, say), ...limitsOf(data, say)],
    },
    options: {
      scales: {
        y: { max: 100, suggestedMin: 50, ticks: { callback: (value) => `${value} %` } },
        x: { ticks: { maxRotation: 60 } },
      },
      plugins: {
        legend: { position: 'bottom', labels: { usePointStyle: true, filter: ({ text }) => text !== '' } },
        annotation: { annotations: annotationsOf(data, say, timeZone) },
      },
    },
  }
}

type Dataset = ChartConfiguration<'line'>['data']['datasets'][number]

function percent(rate: number | null | undefined): number | null {
  return rate == null ? null : Math.round(1000 * rate) / 10
}

function linesOf({ periods }: TrendAnswer, say: Say): Dataset[] {
  const isProvisional = (index: number) => periods[index]?.isOpen === true
  return [
    {
      label: say.restated,
      data: periods.map(({ restated }) => percent(restated?.rate)),
      borderColor: palette.accent,
      backgroundColor: palette.accent,
      borderWidth: 2,
      pointRadius: 4,
      spanGaps: false,
      clip: false,
      segment: { borderDash: ({ p1DataIndex }) => (isProvisional(p1DataIndex) ? [4, 4] : undefined) },
    },
    {
      label: say.closed,
      data: periods.map(({ closed }) => percent(closed?.rate)),
      borderColor: palette.inGrace,
      backgroundColor: 'transparent',
      borderWidth: 2,
      showLine: false,
      pointStyle: 'rectRot',
      pointRadius: 7,
      clip: false,
    },
  ]
}

function limitsOf({ periods }: TrendAnswer, say: Say): Dataset[] {
  if (!periods.some(({ lower }) => lower !== null)) return []
  const line = {
    borderColor: palette.waived,
    backgroundColor: 'transparent',
    borderWidth: 1.5,
    borderDash: [3, 3],
    pointRadius: 0,
    pointStyle: 'line' as const,
    spanGaps: false,
  }
  return [
    { ...line, label: say.limits, data: periods.map(({ upper }) => percent(upper)) },
    { ...line, label: '', data: periods.map(({ lower }) => percent(lower)) },
  ]
}

/** Vacations as shades and changes of rules as lines. */
function annotationsOf(
  { periods, vacations, changes, editions }: TrendAnswer,
  say: Say,
  timeZone: string,
): AnnotationOptions[] {
  return [
    ...shadesOf(periods, vacations),
    ...changes.map(({ on, points }) => lineAt(periods, on, `${say.change}: ${points.join(', ')}`)),
    ...editions.map((at) => lineAt(periods, dayIn(at, timeZone), say.edition)),
  ]
}
