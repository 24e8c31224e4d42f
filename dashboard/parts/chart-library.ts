import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js'
import annotation from 'chartjs-plugin-annotation'

Chart.register(
  annotation,
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  ScatterController,
  Tooltip,
)

/** Draws a chart in the page's own colours and without movement where the person asked for less of it. */
export function draw(canvas: HTMLCanvasElement, config: ChartConfiguration): Chart {
  const style = getComputedStyle(document.documentElement)
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily
  Chart.defaults.font.size = 13
  Chart.defaults.color = style.getPropertyValue('--mantine-color-text')
  Chart.defaults.borderColor = style.getPropertyValue('--mantine-color-default-border')
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  return new Chart(canvas, {
    ...config,
    options: { responsive: true, maintainAspectRatio: false, ...config.options, ...(isCalm && { animation: false }) },
  })
}
