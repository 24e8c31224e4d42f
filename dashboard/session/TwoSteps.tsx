import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { useWords } from '../words/language.tsx'
import { Enrolment } from './Enrolment.tsx'
import { useMe } from './me.tsx'
import { useSubmit } from './submit.ts'
import { Told } from './Told.tsx'

/** Turns signing in by two steps on and off. */
export function TwoSteps() {
  const { session } = useWords()
  const { hasSecondFactor } = useMe()
  const client = useQueryClient()
  const [said, setSaid] = useState('')
  const done = async (text: string) => {
    await client.invalidateQueries({ queryKey: ['me'] })
    setSaid(text)
  }
  return (
    <Stack maw={420}>
      <Text size="sm">{hasSecondFactor ? session.factor.on : session.factor.off}</Text>
      {hasSecondFactor ? (
        <Removal onDone={() => done(session.factor.removed)} />
      ) : (
        <Enrolment onDone={() => done(session.factor.ready)} />
      )}
      <Text size="sm" role="status">
        {said}
      </Text>
    </Stack>
  )
}

function Removal({ onDone }: { onDone: () => Promise<void> }) {
  const { session, common } = useWords()
  const [isAsked, setIsAsked] = useState(false)
  const [password, setPassword] = useState('')
  const { error, isBusy, submit } = useSubmit()
  const remove = async () => {
    await call('DELETE /api/me/second-factor', { body: { password } })
    await onDone()
  }
  if (!isAsked)
    return (
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setIsAsked(true)}>
        {session.factor.remove}
      </Button>
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit(remove)
      }}
    >
      <Stack>
        <Told error={error} />
        <PasswordInput
          label={session.password}
          description={session.factor.removeSay}
          value={password}
          onChange={({ currentTarget: { value } }) => setPassword(value)}
          autoComplete="current-password"
          required
          autoFocus
        />
        <Button.Group>
          <Button type="submit" color="red" loading={isBusy}>
            {session.factor.remove}
          </Button>
          <Button variant="default" onClick={() => setIsAsked(false)}>
            {common.cancel}
          </Button>
        </Button.Group>
      </Stack>
    </form>
  )
}
