import { Anchor } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { readsNames, useMe } from '../session/me.tsx'

type Search = Readonly<Partial<Record<'class' | 'domain' | 'level' | 'rule' | 'on', string>>>

/** Whether there is a list behind the numbers: some may have numbers alone. */
export function useIsListed(): boolean {
  return readsNames(useMe(), 'flags')
}

/** Leads to the list behind a number, where the person may see one. */
export function Narrowed({ search, label, children }: { search: Search; label?: string; children: ReactNode }) {
  const isListed = useIsListed()
  if (!isListed) return children
  return (
    <Anchor component={Link} to="/flags" search={search as never} hash="flag-list" inherit aria-label={label}>
      {children}
    </Anchor>
  )
}

/** Opens the list behind a mark of a drawing. */
export function useNarrow(): (search: Search) => void {
  const navigate = useNavigate()
  const isListed = useIsListed()
  return (search) => {
    if (isListed) void navigate({ to: '/flags', search, hash: 'flag-list' })
  }
}
