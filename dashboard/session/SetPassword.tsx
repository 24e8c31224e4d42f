import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CallError, call } from '../call.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { NewPassword } from './NewPassword.tsx'
import { Outside } from './SignIn.tsx'
import { Told } from './Told.tsx'

/** The page of a one-time link: a password for whoever it was given to. */
export default function SetPassword() {
  const { session } = useWords()
  const search = new URLSearchParams(location.search)
  const link = { school: Number(search.get('school')), key: search.get('key') ?? '' }
  const isWhole = Number.isInteger(link.school) && link.school > 0 && /^[\w-]{43}$/.test(link.key)
  return (
    <Outside title={session.set.title}>
      {isWhole ? <ByLink link={link} /> : <Told error={session.set.broken} />}
    </Outside>
  )
}

function ByLink({ link }: { link: { school: number; key: string } }) {
  const { words, lang } = useLanguage()
  const { session } = words
  const [isDone, setIsDone] = useState(false)
  // Asked once: when the password is set the link is no longer known.
  const owner = useQuery({
    queryKey: ['link', link],
    queryFn: () => call('POST /api/session/link', { body: link }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (isDone)
    return (
      <Stack>
        <Text role="status">{session.set.done}</Text>
        <ToSignIn />
      </Stack>
    )
  if (owner.error instanceof CallError && owner.error.code === 'dead-link')
    return (
      <Stack>
        <Told error={owner.error.said[lang]} />
        <ToSignIn />
      </Stack>
    )
  return (
    <Loaded query={owner}>
      {({ name, login, purpose }) => (
        <Stack>
          <Text size="sm">{purpose === 'invite' ? session.set.invite(name) : session.set.reset(name)}</Text>
          <TextInput label={session.set.yourLogin} value={login} autoComplete="username" readOnly />
          <NewPassword
            label={session.set.save}
            onPassword={async (password) => {
              await call('PUT /api/session/password', { body: { ...link, password } })
              setIsDone(true)
            }}
          />
        </Stack>
      )}
    </Loaded>
  )
}

function ToSignIn() {
  const { session } = useWords()
  return (
    <Button component="a" href="/" size="md">
      {session.set.goOn}
    </Button>
  )
}
