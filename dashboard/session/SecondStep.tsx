import { Button, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useWords } from '../words/language.tsx'
import { CodeForm } from './CodeForm.tsx'
import { Enrolment } from './Enrolment.tsx'
import { useLeave } from './leave.ts'
import type { Me } from './me.tsx'
import { Outside } from './SignIn.tsx'

/** The page of whoever has given the password and owes the second step: to give the code, or to set an authenticator up. */
export function SecondStepPage({ me }: { me: Me }) {
  const { session } = useWords()
  const client = useQueryClient()
  const leave = useLeave()
  return (
    <Outside title={session.step.title}>
      <Stack>
        <SecondStep me={me} onDone={() => client.invalidateQueries()} />
        <Button variant="subtle" onClick={() => void leave()}>
          {session.step.other}
        </Button>
      </Stack>
    </Outside>
  )
}

/** The code of an authenticator, or setting one up where the school asks for it and there is none. */
export function SecondStep({ me, onDone }: { me: Me; onDone: () => Promise<void> }) {
  const { session } = useWords()
  if (me.hasSecondFactor) return <CodeForm onDone={onDone} />
  return (
    <>
      <Text size="sm">{session.step.needed}</Text>
      <Enrolment onDone={onDone} />
    </>
  )
}
