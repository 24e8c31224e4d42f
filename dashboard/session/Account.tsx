import { Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { call } from '../call.ts'
import { Page } from '../parts/Page.tsx'
import { Trail } from '../settings/AuditList.tsx'
import { useWords } from '../words/language.tsx'
import { useMe } from './me.tsx'
import { NewPassword } from './NewPassword.tsx'
import { OwnSessions } from './OwnSessions.tsx'
import { TwoSteps } from './TwoSteps.tsx'

/** One's own sign-in: who one is here, password, second step, open sessions, own actions. */
export default function Account() {
  const { shell, session } = useWords()
  const me = useMe()
  return (
    <Page title={shell.account}>
      <Part title={session.account.who}>
        <Who />
      </Part>
      <Part title={session.account.password}>
        {me.hasPassword ? <ChangePassword /> : <Text size="sm">{session.account.noPassword}</Text>}
      </Part>
      <Part title={session.factor.title}>
        <TwoSteps />
      </Part>
      <Part title={session.sessions.title}>
        <OwnSessions />
      </Part>
      <Part title={session.account.trail}>
        <Trail isOwn person={me.staffId} />
      </Part>
    </Page>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md">
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

function Who() {
  const { common, session } = useWords()
  const { name, login, roles, classes } = useMe()
  const held = roles.map((role) => common.role[role] ?? role).join(', ')
  return (
    <Stack gap={4}>
      <Text fw={600}>{name}</Text>
      <Text size="sm">
        {session.account.login}: {login}
      </Text>
      <Text size="sm">
        {session.account.roles}: {held === '' ? session.account.noRoles : held}
      </Text>
      {classes.length > 0 && (
        <Text size="sm">
          {session.account.classes}: {classes.map((own) => own.name).join(', ')}
        </Text>
      )}
    </Stack>
  )
}

function ChangePassword() {
  const { session } = useWords()
  const [current, setCurrent] = useState('')
  const [isDone, setIsDone] = useState(false)
  return (
    <Stack maw={360}>
      <NewPassword
        label={session.account.change}
        onPassword={async (next) => {
          setIsDone(false)
          await call('PUT /api/me/password', { body: { current, next } })
          setCurrent('')
          setIsDone(true)
        }}
      >
        <PasswordInput
          label={session.account.current}
          value={current}
          onChange={({ currentTarget: { value } }) => setCurrent(value)}
          autoComplete="current-password"
          required
        />
      </NewPassword>
      <Text size="sm" role="status">
        {isDone ? session.account.changed : ''}
      </Text>
    </Stack>
  )
}
