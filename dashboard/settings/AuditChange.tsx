import { Table, Text } from '@mantine/core'
import { type Lang, useLanguage } from '../words/language.tsx'
import type { Entry } from './AuditList.tsx'

/** Before and after of a change, field by field. */
export function Change({ entry: { before, after, isHidden } }: { entry: Entry }) {
  const { words, lang } = useLanguage()
  const { audit } = words
  const textOf = (value: unknown): string => valueText(value, lang, { ...audit.values, ...words.common.role })
  if (isHidden) return <Text size="sm">{audit.hidden}</Text>
  const [were, are] = [fieldsOf(before), fieldsOf(after)]
  const isBoth = before !== null && after !== null
  const isSame = (name: string) => textOf(were[name]) === textOf(are[name])
  // What stayed as it was is no change.
  const names = [...new Set([...Object.keys(were), ...Object.keys(are)])].filter((name) => !isBoth || !isSame(name))
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
          <Table.Tr key={name} fw={before === null || isSame(name) ? undefined : 600}>
            <Table.Td>{audit.fields[name] ?? name}</Table.Td>
            {before !== null && <Table.Td>{textOf(were[name])}</Table.Td>}
            {after !== null && <Table.Td>{textOf(are[name])}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function isSaid(value: unknown): value is { ru: string; en: string } {
  return typeof value === 'object' && value !== null && 'ru' in value && 'en' in value
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {}
  const isFields = typeof value === 'object' && !Array.isArray(value) && !isSaid(value)
  return isFields ? (value as Record<string, unknown>) : { '': value }
}

function valueText(value: unknown, lang: Lang, codes: Readonly<Record<string, string>>): string {
  if (value === null || value === undefined) return '–'
  if (isSaid(value)) return value[lang]
  if (Array.isArray(value)) return value.map((each) => valueText(each, lang, codes)).join(', ') || '–'
  if (typeof value === 'boolean' || typeof value === 'string') return codes[String(value)] ?? String(value)
  return JSON.stringify(value)
}
