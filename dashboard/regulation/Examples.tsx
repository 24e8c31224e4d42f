import { List, Table, Text } from '@mantine/core'
import { dayFull } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { RuleOf } from './Rule.tsx'

const marks: Readonly<Record<string, string>> = { passed: '✓', failed: '✕', todo: '…', notRun: '–', running: '…' }

/** The examples of a rule: what each shows, the conditions with their numbers, and whether it came out so. */
export function Examples({ rule: { exampleRuns } }: { rule: RuleOf }) {
  const { words } = useLanguage()
  const own = words.regulation.rule
  if (exampleRuns.length === 0) return null
  return (
    <Part title={own.examples}>
      <Text size="sm" c="dimmed">
        {own.examplesIntro}
      </Text>
      <TableBox label={own.examples} head={[own.example, own.verdict, own.conditions]} minWidth={680}>
        {exampleRuns.map((example, no) => (
          <Row key={no} example={example} />
        ))}
      </TableBox>
    </Part>
  )
}

function Row({ example }: { example: RuleOf['exampleRuns'][number] }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const own = words.regulation.rule
  const { kind, title, asOf, verdict, got, conditions, course } = example
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Th scope="row" fw={400}>
        {title}
        <Text size="xs" c="dimmed">
          {own.kinds[kind] ?? kind}, {dayFull(asOf, lang)}
        </Text>
      </Table.Th>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>
        <span aria-hidden="true">{marks[verdict] ?? ''}</span> {own.verdicts[verdict] ?? verdict}
        {got && (
          <Text size="sm" style={{ whiteSpace: 'normal' }}>
            {own.cameOut}: {say(got)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <List size="sm" listStyleType="none">
          {conditions.map(({ holds, text }, no) => (
            <List.Item key={no}>
              {holds === null ? '?' : holds ? '✓' : '✕'} {say(text)}
            </List.Item>
          ))}
          {course.map((text) => (
            <List.Item key={text.en}>{say(text)}</List.Item>
          ))}
        </List>
      </Table.Td>
    </Table.Tr>
  )
}
