import { Button, FileInput, Group, List, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { useSay, useWords } from '../words/language.tsx'

type Checked = Answer<'POST /api/calendar/own'>

/** A calendar of one's own: checked with the place of every error, then taken. */
export function OwnCalendar() {
  const { settings } = useWords()
  const { calendar } = settings
  const [file, setFile] = useState<File | null>(null)
  const [checked, setChecked] = useState<Checked>()
  const { isBusy, error, act } = useActing()
  const isSound = checked !== undefined && !checked.problems.some(({ severity }) => severity === 'error')
  const send = (isTrial: boolean) =>
    void act(async () => {
      if (!file) return undefined
      const given = { name: file.name, text: await file.text(), isTrial }
      const answer = await call('POST /api/calendar/own', { body: given })
      setChecked(answer)
      return answer.isAccepted ? { say: calendar.accepted } : undefined
    })
  const choose = (next: File | null) => {
    setFile(next)
    setChecked(undefined)
  }
  return (
    <section>
      <Title order={2}>{calendar.upload}</Title>
      <Text c="dimmed" mb="sm">
        {calendar.uploadHint}
      </Text>
      <Group align="flex-end">
        <FileInput
          label={calendar.file}
          accept="application/json,.json"
          value={file}
          onChange={choose}
          w={280}
          clearable
        />
        <Button variant="default" disabled={!file} loading={isBusy} onClick={() => send(true)}>
          {calendar.check}
        </Button>
        <Button disabled={!isSound} loading={isBusy} onClick={() => send(false)}>
          {calendar.accept}
        </Button>
      </Group>
      <Wrong error={error} />
      <div aria-live="polite">{checked && <Told checked={checked} isSound={isSound} />}</div>
    </section>
  )
}

function Told({ checked, isSound }: { checked: Checked; isSound: boolean }) {
  const { settings } = useWords()
  const say = useSay()
  return (
    <Stack gap="xs" mt="sm">
      <Text fw={600}>{isSound ? settings.calendar.sound : settings.calendar.problems}</Text>
      <List size="sm">
        {checked.problems.map(({ place, message, fix, severity }) => (
          <List.Item key={place + message.en}>
            {severity === 'error' ? '✕' : '?'} {place}: {say(message)}. {say(fix)}
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
