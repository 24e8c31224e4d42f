import { Table, Text, Title } from '@mantine/core'
import { dayFull, instantText } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { DutyAnswer } from './Duty.tsx'

type Entry = DutyAnswer['records'][number]

/** Records that count for a duty and those near it that do not, each with who, when and why. */
export function Records({ duty }: { duty: DutyAnswer }) {
  const { records } = useLanguage().words.duties
  return (
    <section>
      <Title order={2} mb="xs">
        {records.title}
      </Title>
      {duty.records.length === 0 ? (
        <Text c="dimmed">{records.none}</Text>
      ) : (
        <TableBox
          label={records.caption}
          head={[records.verdict, records.what, records.when, records.written, records.who]}
          minWidth={640}
        >
          {duty.records.map((entry) => (
            <RecordRow key={entry.id} entry={entry} />
          ))}
        </TableBox>
      )}
    </section>
  )
}

function RecordRow({ entry }: { entry: Entry }) {
  const { words, lang } = useLanguage()
  const { records, whyNot } = words.duties
  const say = useSay()
  const me = useMe()
  return (
    <Table.Tr>
      <Table.Td>
        <span aria-hidden="true">{entry.isCounted ? '● ' : '– '}</span>
        {entry.isCounted ? records.counted : records.refused}
        {!entry.isCounted && entry.whyNot !== null && (
          <Text size="xs" c="dimmed">
            {whyNot[entry.whyNot] ?? entry.whyNot}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {say(entry.form)}
        <Text size="xs" c="dimmed">
          {entry.kinds.map((kind) => say(kind)).join('; ')}
        </Text>
        {entry.topic !== null && <Text size="xs">{entry.topic}</Text>}
      </Table.Td>
      <Table.Td>{dayFull(entry.occurredOn, lang)}</Table.Td>
      <Table.Td>
        {instantText(entry.recordedAt, lang, me.school.timeZone)}
        <Text size="xs" c="dimmed">
          {entry.lagDays === 0 ? records.sameDay : records.late(entry.lagDays)}
          {entry.backdateReason !== null && `; ${records.reason(entry.backdateReason)}`}
        </Text>
      </Table.Td>
      <Table.Td>{entry.author ?? '–'}</Table.Td>
    </Table.Tr>
  )
}
