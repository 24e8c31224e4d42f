import { Alert, Button, Stack, Table, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { dayLong, instantText } from '../parts/dates.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { Details } from './Details.tsx'
import { Undo } from './Undo.tsx'
import { useProfileName } from './useProfiles.ts'

export type Past = Answer<'GET /api/imports'>['imports'][number]

type Props = {
  may: boolean
  /** What is told of the load just undone. */
  undone: string | undefined
  onUndone: (said: string) => void
}

/** Imports so far: who loaded what and when, what changed, and undoing the last. */
export function History({ may, undone, onUndone }: Props) {
  const { words } = useLanguage()
  const { history } = words.imports
  const query = useInfiniteQuery({
    queryKey: ['imports', 'history'],
    queryFn: ({ pageParam }) => call('GET /api/imports', { query: { ...(pageParam && { before: pageParam }) } }),
    initialPageParam: 0,
    getNextPageParam: ({ more }) => more,
    select: ({ pages }) => pages.flatMap(({ imports }) => imports),
  })
  return (
    <Stack component="section" gap="xs" aria-labelledby="history">
      <Title order={2} id="history">
        {history.title}
      </Title>
      <div aria-live="polite">{undone && <Alert color="gray">{undone}</Alert>}</div>
      <Loaded query={query} empty={{ when: (rows) => rows.length === 0, say: history.empty }}>
        {(rows) => (
          <TableBox
            label={history.title}
            head={[history.no, history.when, history.what, history.result, '']}
            minWidth={720}
          >
            {rows.map((row) => (
              <HistoryRow key={row.id} row={row} may={may} onUndone={onUndone} />
            ))}
          </TableBox>
        )}
      </Loaded>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {history.more}
        </Button>
      )}
    </Stack>
  )
}

function HistoryRow({ row, may, onUndone }: { row: Past; may: boolean; onUndone: (said: string) => void }) {
  const { words, lang } = useLanguage()
  const { history, kind } = words.imports
  const { timeZone } = useMe().school
  const nameOf = useProfileName()
  const sum = (key: 'new' | 'changed' | 'gone' | 'refused') =>
    Object.values(row.counts).reduce((total, count) => total + count[key], 0)
  const refused = sum('refused')
  const isUndone = row.state === 'undone'
  return (
    <Table.Tr>
      <Table.Td>{row.id}</Table.Td>
      <Table.Td>
        {instantText(row.loadedAt, lang, timeZone)}
        <Text size="sm" c="dimmed">
          {row.author}
        </Text>
      </Table.Td>
      <Table.Td>
        {row.covers?.kinds.map((each) => kind[each] ?? each).join(', ') || nameOf(row.profile)}
        <Text size="sm" c="dimmed">
          {row.covers && row.covers.kinds.length > 0 && `${nameOf(row.profile)} · `}
          {history.exported(dayLong(row.exportedOn, lang))}
          {row.forced && ` · ${history.forced}`}
        </Text>
        {row.files.length > 0 && (
          <Text size="sm" c="dimmed">
            {row.files.slice(0, 4).join(', ')}
            {row.files.length > 4 && ` … (${row.files.length})`}
          </Text>
        )}
      </Table.Td>
      <Table.Td td={isUndone ? 'line-through' : undefined}>
        {history.counts(sum('new'), sum('changed'), sum('gone'))}
        {refused > 0 && ', '}
        {refused > 0 && (row.covers ? <Details id={row.id} refused={refused} /> : history.refused(refused))}
      </Table.Td>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          {isUndone && row.undoneAt && (
            <Text size="sm">{history.undone(instantText(row.undoneAt, lang, timeZone), row.undoneBy ?? '')}</Text>
          )}
          {row.warnings > 0 && row.covers && <Details id={row.id} count={row.warnings} refused={refused} />}
          {may && row.isLast && (
            <Undo row={row} records={sum('new') + sum('changed') + sum('gone')} onUndone={onUndone} />
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  )
}
