import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { CallError } from '../call.ts'
import { useLanguage } from '../words/language.tsx'

type Props<T> = {
  query: UseQueryResult<T>
  /** What to say, kindly, where there is nothing to show. */
  empty?: { when: (data: T) => boolean; say: ReactNode }
  /** Lines of the skeleton. */
  lines?: number
  children: (data: T) => ReactNode
}

/** One place for the four states of what is asked of the server: loading, an error with another try, empty, there. */
export function Loaded<T>({ query, empty, lines = 5, children }: Props<T>) {
  const { data, error, refetch, isPlaceholderData } = query
  if (data !== undefined && !isNo(error))
    return (
      <div className="loaded" aria-busy={isPlaceholderData || undefined}>
        {error !== null && <Old query={query} error={error} />}
        {empty?.when(data) ? <Text c="dimmed">{empty.say}</Text> : children(data)}
      </div>
    )
  if (error === null) return <Waiting lines={lines} />
  return <Failed error={error} onRetry={() => void refetch()} />
}

/** A "no" that another try would not change: not for this person, or not there. */
function isNo(error: Error | null): boolean {
  const isAnswered = error instanceof CallError && [400, 403, 404].includes(error.status)
  return isAnswered && error.code !== 'second-factor'
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { words, lang } = useLanguage()
  const said = error instanceof CallError ? error.said[lang] : words.shell.crashed
  // A school that no rule has looked at yet is at its beginning, not in trouble.
  if (error instanceof CallError && error.code === 'not-evaluated') return <Text c="dimmed">{said}</Text>
  return (
    <Alert color="red" title={words.common.failed} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{said}</Text>
        {!isNo(error) && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {words.common.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

/** What is shown is what was there before: said quietly, with the hour and another try. */
function Old({ query, error }: { query: UseQueryResult; error: Error }) {
  const { words, lang } = useLanguage()
  // Whoever has to sign in again is asked to beside the page.
  if (error instanceof CallError && (error.status === 401 || error.code === 'second-factor')) return null
  const hour = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hour12: false })
  return (
    <Group gap="xs" role="status" className="no-print">
      <Text size="sm" c="dimmed">
        {words.common.old(hour.format(query.dataUpdatedAt))}
      </Text>
      <Button size="compact-sm" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
        {words.common.retry}
      </Button>
    </Group>
  )
}

/** A skeleton, and only where waiting is long enough to be noticed. */
function Waiting({ lines }: { lines: number }) {
  const { words } = useLanguage()
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Stack gap="sm" aria-busy="true" aria-label={words.common.loading} role="status">
      {isLong && Array.from({ length: lines }, (_, no) => <Skeleton key={no} height={22} radius="sm" />)}
    </Stack>
  )
}
