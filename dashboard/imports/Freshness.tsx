import { Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'

type Source = Answer<'GET /api/imports/freshness'>['sources'][number]

/** Each source: up to which day it speaks, and when the rules that stand on it fall silent. */
export function Freshness() {
  const { words } = useLanguage()
  const { fresh } = words.imports
  const query = useQuery({ queryKey: ['imports', 'freshness'], queryFn: () => call('GET /api/imports/freshness') })
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="fresh">
      <Stack gap="xs">
        <Title order={2} id="fresh">
          {fresh.title}
        </Title>
        <Loaded query={query}>
          {({ sources }) => (
            <TableBox label={fresh.title} head={[fresh.source, fresh.upTo, fresh.state, fresh.next]} minWidth={820}>
              {sources.map((source) => (
                <SourceRow key={source.source} {...source} />
              ))}
            </TableBox>
          )}
        </Loaded>
      </Stack>
    </Paper>
  )
}

function SourceRow(each: Source) {
  const { words, lang } = useLanguage()
  const { fresh, source } = words.imports
  const { dataOn, ageDays, state } = each
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {source[each.source] ?? each.source}
      </Table.Th>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        {dataOn === null ? (
          fresh.never
        ) : (
          <>
            {dayLong(dataOn, lang)}{' '}
            <Text span size="sm" c="dimmed">
              {ageDays === 0 ? fresh.today : fresh.ago(ageDays ?? 0)}
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }} fw={state === 'stale' ? 700 : 400}>
        {fresh.states[state]}
      </Table.Td>
      <Table.Td>
        <Next {...each} />
      </Table.Td>
    </Table.Tr>
  )
}

function Next({ state, rules, pausesOn }: Source) {
  const { words, lang } = useLanguage()
  const { fresh } = words.imports
  if (rules === 0)
    return (
      <Text size="sm" c="dimmed">
        {fresh.noRules}
      </Text>
    )
  if (pausesOn === null) return <Text size="sm">{fresh.waits(rules)}</Text>
  const day = dayLong(pausesOn, lang)
  return <Text size="sm">{state === 'stale' ? fresh.silent(rules, day) : fresh.pauses(rules, day)}</Text>
}
