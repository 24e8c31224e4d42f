import { Paper, SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../call.ts'
import { useDutiesSearch } from '../parts/DutiesLink.tsx'
import { dayShort } from '../parts/dates.ts'
import { useLanguage } from '../words/language.tsx'

type Board = Answer<'GET /api/overview'>
type SetId = 'emergencies' | 'critical' | 'overdue' | 'week' | 'requests'

/** Tiles that call for help when they are not zero; the others only tell. */
const alarming: ReadonlySet<string> = new Set(['emergencies', 'critical', 'overdue'])

/** The six numbers of the first ten seconds; each leads to its list. */
export function Tiles({ board }: { board: Board }) {
  const { words } = useLanguage()
  const search = useDutiesSearch()
  return (
    <SimpleGrid
      component="section"
      aria-label={words.overview.tiles.title}
      cols={{ base: 2, sm: 3, lg: 6 }}
      spacing="sm"
      verticalSpacing="sm"
    >
      {board.tiles.map(({ set, count }) => (
        <UnstyledButton
          key={set}
          component={Link}
          to="/duties"
          search={search({ set: set as SetId }) as never}
          className="tile"
        >
          <Paper withBorder p="sm" h="100%" className={count > 0 && alarming.has(set) ? 'tile-alarm' : ''}>
            <Text size="1.75rem" fw={700} lh={1.1} {...(count === 0 && { c: 'dimmed' })}>
              {count > 0 && alarming.has(set) ? (
                <span aria-hidden="true" className="tile-mark">
                  !{' '}
                </span>
              ) : null}
              {words.common.number(count)}
            </Text>
            <Text size="sm" mt={4} lh={1.25}>
              {words.overview.tiles[set as SetId]}
            </Text>
          </Paper>
        </UnstyledButton>
      ))}
      <FreshnessTile freshness={board.freshness} />
    </SimpleGrid>
  )
}

function FreshnessTile({ freshness }: { freshness: Board['freshness'] }) {
  const { words, lang } = useLanguage()
  const { tiles, sources } = words.overview
  const { missing } = freshness
  const old = freshness.sources.filter(({ state }) => state !== 'fresh')
  const [oldest] = freshness.sources.toSorted((one, other) => (one.dataOn < other.dataOn ? -1 : 1))
  const isFine = old.length === 0 && missing.length === 0
  const lines =
    oldest === undefined
      ? [tiles.none]
      : isFine
        ? [tiles.allFresh(dayShort(oldest.dataOn, lang))]
        : [
            ...old
              .slice(0, 3)
              .map(({ source, dataOn }) => tiles.old(sources[source] ?? source, dayShort(dataOn, lang))),
            ...(missing.length > 0 ? [tiles.missing(missing.length)] : []),
          ]
  return (
    <UnstyledButton component={Link} to="/imports" className="tile">
      <Paper withBorder p="sm" h="100%" className={isFine ? '' : 'tile-warn'}>
        <Text fw={700} size="lg" lh={1.2}>
          <span aria-hidden="true">{isFine ? '✓ ' : '⚠ '}</span>
          {tiles.freshness}
        </Text>
        {lines.map((line) => (
          <Text key={line} size="sm" lh={1.25} mt={2}>
            {line}
          </Text>
        ))}
      </Paper>
    </UnstyledButton>
  )
}
