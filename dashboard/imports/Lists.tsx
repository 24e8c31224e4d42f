import { Anchor, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { addressOf } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Trial } from './send.ts'
import { useProfileName } from './useProfiles.ts'

type Result = NonNullable<Trial['result']>
const shown = 50

/** Rows that are not loaded: number, reason, what they hold; all of them as a file. */
export function Refused({ trial }: { trial: Trial }) {
  const { words, lang } = useLanguage()
  const { trial: text } = words.imports
  const { id, result, hasRefusedFile } = trial
  const title = trial.state === 'loaded' ? text.refusedAfter : text.refusedTitle
  if (!result || result.refusedCount === 0) return null
  return (
    <Listed title={title} all={result.refusedCount} count={result.refused.length}>
      {hasRefusedFile && (
        <Text size="sm">
          <Anchor href={addressOf('GET /api/imports/trial/{trialId}/refused', { trialId: id })} download>
            {text.allRefused}
          </Anchor>{' '}
          · {text.keptFor}
        </Text>
      )}
      <TableBox label={title} head={[text.row, text.file, text.reason, text.cells]} minWidth={640}>
        {result.refused.slice(0, shown).map(({ file, row, faults, cells }, no) => (
          <Table.Tr key={`${file}${row} ${no}`}>
            <Table.Td>{row}</Table.Td>
            <Table.Td>{file}</Table.Td>
            <Table.Td>
              {faults.map(({ message, fix }) => (
                <Text inherit key={message.ru}>
                  {sentence(message[lang])} {fix[lang]}
                </Text>
              ))}
            </Table.Td>
            <Table.Td c="dimmed">{cells.join(' · ')}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </Listed>
  )
}

/** Reasons of absences that a person entered and the export names otherwise. */
export function Conflicts({ result, total }: { result: Result; total: number }) {
  const { words, lang } = useLanguage()
  const { trial: text, absence } = words.imports
  if (total === 0) return null
  return (
    <Listed title={text.conflicts} all={total} count={result.conflicts.length}>
      <Text size="sm">{text.conflictsLead}</Text>
      <TableBox label={text.conflicts} head={[text.pupil, text.day, text.lesson, text.person, text.journal]}>
        {result.conflicts.slice(0, shown).map(({ studentId, student, absentOn, lessonNo, person, source }) => (
          <Table.Tr key={`${studentId} ${absentOn} ${lessonNo}`}>
            <Table.Td>{student}</Table.Td>
            <Table.Td>{dayLong(absentOn, lang)}</Table.Td>
            <Table.Td>{lessonNo === 0 ? text.wholeDay : lessonNo}</Table.Td>
            <Table.Td>{absence[person] ?? person}</Table.Td>
            <Table.Td>{absence[source] ?? source}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </Listed>
  )
}

/** Pupils of the school whom a full roster leaves out. */
export function Missing({ result, total }: { result: Result; total: number }) {
  const { trial: text } = useLanguage().words.imports
  const nameOf = useProfileName()
  const [isOpen, { toggle }] = useDisclosure()
  if (total === 0) return null
  const lead = (
    <Text size="sm" maw={720}>
      {text.missingWhy(nameOf(result.profile))} {text.missingLead}
    </Text>
  )
  const button = (
    <Button variant="transparent" size="compact-sm" px={0} onClick={toggle} aria-expanded={isOpen}>
      {isOpen ? '▾' : '▸'} {text.missingShow}
    </Button>
  )
  if (!isOpen)
    return (
      <Stack gap="xs" align="flex-start">
        <Title order={4}>{text.missing(total)}</Title>
        {lead}
        {button}
      </Stack>
    )
  return (
    <Listed title={text.missing(total)} all={total} count={result.missingStudents.length}>
      {lead}
      <Group>{button}</Group>
      <TableBox label={text.missing(total)} head={[text.pupil, text.class]} minWidth={280}>
        {result.missingStudents.slice(0, shown).map(({ id, name, className }) => (
          <Table.Tr key={id}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{className}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </Listed>
  )
}

function Listed({ title, all, count, children }: { title: string; all: number; count: number; children: ReactNode }) {
  const { trial: text } = useLanguage().words.imports
  const seen = Math.min(shown, count)
  return (
    <Stack gap="xs">
      <Title order={4}>{title}</Title>
      {children}
      {all > seen && (
        <Text size="sm" c="dimmed">
          {text.firstOf(seen, all)}
        </Text>
      )}
    </Stack>
  )
}

/** The server's reason begins in small letters, for it follows «Строка 218:». */
function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
