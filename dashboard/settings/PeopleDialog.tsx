import { Button, Divider, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { DayField } from '../parts/DayField.tsx'
import { useMay, useMe } from '../session/me.tsx'
import { useSubmit } from '../session/submit.ts'
import { Told } from '../session/Told.tsx'
import { useWords } from '../words/language.tsx'
import { AccountPart } from './PeopleAccount.tsx'
import { RolesPart } from './PeopleRoles.tsx'
import type { Person } from './PeopleTab.tsx'

/** Everything of one person: who they are, roles by day, the sign-in. */
export function PersonDialog({ person, onClose }: { person: Person | undefined; onClose: () => void }) {
  const { people: say } = useWords()
  const may = useMay()
  const { staffId } = useMe()
  const isOwn = person?.id === staffId
  const mayChange = may('write', 'people')
  return (
    <Modal opened={person !== undefined} onClose={onClose} title={person?.name} size="lg">
      {person && (
        <Stack>
          {isOwn && mayChange && <Text size="sm">{say.own}</Text>}
          <Title order={3}>{say.roles}</Title>
          <RolesPart person={person} mayChange={mayChange && !isOwn} />
          <Divider />
          <Title order={3}>{say.account}</Title>
          <AccountPart person={person} mayChange={mayChange && !isOwn} />
          {mayChange && (
            <>
              <Divider />
              <Title order={3}>{say.name}</Title>
              <Details key={person.id} person={person} isOwn={isOwn} />
            </>
          )}
        </Stack>
      )}
    </Modal>
  )
}

function Details({ person, isOwn }: { person: Person; isOwn: boolean }) {
  const { people: say, common } = useWords()
  const client = useQueryClient()
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email ?? '')
  const [leftOn, setLeftOn] = useState(person.leftOn ?? '')
  const [said, setSaid] = useState('')
  const { error, isBusy, submit } = useSubmit()
  const save = async () => {
    const body = { name, email: email === '' ? null : email, leftOn: leftOn === '' ? null : leftOn }
    await call('PUT /api/people/{id}', { params: { id: person.id }, body })
    await client.invalidateQueries({ queryKey: ['people'] })
    setSaid(common.saved)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit(save)
      }}
    >
      <Stack>
        <Told error={error} />
        <TextInput
          label={say.fullName}
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
          minLength={3}
          required
        />
        <TextInput
          type="email"
          label={say.email}
          description={say.emailSay}
          value={email}
          onChange={({ currentTarget: { value } }) => setEmail(value)}
        />
        {!isOwn && <DayField label={say.leftOn} description={say.leftSay} value={leftOn} onDay={setLeftOn} />}
        <Button type="submit" variant="default" loading={isBusy} style={{ alignSelf: 'flex-start' }}>
          {common.save}
        </Button>
        <Text size="sm" role="status">
          {said}
        </Text>
      </Stack>
    </form>
  )
}
