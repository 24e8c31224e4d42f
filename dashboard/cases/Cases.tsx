import { Anchor, Group, NativeSelect, Stack, Table, Text } from '@mantine/core'
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
  const { words, lang } = useLanguage()
  const { cases, common, flags, myClass, overview } = words
  const [{ on }] = useFilters<Filters>()
  const say = useSay()
  const search = (on === undefined ? {} : { on }) as never
  return (
    <TableBox
      label={cases.title}
      minWidth={760}
      head={[flags.class, flags.pupil, flags.domain, cases.state, cases.opened, cases.waits, cases.lastReview]}
    >
      {rows.map((one) => (
        <Table.Tr key={one.id}>
          <Table.Td>{one.class.name}</Table.Td>
          <Table.Th scope="row" fw={400}>
            <Anchor component={Link} to={`/pupils/${one.pupil.id}`} search={search} size="sm">
              {one.pupil.name}
            </Anchor>
          </Table.Th>
          <Table.Td>{common.domain[one.domain] ?? one.domain}</Table.Td>
          <Table.Td>
            {say(one.state.title)}
            {one.isRestricted && ` · ${myClass.restricted}`}
          </Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{dayLong(one.openedOn, lang)}</Table.Td>
          <Table.Td style={{ whiteSpace: 'nowrap' }}>{overview.ageing.since(one.workingDays)}</Table.Td>
          <Table.Td>
            {one.lastReview
              ? `${myClass.dynamics[one.lastReview.dynamics]}, ${dayLong(one.lastReview.on, lang)}`
              : cases.noReview}
          </Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  )
}
