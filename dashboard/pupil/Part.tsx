import { Stack, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** One group of fields under its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <Stack component="section" aria-labelledby={id} gap="xs">
      <Title order={2} id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  )
}
