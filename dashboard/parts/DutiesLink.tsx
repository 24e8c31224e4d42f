import { Anchor, type AnchorProps } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Query } from '../call.ts'

export type DutyFilters = Omit<Query<'GET /api/duties'>, 'on' | 'page'>

/** The address of the duties behind a figure. */
export function useDutiesSearch(): (filters: DutyFilters) => Record<string, string> {
  return (filters) =>
    Object.fromEntries(
      Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    )
}

/** Opens the list behind a mark of a drawing. */
export function useOpenDuties(): (filters: DutyFilters) => void {
  const navigate = useNavigate()
  const search = useDutiesSearch()
  return (filters) => void navigate({ to: '/duties', search: search(filters) })
}

type Props = Omit<AnchorProps, 'href'> & { filters: DutyFilters; children: ReactNode; 'aria-label'?: string }

/** A figure that leads to the duties behind it. */
export function DutiesLink({ filters, children, ...rest }: Props) {
  const search = useDutiesSearch()
  return (
    <Anchor component={Link} to="/duties" search={search(filters) as never} {...rest}>
      {children}
    </Anchor>
  )
}
