import { Button, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { CallError, call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { useFirstWrong } from '../parts/first-wrong.ts'
import { useSubmit } from '../session/submit.ts'
import { useLanguage, useWords } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { type Choices, type Draft, type Step, textOf, type Wanted } from './draft.ts'

type Faults = Partial<Record<'name' | 'login' | 'password' | 'repeat', string>>
type Props = Step & {
  secret: string
  onPassword: (password: string) => void
}

/** Whoever signs in first. */
export function PersonStep({ draft, choices, secret, onNext, onPassword }: Props) {
  const { words, lang } = useLanguage()
  const { setup } = words
  const { person: text } = setup
  const [role, setRole] = useState<Role>(draft.person.role)
  const [wrong, setWrong] = useState<Faults>()
  const { isBusy, error, submit: send } = useSubmit()
  const ref = useFirstWrong(wrong)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const found = wrongOf(form, choices, text)
    setWrong(found)
    if (Object.keys(found).length > 0) return
    const person = { name: textOf(form, 'name'), login: textOf(form, 'login'), role }
    const password = passwordOf(form, 'password')
    send(async () => {
      const refused = await refusedPassword(secret, { ...person, password })
      if (refused) return setWrong({ password: refused[lang] })
      onPassword(password)
      onNext({ person })
    })
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
        <RoleChoice role={role} onChange={setRole} />
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
        <Wrong error={error} />
        <Button type="submit" loading={isBusy}>
          {setup.next}
        </Button>
      </Stack>
    </form>
  )
}

type Role = Draft['person']['role']

function RoleChoice({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const { setup, common } = useWords()
  const { person: text } = setup
  return (
    <>
      <Radio.Group label={text.role} value={role} onChange={(value) => onChange(value)}>
        <Stack gap="xs" mt="xs">
          <Radio value="principal" label={common.role['principal']} />
          <Radio value="deputy" label={common.role['deputy']} />
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed">
        {text.extra[role]}
      </Text>
    </>
  )
}

function Passwords({ wrong, length }: { wrong: Faults | undefined; length: number }) {
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
function wrongOf(form: FormData, { loginPattern, passwordLength }: Choices, text: Words['setup']['person']): Faults {
  const password = passwordOf(form, 'password')
  return {
    ...(!/^\S+\s+\S+/.test(textOf(form, 'name')) && { name: text.noName }),
    ...(!new RegExp(loginPattern, 'u').test(textOf(form, 'login')) && { login: text.noLogin }),
    ...(password.length < passwordLength && { password: text.tooShort(passwordLength) }),
    ...(password !== passwordOf(form, 'repeat') && { repeat: text.differ }),
  }
}

/** What the server has against the password; undefined where it is taken. */
async function refusedPassword(key: string, person: Wanted['person']): Promise<CallError['said'] | undefined> {
  try {
    await call('POST /api/setup/person', { body: { key, person } })
    return undefined
  } catch (failure) {
    if (failure instanceof CallError && failure.code === 'setup-password') return failure.said
    throw failure
  }
}

/** As it was typed: spaces are part of a password. */
function passwordOf(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value : ''
}
