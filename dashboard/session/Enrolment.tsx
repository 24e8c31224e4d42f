import { Button, Code, Image, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useWords } from '../words/language.tsx'
import { CodeEntry } from './CodeForm.tsx'
import { useSubmit } from './submit.ts'
import { Told } from './Told.tsx'

/** Sets an authenticator up: a picture to scan, or a key to type, and the first code of it. */
export function Enrolment({ onDone }: { onDone: () => Promise<void> }) {
  const { session } = useWords()
  const [offer, setOffer] = useState<Answer<'POST /api/me/second-factor'>>()
  const { error, isBusy, submit } = useSubmit()
  if (!offer)
    return (
      <Stack align="flex-start">
        <Told error={error} />
        <Button loading={isBusy} onClick={() => submit(async () => setOffer(await call('POST /api/me/second-factor')))}>
          {session.factor.begin}
        </Button>
      </Stack>
    )
  return (
    <Stack maw={360}>
      <Text size="sm">{session.factor.scan}</Text>
      <Image
        src={`data:image/svg+xml;utf8,${encodeURIComponent(offer.picture)}`}
        alt={session.factor.picture}
        w={220}
        h={220}
        bg="white"
      />
      <Text size="sm">
        {session.factor.byHand} <Code>{offer.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</Code>
      </Text>
      <Text size="sm">{session.factor.thenCode}</Text>
      <CodeEntry
        label={session.factor.confirm}
        onCode={async (code) => {
          await call('POST /api/me/second-factor/confirmation', { body: { code } })
          await onDone()
        }}
      />
    </Stack>
  )
}
