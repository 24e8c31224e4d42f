import { Button, Divider, NativeSelect, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { addressOf, call } from '../call.ts'
import { useWords } from '../words/language.tsx'
import { useSubmit } from './submit.ts'
import { Told } from './Told.tsx'

const useSchools = () => useQuery({ queryKey: ['schools'], queryFn: () => call('GET /api/schools') })

/** The first page of whoever is not signed in; where there is no school yet, how to make one. */
export function SignInPage() {
  const { session } = useWords()
  const { data, isPending } = useSchools()
  const refused = new URLSearchParams(location.search).get('refused') ?? ''
  if (isPending) return null
  if (data?.schools.length === 0) return <NoSchool />
  return (
    <Outside title={session.title}>
      <Stack>
        <Told error={session.refused[refused]} />
        <SignInForm />
        <Text size="sm" c="dimmed">
          {session.forgot}
        </Text>
      </Stack>
    </Outside>
  )
}

function NoSchool() {
  const { noSchool } = useWords().session
  return (
    <Outside title={noSchool.title}>
      <Stack gap="sm">
        <Text>{noSchool.link}</Text>
        <Text>{noSchool.anew}</Text>
        <Text size="sm" c="dimmed">
          {noSchool.whoElse}
        </Text>
      </Stack>
    </Outside>
  )
}

/** A page outside the frame: one sheet in the middle. */
export function Outside({ title, children }: { title: string; children: ReactNode }) {
  const { shell } = useWords()
  useEffect(() => {
    document.title = `${title} · ${shell.product}`
  }, [title, shell.product])
  return (
    <Stack component="main" align="center" justify="center" mih="100vh" p="md" gap="sm">
      <Text fw={700} size="lg">
        {shell.product}
      </Text>
      <Paper withBorder p="xl" w="100%" maw={420}>
        <Title order={1} mb="md">
          {title}
        </Title>
        {children}
      </Paper>
    </Stack>
  )
}

/** Login and password; told what is wrong, and what was typed stays. Where a second step is owed, `GET /api/me` says so. */
export function SignInForm({ onDone }: { onDone?: () => Promise<void> }) {
  const { session } = useWords()
  const { data } = useSchools()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [school, setSchool] = useState('')
  const { error, isBusy, submit } = useSubmit()
  const client = useQueryClient()
  const { schools = [], openid = false } = data ?? {}
  const chosen = school === '' ? {} : { school: Number(school) }
  const enter = async () => {
    await call('POST /api/session', { body: { login, password, ...chosen } })
    await (onDone ? onDone() : client.invalidateQueries())
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit(enter)
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <Told error={error} />
        {schools.length > 1 && (
          <NativeSelect
            label={session.school}
            value={school}
            onChange={({ currentTarget: { value } }) => setSchool(value)}
            data={[
              { value: '', label: session.chooseSchool },
              ...schools.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            required
          />
        )}
        <TextInput
          name="login"
          label={session.login}
          value={login}
          onChange={({ currentTarget: { value } }) => setLogin(value)}
          autoComplete="username"
          autoCapitalize="none"
          required
          autoFocus
        />
        <PasswordInput
          name="password"
          label={session.password}
          value={password}
          onChange={({ currentTarget: { value } }) => setPassword(value)}
          autoComplete="current-password"
          required
        />
        <Button type="submit" loading={isBusy} size="md">
          {session.signIn}
        </Button>
        {openid && <OpenidLink school={chosen} isReady={schools.length < 2 || school !== ''} />}
      </Stack>
    </form>
  )
}

function OpenidLink({ school, isReady }: { school: { school?: number }; isReady: boolean }) {
  const { session } = useWords()
  return (
    <>
      <Divider label={session.or} />
      <Button
        disabled={!isReady}
        onClick={() => location.assign(addressOf('GET /api/session/openid', {}, school))}
        variant="default"
        size="md"
      >
        {session.openid}
      </Button>
    </>
  )
}
