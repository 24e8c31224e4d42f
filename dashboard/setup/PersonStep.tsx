import { Button, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '../words/language.tsx'
import { type Draft, type Step, textOf } from './draft.ts'

type Missing = 'name' | 'login' | 'password' | 'repeat'

/** Whoever signs in first. */
export function PersonStep({ draft, choices, onNext, onPassword }: Step & { onPassword: (password: string) => void }) {
  const { setup, common } = useWords()
  const { person: text } = setup
  const [role, setRole] = useState<Draft['person']['role']>(draft.person.role)
  const [missing, setMissing] = useState<Missing>()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const lacks = missingOf(form, choices.passwordLength)
    setMissing(lacks)
    if (lacks) return
    onPassword(passwordOf(form, 'password'))
    onNext({ person: { name: textOf(form, 'name'), login: textOf(form, 'login'), role } })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack align="flex-start">
        <Text>{text.lead}</Text>
        <TextInput
          name="name"
          label={text.name}
          defaultValue={draft.person.name}
          error={missing === 'name' && text.noName}
          autoComplete="name"
          required
          w="100%"
        />
        <Radio.Group label={text.role} value={role} onChange={(value) => setRole(value)}>
          <Stack gap="xs" mt="xs">
            <Radio value="principal" label={common.role['principal']} />
            <Radio value="deputy" label={common.role['deputy']} />
          </Stack>
        </Radio.Group>
        <Text size="sm" c="dimmed">
          {text.extra[role]}
        </Text>
        <TextInput
          name="login"
          label={text.login}
          description={text.loginHint}
          defaultValue={draft.person.login}
          error={missing === 'login' && text.noLogin}
          autoComplete="username"
          required
          w="100%"
        />
        <Passwords missing={missing} length={choices.passwordLength} />
        <Button type="submit">{setup.next}</Button>
      </Stack>
    </form>
  )
}

function Passwords({ missing, length }: { missing: Missing | undefined; length: number }) {
  const { person: text } = useWords().setup
  return (
    <>
      <PasswordInput
        name="password"
        label={text.password}
        description={text.passwordHint(length)}
        error={missing === 'password' && text.tooShort(length)}
        autoComplete="new-password"
        required
        w="100%"
      />
      <PasswordInput
        name="repeat"
        label={text.repeat}
        error={missing === 'repeat' && text.differ}
        autoComplete="new-password"
        required
        w="100%"
      />
    </>
  )
}

/** The first thing that keeps the form from going on; the rest the server says. */
function missingOf(form: FormData, length: number): Missing | undefined {
  if (!/^\S+\s+\S+/.test(textOf(form, 'name'))) return 'name'
  if (textOf(form, 'login').length < 3) return 'login'
  const password = passwordOf(form, 'password')
  if (password.length < length) return 'password'
  return password === passwordOf(form, 'repeat') ? undefined : 'repeat'
}

/** As it was typed: spaces are part of a password. */
function passwordOf(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value : ''
}
