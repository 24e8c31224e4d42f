import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { DatesForm } from '../calendar/DatesForm.tsx'
import { type Dates, type Problem, withDates } from '../calendar/dates.ts'
import { Warnings } from '../calendar/Warnings.tsx'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { dayFull, dayLong } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Choices } from './draft.ts'

type Calendar = Choices['calendars'][number]

type Props = {
  calendar: Calendar
  dates: Dates | undefined
  secret: string
  isEditing: boolean
  onEditing: (isEditing: boolean) => void
  onDates: (dates: Dates | undefined) => void
}

/** The calendar as it will be, and the school's own dates over it. */
export function ChosenCalendar({ calendar, dates, secret, isEditing, onEditing, onDates }: Props) {
  const { dates: text } = useLanguage().words.calendar
  const [isBack, setIsBack] = useState(false)
  const [taken, setTaken] = useState<readonly Problem[]>([])
  const { isBusy, error, act } = useActing()
  const close = () => {
    setIsBack(true)
    onEditing(false)
  }
  const save = async (given: Dates) => {
    let problems: readonly Problem[] = []
    await act(async () => {
      const body = { key: secret, calendar: calendar.id, dates: given }
      const checked = await call('POST /api/setup/calendar', { body })
      problems = checked.problems
      if (!checked.isAccepted) return undefined
      onDates(given)
      setTaken(problems)
      close()
      return { say: text.taken }
    })
    return problems
  }
  const year = dates ? { ...withDates(calendar, dates), source: null, note: null } : calendar
  if (isEditing) {
    return <DatesForm year={year} submit={text.check} isBusy={isBusy} error={error} onSave={save} onCancel={close} />
  }
  return (
    <>
      <Shown calendar={year} />
      <Warnings problems={taken} />
      <Group>
        <Button variant="default" autoFocus={isBack} onClick={() => onEditing(true)}>
          {dates ? text.again : text.open}
        </Button>
        {dates && (
          <Button variant="subtle" onClick={() => onDates(undefined)}>
            {text.back}
          </Button>
        )}
      </Group>
    </>
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
