import { Anchor, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { addressOf, call } from '../call.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'

/** Tables to fill in by hand. */
export function Templates({ heading = 2 }: { heading?: 2 | 3 }) {
  const { templates: text } = useLanguage().words.imports
  const query = useQuery({ queryKey: ['imports', 'templates'], queryFn: () => call('GET /api/imports/templates') })
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="templates">
      <Stack gap="xs">
        <Title order={heading} id="templates">
          {text.title}
        </Title>
        <Text>{text.lead}</Text>
        <Loaded query={query}>
          {({ templates }) => (
            <TableBox label={text.title} head={[text.table, text.columns]}>
              {templates.map(({ name, columns }) => (
                <Table.Tr key={name}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    <Anchor href={addressOf('GET /api/imports/templates/{name}', { name })} download>
                      {text.name[name] ?? name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" c="dimmed">
                      {columns.join(' · ')}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </TableBox>
          )}
        </Loaded>
      </Stack>
    </Paper>
  )
}
