import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'

/** A line that leads to its duty. */
export function ToDuty({ of, children }: { of: string; children: ReactNode }) {
  return (
    <Anchor component={Link} to="/duties/$key" params={{ key: of } as never} inherit>
      {children}
    </Anchor>
  )
}

/** A class that leads to its page. */
export function ToClass({ id, children }: { id: number; children: ReactNode }) {
  return (
    <Anchor component={Link} to="/classes/$id" params={{ id: String(id) } as never} inherit>
      {children}
    </Anchor>
  )
}

/** Things in a row, between them a mark. */
export function Row<T>({
  of,
  by = ', ',
  children,
}: {
  of: readonly T[]
  by?: string
  children: (one: T) => ReactNode
}) {
  return of.map((one, no) => (
    <Fragment key={no}>
      {no > 0 && by}
      {children(one)}
    </Fragment>
  ))
}
