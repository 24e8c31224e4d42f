import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { call } from '../call.ts'
import { Dialog } from '../classes/Dialog.tsx'
import { useActing } from '../parts/acting.tsx'
import { useSay, useWords } from '../words/language.tsx'
import type { CalendarShown } from './CalendarTab.tsx'

type Props = { year: CalendarShown['years'][number]; library: CalendarShown['library'] }

/** Another calendar of the library for a school year, after a word on what it moves. */
export function ChooseYear({ year, library }: Props) {
  const { settings } = useWords()
  const { calendar } = settings
  const say = useSay()
  const others = library.filter(({ schoolYear, isFollowed }) => schoolYear === year.schoolYear && !isFollowed)
  const [id, setId] = useState(others[0]?.id ?? '')
  const [isAsking, setIsAsking] = useState(false)
  const { isBusy, error, act } = useActing()
  if (others.length === 0) return null
  const choose = async () => {
    const isDone = await act(async () => {
      await call('PUT /api/calendar/years', { body: { id } })
      return { say: calendar.accepted }
    })
    if (isDone) setIsAsking(false)
  }
  return (
    <Group align="flex-end" mt="sm">
      <NativeSelect
        label={calendar.choose}
        value={id}
        data={others.map((other) => ({ value: other.id, label: say(other.title) }))}
        onChange={({ currentTarget }) => setId(currentTarget.value)}
      />
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {calendar.chooseButton}
      </Button>
      {isAsking && (
        <Dialog
          title={calendar.choose}
          hint={calendar.chooseAsk}
          error={error}
          isBusy={isBusy}
          submit={calendar.chooseButton}
          onSubmit={() => void choose()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Group>
  )
}
