import { Anchor, Box, Group, NativeSelect, Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Answer, call, type Query } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { useFilters } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'

type List = Answer<'GET /api/cases'>
type One = List['cases'][number]
type Asked = NonNullable<Query<'GET /api/cases'>>
type Filters = Partial<Record<'on' | 'class' | 'domain' | 'age', string | undefined>>

const ages: readonly NonNullable<Asked['age']>[] = ['0-2', '3-5', '6-10', '11+']

/** Open cases behind the board's figures, the longest first: whose, what the numbers say, what was answered last. */
export default function Cases() {
  const { cases } = useLanguage().words
  const [filters] = useFilters<Filters>()
  const query = useQuery({
    queryKey: ['cases', 'list', filters],
    queryFn: () => call('GET /api/cases', { query: askedOf(filters) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Page title={cases.title}>
      <Stack gap="md">
        <Narrow />
        <Loaded query={query}>
          {(list) => (
            <>
              <Text role="status">{cases.found(list.cases.length)}</Text>
              {list.cases.length > 0 && <Rows list={list} />}
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  )
}

function askedOf({ on, class: classId, domain, age }: Filters): Asked {
  const known = ages.find((each) => each === age)
  return {
    ...(on === undefined ? {} : { on }),
    ...(classId === undefined ? {} : { class: Number(classId) }),
    ...(domain === undefined ? {} : { domain }),
    ...(known === undefined ? {} : { age: known }),
  }
}

function Narrow() {
  const { cases, common, flags, overview } = useLanguage().words
  const [filters, setFilters] = useFilters<Filters>()
  const classes = useQuery({ queryKey: ['classes', 'names'], queryFn: () => call('GET /api/classes', { query: {} }) })
  const pick = (key: keyof Filters, label: string, all: string, options: readonly [string, string][]) => (
    <NativeSelect
      aria-label={label}
      value={filters[key] ?? ''}
      data={[{ value: '', label: all }, ...options.map(([value, text]) => ({ value, label: text }))]}
      onChange={({ currentTarget: { value } }) => setFilters({ [key]: value })}
    />
  )
  const names = (classes.data?.classes ?? []).map(({ id, name }): [string, string] => [String(id), name])
  return (
    <Group gap="xs" className="no-print">
      {names.length > 1 && pick('class', flags.class, flags.allClasses, names)}
      {pick('domain', flags.domain, flags.allDomains, Object.entries(common.domain))}
      {pick(
        'age',
        cases.age,
        cases.allAges,
        ages.map((age) => [age, cases.ageOf(overview.ageing.bucket[age] ?? age)]),
      )}
    </Group>
  )
}

function Rows({ list: { cases: rows } }: { list: List }) {
  const { cases, flags } = useLanguage().words
  return (
    <>
      <Stack gap="sm" hiddenFrom="sm" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rows.map((one) => (
          <Line key={one.id} one={one} />
        ))}
      </Stack>
      <Box visibleFrom="sm">
        <TableBox
          label={cases.title}
          minWidth={760}
          head={[flags.class, flags.pupil, flags.domain, cases.state, cases.openedOn, cases.waits, cases.lastReview]}
        >
          {rows.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </TableBox>
      </Box>
    </>
  )
}

function Row({ one }: { one: One }) {
  const { words, lang } = useLanguage()
  const { common, overview } = words
  return (
    <Table.Tr>
      <Table.Td>{one.class.name}</Table.Td>
      <Table.Th scope="row" fw={400}>
        <PupilLink one={one} />
      </Table.Th>
      <Table.Td>{common.domain[one.domain] ?? one.domain}</Table.Td>
      <Table.Td>
        <StateLink one={one} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{dayLong(one.openedOn, lang)}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{overview.ageing.since(one.workingDays)}</Table.Td>
      <Table.Td>{useLastReview(one)}</Table.Td>
    </Table.Tr>
  )
}

/** The same on a phone, where a table would be cut. */
function Line({ one }: { one: One }) {
  const { cases, common, overview } = useLanguage().words
  return (
    <li>
      <Text fw={600}>
        {one.class.name}, <PupilLink one={one} />
      </Text>
      <Text size="sm">
        {common.domain[one.domain] ?? one.domain} · <StateLink one={one} />
      </Text>
      <Text size="sm" c="dimmed">
        {cases.waits.toLowerCase()} {overview.ageing.since(one.workingDays)} · {cases.lastReview.toLowerCase()}:{' '}
        {useLastReview(one)}
      </Text>
    </li>
  )
}

function useLastReview({ lastReview }: One): string {
  const { words, lang } = useLanguage()
  if (lastReview === null) return words.cases.noReview
  return `${words.myClass.dynamics[lastReview.dynamics]}, ${dayLong(lastReview.on, lang)}`
}

function PupilLink({ one }: { one: One }) {
  return (
    <Anchor component={Link} to={`/pupils/${one.pupil.id}`} inherit>
      {one.pupil.name}
    </Anchor>
  )
}

function StateLink({ one }: { one: One }) {
  const { myClass } = useLanguage().words
  const say = useSay()
  return (
    <>
      <Anchor component={Link} to={`/cases/${one.id}`} inherit>
        {say(one.state.title)}
      </Anchor>
      {one.isRestricted && ` · ${myClass.restricted}`}
    </>
  )
}
