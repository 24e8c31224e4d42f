import { Anchor, Badge, Button, Group, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Answer, call, type Query } from '../call.ts'
import { dayShort } from '../parts/dates.ts'
import { useFilters } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Pages } from '../parts/Pages.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useMay } from '../session/me.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import { Filters, type ListFilters } from './Filters.tsx'

type List = Answer<'GET /api/interactions'>
export type Entry = List['entries'][number]

/** Everything that was logged, newest first: who, with whom, when, how, and which duties it closed. */
export default function Interactions() {
  const { interactions } = useWords()
  const [filters, change] = useFilters<ListFilters>()
  const may = useMay()
  const query = useQuery({
    queryKey: ['interactions', filters],
    queryFn: () => call('GET /api/interactions', { query: queryOf(filters) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page
      title={interactions.title}
      aside={
        may('write', 'interactions') &&
        filters.on === undefined && (
          <Button component={Link} to="/interactions/new" h={44} className="no-print">
            {interactions.log}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(list) => (
          <Stack gap="md">
            <Filters list={list} filters={filters} change={(part) => change({ ...part, page: undefined })} />
            <Text role="status">{interactions.found(list.total)}</Text>
            {list.entries.length === 0 ? <Text c="dimmed">{interactions.empty}</Text> : <Rows list={list} />}
            <Pages
              page={list.page}
              pages={Math.ceil(list.total / list.pageSize)}
              onPage={(page) => change({ page: String(page) })}
            />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

/** The filters of the address as the server takes them. */
function queryOf({
  class: classId,
  pupil,
  author,
  page,
  voided,
  ...rest
}: ListFilters): Query<'GET /api/interactions'> {
  const numbers = Object.entries({ class: classId, pupil, author, page }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, Number(value)]],
  )
  const texts = Object.entries(rest).filter(([, value]) => value !== undefined)
  const isVoided = voided === 'with' || voided === 'only'
  return { ...Object.fromEntries([...numbers, ...texts]), ...(isVoided && { voided }) }
}

function Rows({ list }: { list: List }) {
  const { interactions } = useWords()
  const { day, withWhom, what, points, who } = interactions
  return (
    <TableBox label={interactions.title} head={[day, what, withWhom, points, who]} minWidth={760}>
      {list.entries.map((entry) => (
        <Row key={entry.id} entry={entry} />
      ))}
    </TableBox>
  )
}

function Row({ entry }: { entry: Entry }) {
  const { interactions, common } = useWords()
  const { lang } = useLanguage()
  const say = useSay()
  const served = [...new Set(entry.served.map(({ point }) => common.point(point)))].join(', ')
  const kinds = entry.evidence.map(({ title }) => say(title)).join(', ')
  const { decision } = entry
  const why = (decision?.reasons ?? []).map((title) => say(title).toLowerCase()).join(', ')
  const decided = decision?.kind === 'accepted' ? interactions.entry.planned : interactions.entry.dismissed
  const said = decision ? `${decided}: ${why}` : kinds === '' ? (entry.topic ?? '') : kinds
  const told = entry.outcome === 'nothingFound' ? interactions.entry.nothingFound : said
  return (
    <Table.Tr style={entry.voided ? { textDecoration: 'line-through' } : {}}>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <Anchor component={Link} to={`/interactions/${entry.id}`}>
          {dayShort(entry.occurredOn, lang)}
        </Anchor>
      </Table.Td>
      <Table.Td style={{ minWidth: 220 }}>
        <strong>{say(entry.form.title)}</strong>
        {told !== '' && `: ${told}`}
        {entry.topic !== null && entry.topic !== told && ` · ${entry.topic}`}
        <Marks entry={entry} />
      </Table.Td>
      <Table.Td style={{ minWidth: 160 }}>
        {entry.class.name}, <Whom entry={entry} />
      </Table.Td>
      <Table.Td style={{ minWidth: 90 }}>
        {served === '' ? (
          <Text size="sm" c="dimmed">
            {interactions.servesNone}
          </Text>
        ) : (
          served
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {entry.author ? shortName(entry.author.name) : interactions.imported}
      </Table.Td>
    </Table.Tr>
  )
}

const namesShown = 3

/** The pupils by name, the first few of many; or the whole class. */
function Whom({ entry: { isHidden, pupils } }: { entry: Entry }) {
  const { interactions } = useWords()
  if (isHidden) return <>{interactions.hidden}</>
  if (pupils.length === 0) return <>{interactions.wholeClass}</>
  const shown = pupils.slice(0, namesShown).map(({ name }) => name)
  const rest = pupils.length - shown.length
  return <>{[...shown, ...(rest > 0 ? [interactions.andMore(rest)] : [])].join(', ')}</>
}

/** What is to be known of an entry at a glance. */
export function Marks({ entry: { isBackdated, isImported, voided } }: { entry: Entry }) {
  const { interactions } = useWords()
  const marks = [
    voided && interactions.voided,
    isBackdated && interactions.late,
    isImported && interactions.imported,
  ].filter((mark) => typeof mark === 'string')
  if (marks.length === 0) return null
  return (
    <Group gap={4} mt={2}>
      {marks.map((mark) => (
        <Badge key={mark} variant="outline" color="gray" tt="none" radius="sm">
          {mark}
        </Badge>
      ))}
    </Group>
  )
}
