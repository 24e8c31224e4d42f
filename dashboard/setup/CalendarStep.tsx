import { Alert, Button, Radio, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { dayFull, dayLong } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Choices, Step } from './draft.ts'

type Calendar = Choices['calendars'][number]

/** The order of the school year, shown whole: what is not checked is said. */
export function CalendarStep({ draft, choices, onNext }: Step) {
  const { words, lang } = useLanguage()
  const { calendar: text, next } = words.setup
  const { calendars, workingDays } = choices
  const [id, setId] = useState(
    calendars.find((each) => each.id === draft.school.calendar)?.id ??
      calendars.find((each) => each.id.endsWith('-quarters'))?.id ??
      calendars[0]?.id ??
      '',
  )
  const chosen = calendars.find((each) => each.id === id)
  return (
    <Stack align="flex-start">
      <Text>{text.lead}</Text>
      <Radio.Group label={text.choose} value={id} onChange={setId}>
        <Stack gap="xs" mt="xs">
          {calendars.map((each) => (
            <Radio key={each.id} value={each.id} label={each.title[lang]} />
          ))}
        </Stack>
      </Radio.Group>
      {chosen && <Shown calendar={chosen} />}
      <Stack gap={4}>
        <Title order={2}>{text.workingDays}</Title>
        {workingDays.map(({ year, title, confirmed, note }) => (
          <Text size="sm" key={year}>
            {title[lang]}
            {!confirmed && ` – ${text.unconfirmed}`}
            {note && `. ${note[lang]}`}
          </Text>
        ))}
      </Stack>
      <Button onClick={() => onNext({ school: { ...draft.school, calendar: id } })} disabled={!chosen}>
        {next}
      </Button>
    </Stack>
  )
}

function Shown({ calendar }: { calendar: Calendar }) {
  const { words, lang } = useLanguage()
  const { calendar: text } = words.setup
  const { terms, breaks, covers, source, note, confirmed } = calendar
  const row = (title: string, start: string, end: string, isConfirmed: boolean, extra = '') => (
    <Table.Tr key={`${title}${start}`}>
      <Table.Td>
        {title}
        {extra && (
          <Text span size="sm" c="dimmed">
            {` ${extra}`}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {text.range(dayLong(start, lang), dayFull(end, lang))}
        {!isConfirmed && (
          <Text span size="sm" c="dimmed">
            {` · ${text.unconfirmed}`}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
  return (
    <Stack w="100%">
      {!confirmed && (
        <Alert color="yellow" title={text.warn}>
          {text.warnLead} {note?.[lang]}
        </Alert>
      )}
      <Text>{text.covers(dayFull(covers.from, lang), dayFull(covers.to, lang))}</Text>
      <TableBox label={text.terms} head={[text.terms, text.when]} minWidth={280}>
        {terms.map((each) => row(each.title[lang], each.start, each.end, each.confirmed))}
      </TableBox>
      <TableBox label={text.breaks} head={[text.breaks, text.when]} minWidth={280}>
        {breaks.map(({ title, start, end, confirmed: isConfirmed, grades: { from, to } }) =>
          row(title[lang], start, end, isConfirmed, from === 1 && to === 11 ? '' : text.grades(from, to)),
        )}
      </TableBox>
      {source && (
        <Text size="sm" c="dimmed">
          {text.source}: {source[lang]}
        </Text>
      )}
    </Stack>
  )
}
