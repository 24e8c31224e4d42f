import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useSubmit } from '../session/submit.ts'
import { Told } from '../session/Told.tsx'
import { useWords } from '../words/language.tsx'
import { AccountState, type Person } from './PeopleTab.tsx'

type Link = Answer<'POST /api/people/{id}/link'>

/** The sign-in of a person: made with an invitation, given a new link, closed and opened. */
export function AccountPart({ person, mayChange }: { person: Person; mayChange: boolean }) {
  const { people: say } = useWords()
  const client = useQueryClient()
  const [link, setLink] = useState<Link>()
  const { error, isBusy, submit } = useSubmit()
  const params = { id: person.id }
  const act = (work: () => Promise<Link | object>) =>
    submit(async () => {
      const answer = await work()
      setLink('path' in answer ? answer : undefined)
      await client.invalidateQueries({ queryKey: ['people'] })
    })
  const { account } = person
  return (
    <Stack>
      <Told error={error} />
      <div>
        <AccountState account={account} />
      </div>
      {link && <LinkShown link={link} />}
      {mayChange && account === null && (
        <MakeAccount
          isBusy={isBusy}
          onLogin={(login) => act(() => call('POST /api/people/{id}/account', { params, body: { login } }))}
        />
      )}
      {mayChange && account !== null && (
        <AccountActions
          account={account}
          isBusy={isBusy}
          onLink={() => act(() => call('POST /api/people/{id}/link', { params }))}
          onClose={(isDisabled) => act(() => call('PUT /api/people/{id}/account', { params, body: { isDisabled } }))}
          onDropFactor={() => act(() => call('DELETE /api/people/{id}/second-factor', { params }))}
        />
      )}
      {mayChange && account !== null && (
        <Text size="sm" c="dimmed">
          {account.hasSecondFactor ? `${say.closeSay} ${say.dropFactorSay}` : say.closeSay}
        </Text>
      )}
    </Stack>
  )
}

type ActionsProps = {
  account: NonNullable<Person['account']>
  isBusy: boolean
  onLink: () => void
  onClose: (isDisabled: boolean) => void
  onDropFactor: () => void
}

function AccountActions({ account, isBusy, onLink, onClose, onDropFactor }: ActionsProps) {
  const { people: say } = useWords()
  return (
    <Group>
      {!account.isDisabled && (
        <Button variant="default" disabled={isBusy} onClick={onLink}>
          {say.makeLink}
        </Button>
      )}
      <Button variant="default" disabled={isBusy} onClick={() => onClose(!account.isDisabled)}>
        {account.isDisabled ? say.reopen : say.close}
      </Button>
      {account.hasSecondFactor && (
        <Button variant="default" disabled={isBusy} onClick={onDropFactor}>
          {say.dropFactor}
        </Button>
      )}
    </Group>
  )
}

function MakeAccount({ isBusy, onLogin }: { isBusy: boolean; onLogin: (login: string) => void }) {
  const { people: say } = useWords()
  const [login, setLogin] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onLogin(login)
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={say.login}
          description={say.loginSay}
          value={login}
          onChange={({ currentTarget: { value } }) => setLogin(value.toLowerCase())}
          pattern="[a-z0-9][a-z0-9._@\-]{2,99}"
          autoCapitalize="none"
          required
        />
        <Button type="submit" loading={isBusy}>
          {say.makeAccount}
        </Button>
      </Group>
    </form>
  )
}

function LinkShown({ link: { path, purpose } }: { link: Link }) {
  const { people: say } = useWords()
  const address = `${location.origin}${path}`
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">{purpose === 'invite' ? say.linkInvite : say.linkReset}</Text>
      <Group align="flex-end">
        <TextInput label={say.link} value={address} readOnly style={{ flex: 1, minWidth: 200 }} />
        <CopyButton value={address}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? say.copied : say.copy}</Button>}
        </CopyButton>
      </Group>
    </Stack>
  )
}
