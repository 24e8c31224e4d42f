import { Alert, Anchor, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { CallError, call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage } from '../words/language.tsx'
import { AfterSetup } from './AfterSetup.tsx'
import { CalendarStep } from './CalendarStep.tsx'
import { type Choices, type Draft, forgetDraft, useDraft } from './draft.ts'
import { PersonStep } from './PersonStep.tsx'
import { QuestionsStep } from './QuestionsStep.tsx'
import { SchoolStep } from './SchoolStep.tsx'

/** The first start of the program: a school, its calendar, its first administrator, the answers it gives. */
export default function Setup() {
  const { words, lang, setLang } = useLanguage()
  const { setup } = words
  const { key } = useSearch({ strict: false }) as { key?: string }
  const [made, setMade] = useState<string>()
  useEffect(() => {
    document.title = `${setup.title} · ${words.shell.product}`
  }, [setup.title, words.shell.product])
  return (
    <Stack component="main" maw={820} mx="auto" p="md" pb="xl">
      <Group justify="space-between">
        <Text fw={700}>{words.shell.product}</Text>
        <Button variant="subtle" size="xs" onClick={() => setLang(lang === 'ru' ? 'en' : 'ru')}>
          {lang === 'ru' ? 'English' : 'Русский'}
        </Button>
      </Group>
      {made !== undefined ? (
        <AfterSetup school={made} />
      ) : key === undefined ? (
        <Alert>{setup.noKey}</Alert>
      ) : (
        <Ask secret={key} onMade={setMade} />
      )}
    </Stack>
  )
}

function Ask({ secret, onMade }: { secret: string; onMade: (school: string) => void }) {
  const query = useQuery({
    queryKey: ['setup'],
    queryFn: () => call('GET /api/setup', { query: { key: secret } }),
    // Once the school is made the same question is refused: nothing asks it again by itself.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { error } = query
  if (error instanceof CallError && error.code === 'setup-closed') return <Closed said={error.said} />
  return <Loaded query={query}>{(choices) => <Steps secret={secret} choices={choices} onMade={onMade} />}</Loaded>
}

/** Whoever opens the link again once there is a school looks for the school. */
function Closed({ said }: { said: CallError['said'] }) {
  const { words, lang } = useLanguage()
  return (
    <Alert role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{said[lang]}</Text>
        <Anchor href="/">{words.setup.first.finish}</Anchor>
      </Stack>
    </Alert>
  )
}

type Props = { secret: string; choices: Choices; onMade: (school: string) => void }

function Steps({ secret, choices, onMade }: Props) {
  const { words, lang } = useLanguage()
  const { setup } = words
  const client = useQueryClient()
  const [draft, change] = useDraft()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<CallError>()
  const [isBusy, setIsBusy] = useState(false)
  const goOn = (more: Partial<Draft>) => {
    setError(undefined)
    change({ ...more, step: draft.step + 1 })
  }
  const create = async (answers: Draft['answers']) => {
    setIsBusy(true)
    try {
      const { school, person } = draft
      await call('POST /api/setup', { body: { key: secret, school, person: { ...person, password }, answers } })
      forgetDraft()
      onMade(school.name)
      client.removeQueries({ queryKey: ['setup'], type: 'inactive' })
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure
      setError(failure)
      change({ answers, step: stepOf[failure.code] ?? draft.step })
    } finally {
      setIsBusy(false)
    }
  }
  // Without a password the last steps cannot be: it is asked for again after a reload.
  const step = password === '' ? Math.min(draft.step, 2) : draft.step
  const common = { draft, choices, onNext: goOn }
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Heading step={step} />
        {step === 0 && <SchoolStep {...common} />}
        {step === 1 && <CalendarStep {...common} secret={secret} />}
        {step === 2 && <PersonStep {...common} secret={secret} onPassword={setPassword} />}
        {step === 3 && <QuestionsStep {...common} isBusy={isBusy} onCreate={(answers) => void create(answers)} />}
        <Wrong error={error?.said[lang]} />
        {step > 0 && (
          <Group>
            <Button variant="subtle" onClick={() => change({ step: step - 1 })}>
              ← {setup.back}
            </Button>
          </Group>
        )}
        <Text size="sm" c="dimmed">
          {setup.kept}
        </Text>
      </Stack>
    </Paper>
  )
}

/** Where the server's "no" is mended. */
const stepOf: Readonly<Record<string, number>> = {
  'setup-school': 0,
  'setup-calendar': 1,
  'setup-person': 2,
  'setup-password': 2,
  'setup-answers': 3,
}

/** Which step this is; focus goes to it, so that the keyboard and a screen reader begin there. */
export function Heading({ step }: { step: number }) {
  const { setup } = useLanguage().words
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [step])
  const told = setup.step(step + 1, setup.steps.length)
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {setup.title} · {told}
      </Text>
      <Progress value={((step + 1) / setup.steps.length) * 100} aria-label={told} size="sm" />
      <Title order={1} ref={heading} tabIndex={-1}>
        {setup.steps[step]}
      </Title>
    </Stack>
  )
}
