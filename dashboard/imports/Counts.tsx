import { Stack, Table, Text } from '@mantine/core'
import { numberText } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Trial } from './send.ts'

type Counts = NonNullable<Trial['result']>['counts']

/** What changes, kind by kind; kinds without a change are left out. */
export function CountsTable({ counts, label, isDone = false }: { counts: Counts; label: string; isDone?: boolean }) {
  const { words, lang } = useLanguage()
  const { trial, table } = words.imports
  const rows = Object.entries(counts).filter(([, count]) => Object.values(count).some((n) => n > 0))
  const cell = (n: number) => (
    <Table.Td ta="right" {...(n === 0 && { c: 'dimmed' })}>
      {numberText(n, lang)}
    </Table.Td>
  )
  const head = [trial.new, isDone ? trial.changedAfter : trial.changed, trial.same, trial.gone, trial.refusedColumn]
  if (rows.length === 0) return null
  return (
    <Stack gap="xs">
      <TableBox
        label={label}
        head={[
          trial.records,
          ...head.map((text) => (
            <Text key={text} inherit ta="right">
              {text}
            </Text>
          )),
        ]}
      >
        {rows.map(([name, count]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={500}>
              {table[name] ?? name}
            </Table.Th>
            {cell(count.new)}
            {cell(count.changed)}
            {cell(count.unchanged)}
            {cell(count.gone)}
            {cell(count.refused)}
          </Table.Tr>
        ))}
      </TableBox>
      {rows.some(([, { gone }]) => gone > 0) && (
        <Text size="sm" c="dimmed">
          {trial.goneHint}
        </Text>
      )}
    </Stack>
  )
}
