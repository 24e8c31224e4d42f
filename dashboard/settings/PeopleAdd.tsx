import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { useSubmit } from '../session/submit.ts'
import { Told } from '../session/Told.tsx'
import { useWords } from '../words/language.tsx'
import type { Person } from './PeopleTab.tsx'

/**
 * Adds a person: name and e-mail; role and sign-in come next, in the dialog that opens. Of a name that is known it asks first: the
 * second press of the button answers.
 */
export function AddPerson({ people, onAdded }: { people: readonly Person[]; onAdded: (id: number) => void }) {
  const { people: say } = useWords()
  const client = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [isOther, setIsOther] = useState(false)
  const same = people.filter((person) => nameKey(person.name) === nameKey(name))
  const { error, isBusy, submit } = useSubmit()
  const add = async () => {
    const { id } = await call('POST /api/people', { body: { name, email: email === '' ? null : email } })
    await client.invalidateQueries({ queryKey: ['people'] })
    notifications.show({ message: say.added })
    setName('')
    setEmail('')
    setIsOther(false)
    close()
    onAdded(id)
  }
  return (
    <>
      <Button onClick={open}>{say.add}</Button>
      <Modal opened={isOpen} onClose={close} title={say.add}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (same.length > 0 && !isOther) setIsOther(true)
            else submit(add)
          }}
        >
          <Stack>
            <Told error={error} />
            <TextInput
              label={say.fullName}
              value={name}
              onChange={({ currentTarget: { value } }) => {
                setName(value)
                setIsOther(false)
              }}
              minLength={3}
              required
              data-autofocus
            />
            <TextInput
              type="email"
              label={say.email}
              description={say.emailSay}
              value={email}
              onChange={({ currentTarget: { value } }) => setEmail(value)}
            />
            {isOther && <Same people={same} />}
            <Button type="submit" loading={isBusy}>
              {isOther ? say.addOther : say.add}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  )
}

/** Who of this name is known already: a namesake is added knowingly. */
function Same({ people }: { people: readonly Person[] }) {
  const { people: say, common } = useWords()
  return (
    <Alert color="yellow" role="alert">
      {people.map(({ id, name, roles, classes }) => {
        const held = [...new Set(roles.map(({ role }) => common.role[role] ?? role))].join(', ')
        return (
          <Text key={id} size="sm">
            {say.same(name, [held, classes.join(', ')].filter((text) => text !== '').join(' '))}
          </Text>
        )
      })}
      <Text size="sm">{say.sameAsk}</Text>
    </Alert>
  )
}

/** Names that differ in letters of a kind or in spaces are the same name. */
function nameKey(name: string): string {
  return name.trim().toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/g, ' ')
}
