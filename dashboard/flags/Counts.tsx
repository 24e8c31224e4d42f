import { Stack, Table, Title } from '@mantine/core'
import { TableBox } from '../parts/TableBox.tsx'
import { capital } from '../words/capital.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import type { Summary } from './Flags.tsx'
import { Narrowed } from './Narrowed.tsx'

/** Class by level, in the order of classes: there is no ranking. */
export function ByClass({ told }: { told: Summary }) {
  const { flags, common } = useLanguage().words
  const [first] = told.classes
  if (!first || told.classes.length < 2) return null
  const head = [flags.class, flags.count, ...first.levels.map(({ level }) => capital(common.level[level] ?? ''))]
  return (
    <Stack gap="xs">
      <Title order={2}>{flags.byClass}</Title>
      <TableBox label={flags.byClass} head={head}>
        {told.classes.map((each) => (
          <Table.Tr key={each.class.id}>
            <Table.Th scope="row">
              <Narrowed search={{ class: String(each.class.id) }}>{each.class.name}</Narrowed>
            </Table.Th>
            <Table.Td>{each.count ?? flags.few}</Table.Td>
            {each.levels.map(({ level, count }) => (
              <Table.Td key={level}>{count === 0 ? '' : (count ?? flags.few)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </TableBox>
    </Stack>
  )
}

/** How often each rule stands open. */
export function ByRule({ told }: { told: Summary }) {
  const { flags, common } = useLanguage().words
  const say = useSay()
  if (told.byRule.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={2}>{flags.byRule}</Title>
      <TableBox label={flags.byRule} head={[flags.rule, flags.domain, flags.count]}>
        {told.byRule.map(({ rule, title, domain, count }) => (
          <Table.Tr key={rule}>
            <Table.Th scope="row" fw={400}>
              <Narrowed search={{ rule }}>
                <span title={rule}>{say(title)}</span>
              </Narrowed>
            </Table.Th>
            <Table.Td>{common.domain[domain] ?? domain}</Table.Td>
            <Table.Td>{count ?? flags.few}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </Stack>
  )
}
