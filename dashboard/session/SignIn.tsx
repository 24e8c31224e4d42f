import { Alert, Button, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { CallError, call } from '../call.ts'
import { useLanguage } from '../words/language.tsx'

/** The first page of whoever is not signed in. */
export function SignInPage() {
  const { words } = useLanguage()
  return (
    <Stack component="main" align="center" justify="center" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw={380}>
        <Title order={1} mb="md">
          {words.shell.product}
        </Title>
        <SignInForm />
      </Paper>
    </Stack>
  )
}

/** Login and password; told what is wrong, and what was typed stays. */
export function SignInForm({ onDone }: { onDone?: () => void }) {
  const { words, lang } = useLanguage()
  const client = useQueryClient()
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setIsBusy(true)
    setError(undefined)
    try {
      await call('POST /api/session', { body: { login: textOf(data, 'login'), password: textOf(data, 'password') } })
      await client.invalidateQueries()
      onDone?.()
    } catch (failure) {
      setError(failure instanceof CallError ? failure.said[lang] : words.shell.crashed)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {error && (
          <Alert color="red" role="alert">
            {error}
          </Alert>
        )}
        <TextInput name="login" label={words.session.login} autoComplete="username" required autoFocus />
        <PasswordInput name="password" label={words.session.password} autoComplete="current-password" required />
        <Button type="submit" loading={isBusy}>
          {words.session.signIn}
        </Button>
      </Stack>
    </form>
  )
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value : ''
}
