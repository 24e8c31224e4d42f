import { Anchor, Badge, Button, Group, NativeSelect, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'

type Shown = Answer<'GET /api/classes'>
type Line = Shown['classes'][number]

/** Classes of a school year: pupils, who leads them, who is away. */
export default function Classes() {
  const { words } = useLanguage()
  const on = useOn()
  const [{ year }, setFilters] = useFilters<{ year?: string | undefined }>()
  const query = useQuery({
    queryKey: ['classes', year, on],
    queryFn: () => call('GET /api/classes', { query: { year, on } as never }),
  })
  const aside = query.data?.canChange && (
    <Button component={Link} to="/classes/roll-over" variant="default">
      {words.classes.rollOver}
    </Button>
  )
  return (
    <Page title={words.shell.nav.classes} aside={aside}>
      <Loaded query={query} empty={{ when: ({ years }) => years.length === 0, say: words.classes.empty }}>
        {(shown) => (
          <Stack>
            <Group align="flex-end" gap="lg">
              <NativeSelect
                label={words.classes.year}
                data={shown.years}
                value={shown.year ?? ''}
                onChange={({ currentTarget }) => setFilters({ year: currentTarget.value })}
              />
              <Summary shown={shown} />
            </Group>
            <ClassTable classes={shown.classes} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Summary({ shown: { classes, pupils, vacant, away } }: { shown: Shown }) {
  const { words } = useLanguage()
  const parts = [
    words.classes.summary(classes.length, pupils),
    ...(vacant > 0 ? [words.classes.vacantCount(vacant)] : []),
    ...(away > 0 ? [words.classes.awayCount(away)] : []),
  ]
  return <Text pb={6}>{parts.join(' · ')}</Text>
}

function ClassTable({ classes }: { classes: readonly Line[] }) {
  const { words } = useLanguage()
  const { head, table } = words.classes
  return (
    <TableBox label={table} head={[head.name, head.pupils, head.teacher, head.now]} minWidth={560}>
      {classes.map((line) => (
        <Table.Tr key={line.id}>
          <Table.Th scope="row">
            <Anchor component={Link} to={`/classes/${line.id}`} fw={600}>
              {line.name}
            </Anchor>
          </Table.Th>
          <Table.Td>
            {line.pupils}
            <Moves line={line} />
          </Table.Td>
          <Table.Td>
            <Main line={line} />
          </Table.Td>
          <Table.Td>
            <Now line={line} />
          </Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  )
}

function Moves({ line: { joined, left } }: { line: Line }) {
  const { words } = useLanguage()
  if (joined === 0 && left === 0) return null
  const parts = [...(joined > 0 ? [words.classes.joined(joined)] : []), ...(left > 0 ? [words.classes.left(left)] : [])]
  return (
    <Text size="xs" c="dimmed">
      {parts.join(', ')}
    </Text>
  )
}

function Main({ line: { main } }: { line: Line }) {
  const { words, lang } = useLanguage()
  if (main === null)
    return (
      <Badge color="orange" variant="outline" tt="none">
        ! {words.classes.vacant}
      </Badge>
    )
  return (
    <>
      {main.name}
      <Text size="xs" c="dimmed">
        {words.classes.since(dayLong(main.fromOn, lang))}
      </Text>
    </>
  )
}

function Now({ line: { acting, leave } }: { line: Line }) {
  const { words, lang } = useLanguage()
  const standsIn = acting ?? leave?.acting ?? null
  if (leave === null && standsIn === null) return null
  return (
    <Stack gap={2}>
      {leave && <Text size="sm">{words.classes.away(leave.toOn === null ? null : dayLong(leave.toOn, lang))}</Text>}
      {standsIn ? (
        <Text size="sm">{words.classes.acting(standsIn.name)}</Text>
      ) : (
        <Text size="sm" c="var(--state-overdue)">
          {words.classes.noActing}
        </Text>
      )}
    </Stack>
  )
}
