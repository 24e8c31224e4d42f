import { Alert, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useLanguage } from '../words/language.tsx'
import { Done } from './Done.tsx'
import { Form } from './Form.tsx'
import type { Trial } from './send.ts'
import { TrialShown } from './TrialShown.tsx'
import { type Stage, useTrial } from './useTrial.ts'

/** From the choice of files to what followed of them. */
export function Load({ heading = 2 }: { heading?: 2 | 3 }) {
  const { words } = useLanguage()
  const { send } = words.imports
  const { stage, check, accept, again } = useTrial()
  const isFailed = stage.at === 'trial' && stage.trial.state === 'failed'
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="load">
      <Stack>
        <Title order={heading} id="load">
          {send.title}
        </Title>
        <Told stage={stage} />
        {stage.at === 'trial' && (stage.trial.state === 'checked' || isFailed) && (
          <TrialShown trial={stage.trial} onAccept={() => void accept(stage.trial)} onAgain={again} />
        )}
        {/* Hidden, not gone: what was chosen is there for another try. */}
        <div hidden={!(stage.at === 'choosing' || isFailed)}>
          <Form onCheck={(form) => void check(form)} />
        </div>
        {stage.at === 'trial' && stage.trial.state === 'loaded' && <Done trial={stage.trial} onNext={again} />}
      </Stack>
    </Paper>
  )
}

/** What is being done, and what went wrong, read out as it changes. */
function Told({ stage }: { stage: Stage }) {
  const { words, lang } = useLanguage()
  const { done } = words.imports
  const error = stage.at === 'sending' ? undefined : stage.error
  return (
    <div aria-live="polite">
      {error && (
        <Alert color="red" title={done.failed} role="alert">
          {error[lang]}
        </Alert>
      )}
      {stage.at === 'sending' && <Sending share={stage.share} />}
      {stage.at === 'trial' && <Working trial={stage.trial} />}
    </div>
  )
}

function Sending({ share }: { share: number }) {
  const { work } = useLanguage().words.imports
  return (
    <Stack gap="xs">
      <Text>{work.sending(share)}</Text>
      <Progress value={share} aria-label={work.sending(share)} />
    </Stack>
  )
}

function Working({ trial }: { trial: Trial }) {
  const { work } = useLanguage().words.imports
  const { state, rows, result } = trial
  if (state !== 'checking' && state !== 'loading') return null
  const isFollowing = state === 'loading' && result !== null && rows > 0 && rows >= result.rows
  const text = state === 'checking' ? work.checking(rows) : isFollowing ? work.following : work.loading(rows)
  // How many rows there are is known once they were checked.
  const share = state === 'loading' && result ? (rows / Math.max(1, result.rows)) * 100 : 100
  return (
    <Stack gap="xs">
      <Text>{text}</Text>
      <Progress value={share} animated={state === 'checking' || isFollowing} striped aria-label={text} />
      <Text size="sm" c="dimmed">
        {work.stay}
      </Text>
    </Stack>
  )
}
