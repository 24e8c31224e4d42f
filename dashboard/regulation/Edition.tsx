import { Alert, Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, CallError, call } from '../call.ts'
import { dayFull, instantText } from '../parts/dates.ts'
import { dayIn } from '../parts/days.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useMay, useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'

type Status = Answer<'GET /api/rules/status'>

/** Which edition of the rules is in force, which one waits for a decision and why, and what was refused. */
export function Edition() {
  const query = useQuery({
    queryKey: ['rules-status'],
    queryFn: () => call('GET /api/rules/status'),
    refetchInterval: 15_000,
  })
  return (
    <Loaded query={query} lines={2}>
      {(status) => (
        <Stack gap="sm">
          <InForce status={status} />
          {status.held && <Held held={status.held} />}
          {status.refused && <Refused refused={status.refused} />}
        </Stack>
      )}
    </Loaded>
  )
}

function InForce({ status }: { status: Status }) {
  const { words, lang } = useLanguage()
  const { school } = useMe()
  const own = words.regulation.status
  const { inForce, lastDay, examples, rules, points, held } = status
  if (!inForce) return <Text>{own.none}</Text>
  const line = [
    own.files(rules, points),
    ...(examples ? [own.examples(examples.all, examples.failed)] : []),
    ...(lastDay ? [own.lastDay(dayFull(lastDay.day, lang))] : []),
  ]
  return (
    <Stack gap={2}>
      <Text>
        <strong>{own.inForce(inForce.hash.slice(0, 8))}</strong>
        {inForce.since !== null && ` ${own.since(dayFull(dayIn(inForce.since, school.timeZone), lang))}`}
      </Text>
      <Text size="sm" c="dimmed">
        {line.join(' · ')}
      </Text>
      {inForce.acceptedBy !== null && (
        <Text size="sm" c="dimmed">
          {own.acceptedBy(inForce.acceptedBy, inForce.reason ?? '')}
        </Text>
      )}
      {!inForce.isFiles && !held && <Text size="sm">{own.differs}</Text>}
    </Stack>
  )
}

function Held({ held }: { held: NonNullable<Status['held']> }) {
  const { words } = useLanguage()
  const say = useSay()
  const may = useMay()
  const { roles } = useMe()
  const [isOpen, { open, close }] = useDisclosure()
  const own = words.regulation.status
  const isPast = useOn() !== undefined
  const mayAccept = may('write', 'editions') && !roles.includes('methodologist') && !isPast
  return (
    <Alert color="yellow" title={own.heldTitle} role="status">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{own.heldWhy}</Text>
        <List size="sm">
          {held.because.map(({ rule, title, why }) => (
            <List.Item key={rule}>
              {rule}
              {title && ` «${say(title)}»`}: {say(why)}
            </List.Item>
          ))}
        </List>
        {mayAccept ? <Button onClick={open}>{own.accept}</Button> : <Text size="sm">{own.heldWho}</Text>}
      </Stack>
      <Modal opened={isOpen} onClose={close} title={own.acceptTitle}>
        <Accept onDone={close} />
      </Modal>
    </Alert>
  )
}

function Accept({ onDone }: { onDone: () => void }) {
  const { words, lang } = useLanguage()
  const own = words.regulation.status
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const accept = useMutation({
    mutationFn: () => call('POST /api/rules/held/acceptance', { body: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries()
      notifications.show({ message: own.accepted })
      onDone()
    },
  })
  return (
    <Stack>
      <Text size="sm">{own.acceptBody}</Text>
      <Textarea
        label={own.reason}
        required
        autosize
        minRows={3}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        error={accept.error instanceof CallError ? accept.error.said[lang] : undefined}
        data-autofocus
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {words.common.cancel}
        </Button>
        <Button loading={accept.isPending} disabled={reason.trim().length < 3} onClick={() => accept.mutate()}>
          {own.accept}
        </Button>
      </Group>
    </Stack>
  )
}

const shownProblems = 8

function Refused({ refused }: { refused: NonNullable<Status['refused']> }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { school } = useMe()
  const own = words.regulation.status
  const rest = refused.problems.length - shownProblems
  return (
    <Alert color="red" title={own.refusedTitle} role="status">
      <Stack gap="sm">
        <Text size="sm">{own.refusedWhy(instantText(refused.at, lang, school.timeZone))}</Text>
        {refused.problems.slice(0, shownProblems).map(({ file, line, column, message, fix }, no) => (
          <div key={no}>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {file !== null && own.place(file, line, column)}
            </Text>
            <Text size="sm">{say(message)}</Text>
            <Text size="sm">
              {own.fix}: {say(fix)}
            </Text>
          </div>
        ))}
        {rest > 0 && <Text size="sm">{own.moreProblems(rest)}</Text>}
      </Stack>
    </Alert>
  )
}
