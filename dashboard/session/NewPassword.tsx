import { Button, PasswordInput, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useWords } from '../words/language.tsx'
import { useSubmit } from './submit.ts'
import { Told } from './Told.tsx'

type Props = { label: string; onPassword: (password: string) => Promise<void>; children?: ReactNode }

/** A new password, twice; `children` stand above it. What is wrong with it the server says. */
export function NewPassword({ label, onPassword, children }: Props) {
  const { session } = useWords()
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const { error, isBusy, submit, refuse } = useSubmit()
  const save = async () => {
    await onPassword(next)
    setNext('')
    setAgain('')
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (next === again) submit(save)
        else refuse(session.set.differ)
      }}
    >
      <Stack>
        <Told error={error} />
        {children}
        <PasswordInput
          label={session.set.next}
          description={session.set.rule}
          value={next}
          onChange={({ currentTarget: { value } }) => setNext(value)}
          autoComplete="new-password"
          required
        />
        <PasswordInput
          label={session.set.repeat}
          value={again}
          onChange={({ currentTarget: { value } }) => setAgain(value)}
          autoComplete="new-password"
          required
        />
        <Button type="submit" loading={isBusy} style={{ alignSelf: 'flex-start' }}>
          {label}
        </Button>
      </Stack>
    </form>
  )
}
