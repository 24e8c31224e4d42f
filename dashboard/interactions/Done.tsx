import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Page } from '../parts/Page.tsx'
import { useSay, useWords } from '../words/language.tsx'
import { Changes } from './Changes.tsx'
import type { LoggedAnswer } from './NewInteraction.tsx'

/** What the entry did: duties from what to what, and what to know of the form. */
export function Done({ logged, onAnother }: { logged: LoggedAnswer; onAnother: () => void }) {
  const { done } = useWords().interactions
  const say = useSay()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Page title={done.title}>
      <Stack maw={640} gap="md">
        <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {done.changed}
        </Title>
        {logged.warnings.map((warning) => (
          <Alert key={warning.ru} color="yellow">
            {say(warning)}
          </Alert>
        ))}
        <Changes duties={logged.duties} />
        {logged.duties.length === 0 && <Text>{done.kept}</Text>}
        <Group>
          <Button component={Link} to={`/interactions/${logged.id}`} variant="default" h={44}>
            {done.open}
          </Button>
          <Button component={Link} to="/interactions" variant="default" h={44}>
            {done.list}
          </Button>
          <Button variant="subtle" h={44} onClick={onAnother}>
            {done.another}
          </Button>
        </Group>
      </Stack>
    </Page>
  )
}
