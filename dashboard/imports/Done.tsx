import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { dayLong } from '../parts/dates.ts'
import { useMay } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { CountsTable } from './Counts.tsx'
import { Refused } from './Lists.tsx'
import type { Trial } from './send.ts'

/** The load is in, and this is what it means. */
export function Done({ trial, onNext }: { trial: Trial; onNext: () => void }) {
  const { words } = useLanguage()
  const { done, history } = words.imports
  const { importId, result, followed } = trial
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const title = importId === null ? done.unchanged : done.title(importId)
  return (
    <Stack align="flex-start">
      <Title order={3} ref={heading} tabIndex={-1}>
        {title}
      </Title>
      {followed && <Follows followed={followed} />}
      {result && (
        <Stack w="100%">
          <CountsTable counts={result.counts} changes={result.changes} label={history.result} isDone />
          <Refused trial={trial} />
        </Stack>
      )}
      <Button variant="default" onClick={onNext}>
        {done.next}
      </Button>
    </Stack>
  )
}

function Follows({ followed }: { followed: NonNullable<Trial['followed']> }) {
  const { words, lang } = useLanguage()
  const { done } = words.imports
  const may = useMay()
  const { asOf, flags, duties, held, refused } = followed
  if (refused)
    return (
      <Alert color="yellow" title={done.notFollowed}>
        {refused[lang]}
      </Alert>
    )
  return (
    <Stack gap={4}>
      <Text fw={600}>{done.followed}</Text>
      <Text>
        {done.asOf(dayLong(asOf, lang))} {done.flags(flags.raised, flags.cleared, flags.open)} {done.duties(duties)}
      </Text>
      {held > 0 && <Text>{done.held}</Text>}
      <Group>
        {may('read', 'flags') && (
          <Anchor component={Link} to="/flags">
            {done.seeFlags}
          </Anchor>
        )}
        {may('read', 'duties') && (
          <Anchor component={Link} to="/duties">
            {done.seeDuties}
          </Anchor>
        )}
      </Group>
    </Stack>
  )
}
