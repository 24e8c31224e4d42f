import { Button, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useFirstWrong } from '../parts/first-wrong.ts'
import { useWords } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { type Choices, type Draft, type Step, textOf } from './draft.ts'

type Wrong = Partial<Record<'name' | 'login' | 'password' | 'repeat', string>>
type Props = Step & {
  /** What the server said of the password that was given. */
  refused: string | undefined
  onPassword: (password: string) => void
}

/** Whoever signs in first. */
export function PersonStep({ draft, choices, refused, onNext, onPassword }: Props) {
  const { setup, common } = useWords()
  const { person: text } = setup
  const [role, setRole] = useState<Draft['person']['role']>(draft.person.role)
  const [wrong, setWrong] = useState<Wrong | undefined>(refused === undefined ? undefined : { password: refused })
  const ref = useFirstWrong(wrong)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const found = wrongOf(form, choices, text)
    setWrong(found)
    if (Object.keys(found).length > 0) return
    onPassword(passwordOf(form, 'password'))
    onNext({ person: { name: textOf(form, 'name'), login: textOf(form, 'login'), role } })
  }
  return (
    <form ref={ref} onSubmit={submit} noValidate>
      <Stack align="flex-start">
        <Text>{text.lead}</Text>
        <TextInput
          name="name"
          label={text.name}
          defaultValue={draft.person.name}
          error={wrong?.name}
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
          error={wrong?.login}
          autoComplete="username"
          required
          w="100%"
        />
        <Passwords wrong={wrong} length={choices.passwordLength} />
        <Button type="submit">{setup.next}</Button>
      </Stack>
    </form>
  )
}

function Passwords({ wrong, length }: { wrong: Wrong | undefined; length: number }) {
  const { person: text } = useWords().setup
  return (
    <>
      <PasswordInput
        name="password"
        label={text.password}
        description={text.passwordHint(length)}
        error={wrong?.password}
        aria-invalid={wrong?.password !== undefined}
        autoComplete="new-password"
        required
        w="100%"
      />
      <PasswordInput
        name="repeat"
        label={text.repeat}
        error={wrong?.repeat}
        aria-invalid={wrong?.repeat !== undefined}
        autoComplete="new-password"
        required
        w="100%"
      />
    </>
  )
}

/** Everything that keeps the form from going on, by its field; the rest the server says. */
function wrongOf(form: FormData, { loginPattern, passwordLength }: Choices, text: Words['setup']['person']): Wrong {
  const password = passwordOf(form, 'password')
  return {
    ...(!/^\S+\s+\S+/.test(textOf(form, 'name')) && { name: text.noName }),
    ...(!new RegExp(loginPattern, 'u').test(textOf(form, 'login')) && { login: text.noLogin }),
    ...(password.length < passwordLength && { password: text.tooShort(passwordLength) }),
    ...(password !== passwordOf(form, 'repeat') && { repeat: text.differ }),
  }
}

/** As it was typed: spaces are part of a password. */
function passwordOf(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value : ''
}
