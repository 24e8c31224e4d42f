import { Alert, Anchor, Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { CallError, call } from '../call.ts'
import { useMay } from '../session/me.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import type { Change } from './Changes.tsx'
import type { One } from './Interaction.tsx'

type Props = { one: One; onChanged: (duties: Change[]) => void }

/** Changing the points of an entry, taking it back with a reason, and bringing it back: nothing is ever deleted. */
export function TakeBack({ one, onChanged }: Props) {
  const may = useMay()
  if (!may('write', 'interactions')) return null
  if (one.decision) return <OfDecision decision={one.decision} />
  if (one.entry.voided) return <Restore one={one} onChanged={onChanged} />
  if (!one.mayVoid) return null
  return (
    <>
      {one.attribution.length > 1 && <Attribution one={one} onChanged={onChanged} />}
      <Void one={one} onChanged={onChanged} />
    </>
  )
}

/** What a decision left goes with it: said, with the way there. */
function OfDecision({ decision: { flag, class: classId } }: { decision: NonNullable<One['decision']> }) {
  const { entry: words } = useWords().interactions
  return (
    <Text size="sm" c="dimmed" className="no-print">
      {flag === null ? words.ofReview : words.ofDecision}{' '}
      {flag === null ? (
        <Anchor component={Link} to="/my-class/review" search={{ class: String(classId) } as never}>
          {words.openReview}
        </Anchor>
      ) : (
        <Anchor component={Link} to={`/flags/${flag}`}>
          {words.openFlag}
        </Anchor>
      )}
    </Text>
  )
}

/** Calls a change, tells what it did to the duties, and asks every list anew. */
function useChange<T, A extends { duties: Change[]; id?: number }>(
  work: (given: T) => Promise<A>,
  onChanged: Props['onChanged'],
) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { lang, words } = useLanguage()
  const change = useMutation({
    mutationFn: work,
    onSuccess: async ({ duties, id }) => {
      onChanged(duties)
      if (id !== undefined) await navigate({ to: `/interactions/${id}` })
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
  })
  const failure = change.error instanceof CallError ? change.error.said[lang] : change.error && words.shell.crashed
  return { ...change, failure }
}

function Attribution({ one, onChanged }: Props) {
  const { interactions, common } = useWords()
  const say = useSay()
  const { id } = one.entry
  const [points, setPoints] = useState(one.attribution.filter(({ isOn }) => isOn).map(({ point }) => point))
  const change = useChange(
    (chosen: string[]) => call('POST /api/interactions/{id}/attribution', { params: { id }, body: { points: chosen } }),
    onChanged,
  )
  return (
    <section className="no-print">
      <Title order={2} mb={4}>
        {interactions.entry.attribution}
      </Title>
      <Checkbox.Group value={points} onChange={setPoints} label={interactions.entry.attributionHint}>
        <Stack gap={4} my="xs">
          {one.attribution.map(({ point, title }) => (
            <Checkbox key={point} value={point} size="md" py={8} label={`${common.point(point)} ${say(title)}`} />
          ))}
        </Stack>
      </Checkbox.Group>
      {change.failure && (
        <Alert color="red" role="alert" my="xs">
          {change.failure}
        </Alert>
      )}
      <Button
        variant="default"
        h={44}
        disabled={points.length === 0}
        loading={change.isPending}
        onClick={() => change.mutate(points)}
      >
        {interactions.entry.apply}
      </Button>
    </section>
  )
}

function Void({ one, onChanged }: Props) {
  const { entry: words } = useWords().interactions
  const [reason, setReason] = useState('')
  const { id } = one.entry
  const change = useChange(
    (said: string) => call('POST /api/interactions/{id}/void', { params: { id }, body: { reason: said } }),
    onChanged,
  )
  return (
    <section className="no-print">
      <Title order={2} mb={4}>
        {words.void}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.voidHint}
      </Text>
      {change.failure && (
        <Alert color="red" role="alert" my="xs">
          {change.failure}
        </Alert>
      )}
      <Group align="flex-end">
        <TextInput
          label={words.reason}
          size="md"
          required
          maxLength={500}
          style={{ flexGrow: 1 }}
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <Button
          color="red"
          variant="outline"
          size="md"
          disabled={reason.trim().length < 3}
          loading={change.isPending}
          onClick={() => change.mutate(reason.trim())}
        >
          {words.void}
        </Button>
      </Group>
    </section>
  )
}

function Restore({ one, onChanged }: Props) {
  const { entry: words } = useWords().interactions
  const { id } = one.entry
  const change = useChange(() => call('POST /api/interactions/{id}/restoration', { params: { id } }), onChanged)
  return (
    <Group className="no-print">
      {change.failure && (
        <Alert color="red" role="alert">
          {change.failure}
        </Alert>
      )}
      <Button variant="default" h={44} loading={change.isPending} onClick={() => change.mutate(undefined)}>
        {words.restore}
      </Button>
    </Group>
  )
}
