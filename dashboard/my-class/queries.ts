import { useQuery } from '@tanstack/react-query'
import { type Answer, call, type Query } from '../call.ts'
import { dayAfter } from '../parts/days.ts'
import { useOn } from '../parts/filters.ts'

export type FlagList = Answer<'GET /api/flags'>
export type Flag = FlagList['flags'][number]
export type Cases = Answer<'GET /api/cases'>
export type OpenCase = Cases['cases'][number]
export type Choice = Answer<'GET /api/flags/choices'>['measures'][number]

const dayOf = (on: string | undefined) => (on === undefined ? {} : { on })

export function useClassFlags(classId: number) {
  const on = useOn()
  return useQuery({
    queryKey: ['flags', 'class', classId, on],
    queryFn: () => call('GET /api/flags', { query: { class: classId, ...dayOf(on) } }),
  })
}

export function useCases(classId: number) {
  const on = useOn()
  return useQuery({
    queryKey: ['cases', classId, on],
    queryFn: () => call('GET /api/cases', { query: { class: classId, ...dayOf(on) } }),
  })
}

/** Measures and reasons as the ladder in force names them. */
export function useChoices() {
  return useQuery({
    queryKey: ['flags', 'choices'],
    queryFn: () => call('GET /api/flags/choices'),
    staleTime: 600_000,
  })
}

/** What a class owes by two weeks ahead, the late first, and how many duties it lately missed. */
export function useOwedDuties(classId: number, today: string) {
  const on = useOn()
  return useQuery({
    queryKey: ['duties', 'mine', classId, on, today],
    queryFn: async () => {
      const ask = (query: Query<'GET /api/duties'>) =>
        call('GET /api/duties', { query: { class: classId, ...query, ...dayOf(on) } })
      const [{ rows }, { total: missed }] = await Promise.all([
        ask({ status: 'overdue,in_grace,due_soon,open', dueTo: dayAfter(on ?? today, 14) }),
        ask({ status: 'missed' }),
      ])
      return { rows, missed }
    },
  })
}

export function useCleared(classId: number) {
  const on = useOn()
  return useQuery({
    queryKey: ['flags', 'cleared', classId, on],
    queryFn: () => call('GET /api/classes/{id}/cleared-flags', { params: { id: classId }, query: dayOf(on) }),
  })
}
