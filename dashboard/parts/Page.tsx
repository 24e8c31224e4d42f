import { Group, Stack, Title } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../words/language.tsx'

/** The screen whose heading was given the focus last: a screen takes it once, when one comes to it. */
let focused = location.pathname

/** A screen: its heading, what can be done with the whole of it, and the content. */
export function Page({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const { shell } = useWords()
  useEffect(() => {
    document.title = `${title} · ${shell.product}`
  }, [title, shell.product])
  const heading = useRef<HTMLHeadingElement>(null)
  // The address whose screen is there, not the one still being loaded.
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  useEffect(() => {
    if (pathname === undefined) return
    // The first screen of a visit leaves the focus where the browser put it.
    if (focused !== pathname) heading.current?.focus({ preventScroll: true })
    focused = pathname
  }, [pathname])
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Stack>
  )
}
