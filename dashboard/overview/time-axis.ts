import type { AnnotationOptions } from 'chartjs-plugin-annotation'
import { palette } from '../parts/palette.ts'

/** What stands on an axis of time: days from … to …, in order and without a gap. */
export type Spans = readonly { from: string; to: string }[]

/** Vacations as shades, where their days fall. */
export function shadesOf(axis: Spans, vacations: Spans): AnnotationOptions[] {
  return vacations.map(({ from, to }) => ({
    type: 'box',
    xScaleID: 'x',
    xMin: placeOf(axis, from),
    xMax: placeOf(axis, to),
    backgroundColor: 'rgba(128,128,128,0.14)',
    borderWidth: 0,
  }))
}

/** A line with its words on a day. */
export function lineAt(axis: Spans, on: string, label: string): AnnotationOptions {
  return {
    type: 'line',
    scaleID: 'x',
    value: placeOf(axis, on),
    borderColor: palette.second,
    borderWidth: 1.5,
    borderDash: [6, 3],
    label: { display: true, content: label, position: 'start', font: { size: 11 }, backgroundColor: palette.second },
  }
}

/** A day on the axis: the middle of a span is its mark. What lies outside stands at the edge. */
function placeOf(axis: Spans, day: string): number {
  const index = axis.findIndex(({ to }) => day <= to)
  const span = axis[index]
  if (span === undefined) return axis.length - 0.5
  const within = (daysFrom(span.from, day) + 0.5) / (daysFrom(span.from, span.to) + 1) - 0.5
  return Math.max(index + within, -0.5)
}

function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
