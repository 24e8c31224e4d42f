import { Button, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { DatesForm } from '../calendar/DatesForm.tsx'
import type { Dates, Problem } from '../calendar/dates.ts'
import { Warnings } from '../calendar/Warnings.tsx'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { useSay, useWords } from '../words/language.tsx'
import type { CalendarShown } from './CalendarTab.tsx'

/** The school's own terms and vacations in a year: entered over those it follows. */
export function OwnDates({ year }: { year: CalendarShown['years'][number] }) {
  const { calendar } = useWords()
  const { dates: text } = calendar
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  const [isChanged, setIsChanged] = useState(false)
  const [taken, setTaken] = useState<readonly Problem[]>([])
  const { isBusy, error, act } = useActing()
  const save = async (dates: Dates) => {
    let problems: readonly Problem[] = []
    await act(async () => {
      const answer = await call('PUT /api/calendar/dates', { body: { id: year.id, dates } })
      problems = answer.problems
      if (!answer.isAccepted) return undefined
      setTaken(problems)
      setIsOpen(false)
      return { say: text.taken }
    })
    return problems
  }
  const open = () => {
    setIsChanged(false)
    setIsOpen(true)
  }
  return (
    <Stack mt="sm" align="flex-start">
      <Warnings problems={taken} />
      <Button variant="default" onClick={open}>
        {year.isOwn ? text.again : text.open}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={say(year.title)}
        size="lg"
        closeOnEscape={!isChanged}
        closeOnClickOutside={!isChanged}
      >
        <Text mb="sm">{text.asked}</Text>
        <DatesForm
          year={year}
          submit={text.save}
          isBusy={isBusy}
          error={error}
          onSave={save}
          onCancel={() => setIsOpen(false)}
          onChanged={() => setIsChanged(true)}
        />
      </Modal>
    </Stack>
  )
}
