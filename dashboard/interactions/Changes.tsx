import { Card, Group, Stack, Text } from '@mantine/core'
import type { Answer } from '../call.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useSay, useWords } from '../words/language.tsx'

export type Change = Answer<'POST /api/interactions'>['duties'][number]

/** Duties that an entry moved: from what to what, with the sentence of each before and after. */
export function Changes({ duties }: { duties: Change[] }) {
  const { interactions, common } = useWords()
  const say = useSay()
  if (duties.length === 0) return <Text>{interactions.done.nothing}</Text>
  return (
    <Stack gap="sm" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {duties.map(({ key, point, title, from, to, before, after, isServed }) => (
        <Card key={key} withBorder padding="sm" component="li">
          <Text fw={600}>
            {common.point(point)} {say(title)}
          </Text>
          <Group gap="xs" my={4}>
            {from !== null && <Status id={from as StatusId} />}
            {from !== to && to !== null && (
              <>
                <span aria-hidden="true">→</span>
                <Status id={to as StatusId} />
              </>
            )}
            {!isServed && from === to && (
              <Text size="sm" fw={600}>
                {interactions.done.notCounted}
              </Text>
            )}
          </Group>
          {before && from !== to && (
            <Text size="sm" c="dimmed">
              {interactions.done.before}: {say(before)}
            </Text>
          )}
          {after && (
            <Text size="sm">
              {interactions.done.after}: {say(after)}
            </Text>
          )}
        </Card>
      ))}
    </Stack>
  )
}
