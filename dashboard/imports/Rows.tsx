import { Button, Modal, Stack, Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { dayFull, numberText } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Trial } from './send.ts'

type Result = NonNullable<Trial['result']>
export type Change = Result['changes'][number]

/** A number of a trial: pressed, it tells which rows it counts. */
export function RowsBehind({ title, n, rows }: { title: string; n: number; rows: readonly Change[] }) {
  const { words, lang } = useLanguage()
  const { trial: text } = words.imports
  const [isOpen, { open, close }] = useDisclosure()
  const number = numberText(n, lang)
  if (rows.length === 0) return <>{number}</>
  return (
    <>
      <Button
        variant="transparent"
        size="compact-sm"
        p={0}
        td="underline"
        onClick={open}
        aria-label={`${title}: ${number}`}
      >
        {number}
      </Button>
      <Modal opened={isOpen} onClose={close} size="xl" title={`${title}: ${number}`}>
        <Stack gap="xs">
          <TableBox label={title} head={[text.what, text.becomes]} minWidth={420}>
            {rows.map((row, no) => (
              <Row key={no} row={row} />
            ))}
          </TableBox>
          {n > rows.length && (
            <Text size="sm" c="dimmed">
              {text.firstOf(rows.length, n)}
            </Text>
          )}
        </Stack>
      </Modal>
    </>
  )
}

function Row({ row: { table, what, fields } }: { row: Change }) {
  const { field } = useLanguage().words.imports
  const read = useRead()
  const named = what.map((text, no) => read(text, table === 'absence' && no === 2 ? 'lesson_no' : ''))
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {named.join(' · ')}
      </Table.Th>
      <Table.Td>
        {fields.map(({ name, before, after }) => (
          <Text size="sm" key={name}>
            {field[name] ?? name}:{' '}
            {[before, after].flatMap((text) => (text === null ? [] : [read(text, name)])).join(' → ')}
          </Text>
        ))}
      </Table.Td>
    </Table.Tr>
  )
}

/** A cell as people read it: days in full, codes in words. */
function useRead(): (text: string, field: string) => string {
  const { words, lang } = useLanguage()
  const { value, absence, trial, yesNo } = words.imports
  const codes = { ...words.pupil.forms, ...words.common.role, ...absence, ...value }
  return (text, field) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayFull(text, lang)
    if (field === 'lesson_no') return text === '0' ? trial.wholeDay : trial.lessonOf(text)
    if (text === 'true' || text === 'false') return yesNo[text]
    return codes[text] ?? text
  }
}
