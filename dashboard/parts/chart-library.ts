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

type Scheme = 'light' | 'dark'
type Setting = { lang: 'ru' | 'en'; scheme: Scheme; onPick: (index: number, dataset: number) => void }
export type Drawn = { destroy: () => void; recolour: (scheme: Scheme) => void }

/** What is drawn beside the data: text and lines. A canvas takes no colours from the page by itself, and none on paper. */
const colours: Readonly<Record<Scheme, { text: string; line: string }>> = {
  light: { text: '#000000', line: '#ced4da' },
  dark: { text: '#c9c9c9', line: '#424242' },
}

/** Draws a chart in the page's own colours and language, without movement where the person asked for less of it. */
export function draw(canvas: HTMLCanvasElement, config: ChartConfiguration, { lang, scheme, onPick }: Setting): Drawn {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily
  Chart.defaults.font.size = 13
  // Before the first chart is made: its scales keep the colours that they found.
  Chart.defaults.color = colours[scheme].text
  Chart.defaults.borderColor = colours[scheme].line
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const chart = new Chart(canvas, {
    ...config,
    data: {
      ...config.data,
      datasets: config.data.datasets.map(withPatterns),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      locale: lang === 'ru' ? 'ru-RU' : 'en-GB',
      ...config.options,
      color: colours[scheme].text,
      borderColor: colours[scheme].line,
      onClick: (_event, [mark]) => mark && onPick(mark.index, mark.datasetIndex),
      ...(isCalm && { animation: false }),
    },
  })
  const recolour = (next: Scheme) => {
    const { text, line } = colours[next]
    Chart.defaults.color = text
    Chart.defaults.borderColor = line
    chart.options.color = text
    chart.options.borderColor = line
    chart.update('none')
  }
  recolour(scheme)
  return { destroy: () => chart.destroy(), recolour }
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
