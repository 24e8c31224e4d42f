import { Paper } from '@mantine/core'
import type { ReactNode } from 'react'

/** One figure of the board in its frame. */
export function Panel({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <Paper
      component="section"
      withBorder
      p="md"
      className="panel"
      {...(label !== undefined && { 'aria-label': label })}
    >
      {children}
    </Paper>
  )
}
