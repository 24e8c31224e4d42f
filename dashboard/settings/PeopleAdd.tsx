import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { useSubmit } from '../session/submit.ts'
import { Told } from '../session/Told.tsx'
import { useWords } from '../words/language.tsx'

/** Adds a person: name and e-mail; role and sign-in come next, in the dialog that opens. */
export function AddPerson({ onAdded }: { onAdded: (id: number) => void }) {
  const { people: say } = useWords()
  const client = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const { error, isBusy, submit } = useSubmit()
  const add = async () => {
    const { id } = await call('POST /api/people', { body: { name, email: email === '' ? null : email } })
    await client.invalidateQueries({ queryKey: ['people'] })
    notifications.show({ message: say.added })
    setName('')
    setEmail('')
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
            submit(add)
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
              data-autofocus
            />
            <TextInput
              type="email"
              label={say.email}
              description={say.emailSay}
              value={email}
              onChange={({ currentTarget: { value } }) => setEmail(value)}
            />
            <Button type="submit" loading={isBusy}>
              {say.add}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
