import { Button, Radio, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useLanguage } from '../words/language.tsx'
import { ChosenCalendar } from './ChosenCalendar.tsx'
import type { Choices, Step } from './draft.ts'

/** The order of the school year, shown whole: what is not checked is said. */
export function CalendarStep({ draft, choices, secret, onNext }: Step & { secret: string }) {
  const { words, lang } = useLanguage()
  const { calendar: text, next } = words.setup
  const { calendars } = choices
  const [id, setId] = useState(
    calendars.find((each) => each.id === draft.school.calendar)?.id ??
      calendars.find((each) => each.id.endsWith('-quarters'))?.id ??
      calendars[0]?.id ??
      '',
  )
  // Kept per calendar: a look at another one loses nothing.
  const [own, setOwn] = useState(draft.own)
  const dates = own[id]
  const [isEditing, setIsEditing] = useState(false)
  const chosen = calendars.find((each) => each.id === id)
  const choose = (other: string) => {
    setId(other)
    setIsEditing(false)
  }
  const { dates: _former, ...school } = draft.school
  return (
    <Stack align="flex-start">
      <Text>{text.lead}</Text>
      <Radio.Group label={text.choose} value={id} onChange={choose}>
        <Stack gap="xs" mt="xs">
          {calendars.map((each) => (
            <Radio key={each.id} value={each.id} label={each.title[lang]} />
          ))}
        </Stack>
      </Radio.Group>
      {chosen && (
        <ChosenCalendar
          key={id}
          calendar={chosen}
          dates={dates}
          secret={secret}
          isEditing={isEditing}
          onEditing={setIsEditing}
          onDates={(taken) => setOwn({ ...own, [id]: taken })}
        />
      )}
      <WorkingDays years={choices.workingDays} />
      {/* What is being entered is taken or put aside first. */}
      {!isEditing && (
        <Button
          onClick={() => onNext({ own, school: { ...school, calendar: id, ...(dates && { dates }) } })}
          disabled={!chosen}
        >
          {next}
        </Button>
      )}
    </Stack>
  )
}

function WorkingDays({ years }: { years: Choices['workingDays'] }) {
  const { words, lang } = useLanguage()
  const { calendar: text } = words.setup
  return (
    <Stack gap={4}>
      <Title order={2}>{text.workingDays}</Title>
      {years.map(({ year, title, confirmed, note }) => (
        <Text size="sm" key={year}>
          {title[lang]}
          {!confirmed && ` – ${text.unconfirmed}`}
          {note && `. ${note[lang]}`}
        </Text>
      ))}
    </Stack>
  )
}
