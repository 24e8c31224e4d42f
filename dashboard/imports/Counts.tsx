import { Stack, Table, Text } from '@mantine/core'
import { numberText } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import { type Change, RowsBehind } from './Rows.tsx'
import type { Trial } from './send.ts'

type Counts = NonNullable<Trial['result']>['counts']
type Props = { counts: Counts; changes: readonly Change[]; label: string; isDone?: boolean }
type Column = { kind: 'new' | 'changed' | 'gone'; title: string }

/** What changes, kind by kind; kinds without a change are left out. */
export function CountsTable({ counts, changes, label, isDone = false }: Props) {
  const { words, lang } = useLanguage()
  const { trial, table } = words.imports
  const rows = Object.entries(counts).filter(([, count]) => Object.values(count).some((n) => n > 0))
  const cell = (n: number) => (
    <Table.Td ta="right" {...(n === 0 && { c: 'dimmed' })}>
      {numberText(n, lang)}
    </Table.Td>
  )
  const behind = (name: string, n: number, { kind, title }: Column) => (
    <Table.Td ta="right" {...(n === 0 && { c: 'dimmed' })}>
      <RowsBehind
        title={`${table[name] ?? name}. ${title}`}
        n={n}
        rows={changes.filter((each) => each.table === name && each.kind === kind)}
      />
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
            {behind(name, count.new, { kind: 'new', title: trial.new })}
            {behind(name, count.changed, { kind: 'changed', title: trial.changed })}
            {cell(count.unchanged)}
            {behind(name, count.gone, { kind: 'gone', title: trial.gone })}
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
