import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call } from '../call.ts'
import { useWords } from '../words/language.tsx'
import { useSubmit } from './submit.ts'
import { Told } from './Told.tsx'

/** The second step of signing in. */
export function CodeForm({ onDone }: { onDone: () => Promise<void> }) {
  const { session } = useWords()
  return (
    <Stack>
      <Text size="sm">{session.step.say}</Text>
      <CodeEntry
        label={session.step.give}
        onCode={async (code) => {
          await call('POST /api/session/second-factor', { body: { code } })
          await onDone()
        }}
      />
      <Text size="sm" c="dimmed">
        {session.step.lost}
      </Text>
    </Stack>
  )
}

/** Six digits of an authenticator. */
export function CodeEntry({ label, onCode }: { label: string; onCode: (code: string) => Promise<void> }) {
  const { session } = useWords()
  const [code, setCode] = useState('')
  const { error, isBusy, submit } = useSubmit()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit(() => onCode(code))
      }}
    >
      <Stack>
        <Told error={error} />
        <TextInput
          name="code"
          label={session.step.code}
          value={code}
          onChange={({ currentTarget: { value } }) => setCode(value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\s*[0-9]{3}\s*[0-9]{3}\s*"
          maxLength={9}
          required
          autoFocus
        />
        <Button type="submit" loading={isBusy} size="md">
          {label}
        </Button>
      </Stack>
    </form>
  )
}
