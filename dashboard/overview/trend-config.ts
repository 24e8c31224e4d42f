import type { ChartConfiguration } from 'chart.js'
import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import { monthShort } from '../parts/dates.ts'
import { dayIn } from '../parts/days.ts'
import { palette } from '../parts/palette.ts'
import type { Lang } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import type { TrendAnswer } from './Trend.tsx'

type Say = Words['overview']['trend']

/** Lines of the rate by month; null months stay gaps, the month that is not over is dashed. */
export function trendConfig(data: TrendAnswer, say: Say, lang: Lang, timeZone: string): ChartConfiguration<'line'> {
  return {
    type: 'line',
    data: {
      labels: data.months.map(({ month }) => monthShort(month, lang)),
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

function linesOf({ months }: TrendAnswer, say: Say): Dataset[] {
  const isProvisional = (index: number) => months[index]?.isOpen === true
  return [
    {
      label: say.restated,
      data: months.map(({ restated }) => percent(restated?.rate)),
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
      data: months.map(({ closed }) => percent(closed?.rate)),
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

function limitsOf({ months }: TrendAnswer, say: Say): Dataset[] {
  if (!months.some(({ lower }) => lower !== null)) return []
  const line = {
    borderColor: palette.waived,
    backgroundColor: 'transparent',
    borderWidth: 1.5,
    borderDash: [3, 3],
    pointRadius: 0,
    pointStyle: 'line' as const,
    spanGaps: true,
  }
  return [
    { ...line, label: say.limits, data: months.map(({ upper }) => percent(upper)) },
    { ...line, label: '', data: months.map(({ lower }) => percent(lower)) },
  ]
}

/** Vacations as shades and changes of rules as lines, where their days fall between the months. */
function annotationsOf(
  { months, vacations, changes, editions }: TrendAnswer,
  say: Say,
  timeZone: string,
): AnnotationOptions[] {
  const place = (day: string) =>
    placeOf(
      months.map(({ month }) => month),
      day,
    )
  const line = (on: string, label: string): AnnotationOptions => ({
    type: 'line',
    scaleID: 'x',
    value: place(on),
    borderColor: palette.second,
    borderWidth: 1.5,
    borderDash: [6, 3],
    label: { display: true, content: label, position: 'start', font: { size: 11 }, backgroundColor: palette.second },
  })
  return [
    ...vacations.map(
      ({ from, to }): AnnotationOptions => ({
        type: 'box',
        xScaleID: 'x',
        xMin: place(from),
        xMax: place(to),
        backgroundColor: 'rgba(128,128,128,0.14)',
        borderWidth: 0,
      }),
    ),
    ...changes.map(({ on, points }) => line(on, `${say.change}: ${points.join(', ')}`)),
    ...editions.map((at) => line(dayIn(at, timeZone), say.edition)),
  ]
}

/** A day on the axis of months: the middle of a month is its mark. */
function placeOf(months: readonly string[], day: string): number {
  const [year = 0, month = 1, number = 1] = day.split('-').map(Number)
  const index = months.indexOf(day.slice(0, 7))
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const within = (number - 0.5) / length - 0.5
  const at = index >= 0 ? index : day < (months[0] ?? '') ? 0 : months.length - 1
  return Math.min(Math.max(at + within, -0.5), months.length - 0.5)
}
