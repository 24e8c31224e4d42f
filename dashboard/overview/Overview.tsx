import { Button, Group, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { MondayLink } from '../documents/MondayLink.tsx'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { NoClasses } from '../parts/NoClasses.tsx'
import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'
import { Ageing } from './Ageing.tsx'
import { Answers } from './Answers.tsx'
import { Budget } from './Budget.tsx'
import { Burning } from './Burning.tsx'
import { Coming } from './Coming.tsx'
import { Funnel } from './Funnel.tsx'
import { GridPanel } from './GridPanel.tsx'
import { Honesty } from './Honesty.tsx'
import { Panel } from './Panel.tsx'
import { Periodicity } from './Periodicity.tsx'
import { Rates } from './Rates.tsx'
import { Reviews } from './Reviews.tsx'
import { Tiles } from './Tiles.tsx'
import { Trend } from './Trend.tsx'
import './overview.css'

/** The first screen of the administration: what burns, where, whether it gets better, whether the figures are sound. */
export default function Overview() {
  const { shell, common } = useWords()
  const on = useOn()
  const first = useQuery({
    queryKey: ['overview', on],
    queryFn: () => call('GET /api/overview', { query: on ? { on } : {} }),
  })
  return (
    <Page
      title={shell.nav.overview}
      aside={
        <Group gap="sm" className="no-print">
          <MondayLink />
          <Button size="xs" variant="default" onClick={() => print()}>
            {common.print}
          </Button>
        </Group>
      }
    >
      <Loaded
        query={first}
        lines={8}
        empty={{
          when: ({ isEmpty }) => isEmpty,
          say: <NoClasses />,
        }}
      >
        {(board) => (
          <div className="board">
            <div className="board-tiles">
              <Tiles board={board} />
            </div>
            <div className="board-burning">
              <Burning burning={board.burning} />
            </div>
            <div className="board-rates">
              <Rates board={board} />
            </div>
            <div className="board-grid">
              <GridPanel />
            </div>
            <div className="board-charts">
              <Charts />
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Charts() {
  const on = useOn()
  const query = on ? { on } : {}
  const work = useQuery({
    queryKey: ['overview', 'work', on],
    queryFn: () => call('GET /api/overview/work', { query }),
  })
  const { overview } = useWords()
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="lg">
      <Panel>
        <Periodicity />
      </Panel>
      <Panel>
        <Trend />
      </Panel>
      <Panel>
        <Loaded query={work}>{({ budget }) => <Budget budget={budget} />}</Loaded>
      </Panel>
      <Panel>
        <Loaded query={work}>{({ answers }) => <Answers answers={answers} />}</Loaded>
      </Panel>
      <Panel>
        <Loaded query={work}>{({ reviews }) => <Reviews reviews={reviews} />}</Loaded>
      </Panel>
      <Panel>
        <Loaded query={work}>{({ coming }) => <Coming weeks={coming} />}</Loaded>
      </Panel>
      <Panel>
        <Loaded
          query={work}
          empty={{ when: ({ ageing }) => ageing.total === 0, say: <Text>{overview.ageing.none}</Text> }}
        >
          {({ ageing }) => <Ageing ageing={ageing} />}
        </Loaded>
      </Panel>
      <Panel>
        <Honesty />
      </Panel>
      <Panel>
        <Funnel />
      </Panel>
    </SimpleGrid>
  )
}
