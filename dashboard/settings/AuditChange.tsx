import { Table, Text } from '@mantine/core'
import { useWords } from '../words/language.tsx'
import type { Entry } from './AuditList.tsx'

/** Before and after of a change, field by field. */
export function Change({ entry: { before, after, isHidden } }: { entry: Entry }) {
  const { audit } = useWords()
  if (isHidden) return <Text size="sm">{audit.hidden}</Text>
  const [were, are] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(were), ...Object.keys(are)])]
  return (
    <Table withRowBorders={false} verticalSpacing={2} fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{audit.field}</Table.Th>
          {before !== null && <Table.Th scope="col">{audit.before}</Table.Th>}
          {after !== null && <Table.Th scope="col">{audit.after}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {names.map((name) => (
          <Table.Tr key={name} fw={before !== null && textOf(were[name]) !== textOf(are[name]) ? 600 : undefined}>
            <Table.Td>{name}</Table.Td>
            {before !== null && <Table.Td>{textOf(were[name])}</Table.Td>}
            {after !== null && <Table.Td>{textOf(are[name])}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : { '': value }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
