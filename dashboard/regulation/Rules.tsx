import { Anchor, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'

/** Every rule in a line: what it is about, which points it serves, how often it fired. */
export default function Rules() {
  const { words } = useLanguage()
  const say = useSay()
  const on = useOn()
  const query = useQuery({
    queryKey: ['rules', on],
    queryFn: () => call('GET /api/rules', { query: on === undefined ? {} : { on } }),
  })
  const own = words.regulation.rule
  const few = (n: number | null) => (n === null ? own.few : String(n))
  return (
    <Page title={words.regulation.rulesTitle}>
      <Anchor component={Link} to="/regulation" size="sm">
        ← {words.regulation.backToAll}
      </Anchor>
      <Loaded query={query} lines={12}>
        {({ rules }) => (
          <TableBox
            label={words.regulation.rulesTitle}
            head={[own.ruleWord, own.points, own.levels, own.open, own.raised]}
            minWidth={640}
          >
            {rules.map(({ id, title, domain, status, serves, levels, open, raised }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={400}>
                  <Anchor component={Link} to={`/regulation/rules/${id}`} fw={600}>
                    {id} · {say(title)}
                  </Anchor>
                  <Text size="sm" c="dimmed">
                    {words.common.domain[domain] ?? domain}
                    {status !== 'active' && `, ${words.regulation.point.statuses[status] ?? status}`}
                  </Text>
                </Table.Th>
                <Table.Td>{serves.join(', ')}</Table.Td>
                <Table.Td>{levels.toSorted((one, other) => one - other).join(', ')}</Table.Td>
                <Table.Td>{few(open)}</Table.Td>
                <Table.Td>{few(raised)}</Table.Td>
              </Table.Tr>
            ))}
          </TableBox>
        )}
      </Loaded>
    </Page>
  )
}
