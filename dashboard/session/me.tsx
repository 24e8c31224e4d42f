import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { type Answer, call } from '../call.ts'

export type Me = Answer<'GET /api/me'>

/** Who is signed in; the question is asked anew after signing in. */
export const useSession = () => useQuery({ queryKey: ['me'], queryFn: () => call('GET /api/me') })

export const MeContext = createContext<Me | undefined>(undefined)

/** The person of this page. Inside the shell there is always one. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('Nobody is signed in')
  return me
}

/** The school's day; before there is a school, that of this machine. ISO. */
export function useToday(): string {
  return useContext(MeContext)?.today ?? new Intl.DateTimeFormat('sv-SE').format(new Date())
}

/** Whether the person may read or change a group of fields at all; what a page shows of it the server decides. */
export function useMay(): (act: 'read' | 'write', group: string) => boolean {
  const me = useMe()
  return (act, group) => (act === 'read' ? me.reads : me.writes)[group] !== undefined
}

/** Whether the person reads a group of fields by name: some are given numbers alone. */
export function readsNames({ reads }: Pick<Me, 'reads'>, group: string): boolean {
  return reads[group] !== undefined && reads[group] !== 'counts'
}

/** Whether codes of rules and editions are read here: those who write the rules work by them, others read dates and titles. */
export function useCodes(): boolean {
  return useMe().roles.includes('methodologist')
}
