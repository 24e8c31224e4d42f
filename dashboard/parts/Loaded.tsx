import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core'
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
  const { words, lang } = useLanguage()
  const { data, error, refetch } = query
  if (data !== undefined) {
    if (empty?.when(data)) return <Text c="dimmed">{empty.say}</Text>
    return <>{children(data)}</>
  }
  if (error === null) return <Waiting lines={lines} />
  const said = error instanceof CallError ? error.said[lang] : words.shell.crashed
  // A school that no rule has looked at yet is at its beginning, not in trouble.
  if (error instanceof CallError && error.code === 'not-evaluated') return <Text c="dimmed">{said}</Text>
  return (
    <Alert color="red" title={words.common.failed} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{said}</Text>
        <Button size="xs" variant="default" onClick={() => void refetch()}>
          {words.common.retry}
        </Button>
      </Stack>
    </Alert>
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
