import { Table, Text } from '@mantine/core'
import { dayFull } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { RuleOf } from './Rule.tsx'

type Parameter = RuleOf['parameters'][number]

/** The numbers of a rule: what is in force, its bounds, since when and by which act; earlier values below. */
export function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  const { words } = useLanguage()
  const own = words.regulation.rule
  if (parameters.length === 0) return null
  return (
    <Part title={own.parameters}>
      <TableBox
        label={own.parameters}
        head={[own.parameter, own.current, own.bounds, own.since, own.reference]}
        minWidth={640}
      >
        {parameters.map((parameter) => (
          <Row key={parameter.name} parameter={parameter} />
        ))}
      </TableBox>
    </Part>
  )
}

function Row({ parameter }: { parameter: Parameter }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const own = words.regulation.rule
  const text = (value: number | null) => valueText(value, parameter.unit, lang) ?? words.common.none
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Th scope="row" fw={400}>
        {say(parameter.title)}
        <Text size="xs" c="dimmed">
          {parameter.name}
        </Text>
      </Table.Th>
      <Table.Td>
        <strong>{text(parameter.current)}</strong>
      </Table.Td>
      <Table.Td>{own.boundsOf(text(parameter.min), text(parameter.max))}</Table.Td>
      <Table.Td>
        {parameter.values.map(({ from, value, isInForce }) => (
          <Text key={from} size="sm" {...(!isInForce && { c: 'dimmed' })}>
            {dayFull(from, lang)}: {text(value)}
          </Text>
        ))}
      </Table.Td>
      <Table.Td>
        {parameter.values.map(({ from, reference, approvedBy }) => (
          <Text key={from} size="sm">
            {reference ?? own.noReference}
            {approvedBy !== null && `, ${approvedBy}`}
          </Text>
        ))}
      </Table.Td>
    </Table.Tr>
  )
}

function valueText(value: number | null, unit: string, lang: 'ru' | 'en'): string | undefined {
  if (value === null) return undefined
  const isShare = unit === 'share' || unit === 'sharePoint'
  const style = isShare ? ({ style: 'percent', maximumFractionDigits: 1 } as const) : { maximumFractionDigits: 2 }
  return new Intl.NumberFormat(lang, style).format(value)
}
