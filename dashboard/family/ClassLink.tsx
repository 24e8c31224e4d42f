import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import type { FamilyAnswer } from './Family.tsx'
import { relationsOf, useIsListed } from './links.ts'

type Props = { one: Pick<FamilyAnswer['classes'][number], 'id' | 'name' | 'mayOpen'> }

/** A class: to its families where they may be seen, to what is owed about them elsewhere. */
export function ClassLink({ one: { id, name, mayOpen } }: Props) {
  const isListed = useIsListed()
  if (mayOpen)
    return (
      <Anchor component={Link} to="/family" search={{ class: String(id) } as never} inherit>
        {name}
      </Anchor>
    )
  if (!isListed) return name
  return (
    <DutiesLink filters={relationsOf(id)} inherit>
      {name}
    </DutiesLink>
  )
}
