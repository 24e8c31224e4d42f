import { Box, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** One numbered part of the page. */
export function Block({ no, title, children }: { no: number; title: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Title order={2}>
        {no}. {title}
      </Title>
      {children}
    </Box>
  )
}
