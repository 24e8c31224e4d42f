import { useNavigate } from '@tanstack/react-router'
import { useDutiesSearch } from '../parts/DutiesLink.tsx'
import { useMe } from '../session/me.tsx'
import type { FamilyAnswer } from './Family.tsx'

type OneClass = Pick<FamilyAnswer['classes'][number], 'id' | 'mayOpen'>

/** Whether duties of the whole school stand behind the numbers of this page. */
export function useIsListed(): boolean {
  return useMe().reads['duties'] === 'all'
}

/** What is owed about the relations of a class with its families, where the families themselves may not be opened. */
export const relationsOf = (id: number) => ({ point: 'III.11', class: id, period: 'year' }) as const

/** Opens the families of a class, or what is owed there, as far as the person may see. */
export function useOpenClass(): (one: OneClass | undefined) => void {
  const navigate = useNavigate()
  const isListed = useIsListed()
  const search = useDutiesSearch()
  return (one) => {
    if (one?.mayOpen) void navigate({ to: '/family', search: { class: String(one.id) } })
    else if (one && isListed) void navigate({ to: '/duties', search: search(relationsOf(one.id)) })
  }
}
