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
export function draw(
  canvas: HTMLCanvasElement,
  config: ChartConfiguration,
  onPick?: (index: number, dataset: number) => void,
): Chart {
  const style = getComputedStyle(document.documentElement)
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily
  Chart.defaults.font.size = 13
  Chart.defaults.color = style.getPropertyValue('--mantine-color-text')
  Chart.defaults.borderColor = style.getPropertyValue('--mantine-color-default-border')
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  return new Chart(canvas, {
    ...config,
    data: {
      ...config.data,
      datasets: config.data.datasets.map(withPatterns),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      ...config.options,
      onClick: (_event, [mark]) => mark && onPick?.(mark.index, mark.datasetIndex),
      ...(isCalm && { animation: false }),
    },
  })
}

type Dataset = ChartConfiguration['data']['datasets'][number]

/** Fills named `hatch:<colour>` become stripes: what is provisional, or no state of a duty. */
function withPatterns(dataset: Dataset): Dataset {
  const { backgroundColor } = dataset
  const paint = (fill: unknown) =>
    typeof fill === 'string' && fill.startsWith('hatch:') ? hatched(fill.slice('hatch:'.length)) : fill
  const painted: unknown = Array.isArray(backgroundColor) ? backgroundColor.map(paint) : paint(backgroundColor)
  return { ...dataset, ...(painted !== undefined && { backgroundColor: painted }) } as Dataset
}

function hatched(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = 8
  tile.height = 8
  const context = tile.getContext('2d')
  if (!context) return colour
  context.strokeStyle = colour
  context.lineWidth = 2
  for (const shift of [-8, 0, 8]) {
    context.moveTo(shift, 8)
    context.lineTo(shift + 8, 0)
  }
  context.stroke()
  return context.createPattern(tile, 'repeat') ?? colour
}
