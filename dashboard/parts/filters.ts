import { useNavigate, useSearch } from '@tanstack/react-router'

export type Filters = Readonly<Record<string, string | undefined>>

/** Filters of a screen as they stand in the address, and how to change them: a link keeps them. */
export function useFilters<T extends Filters>(): [T, (change: Partial<T>) => void] {
  const filters = useSearch({ strict: false }) as T
  const navigate = useNavigate()
  return [
    filters,
    (change) => {
      const search = (before: Filters) =>
        // What is taken away is named as undefined: the day would stay otherwise.
        Object.fromEntries(Object.entries({ ...before, ...change }).map(([key, value]) => [key, value || undefined]))
      void navigate({ to: '.', search, replace: true })
    },
  ]
}

/** The day the page looks at: undefined is today. */
export function useOn(): string | undefined {
  return useSearch({ strict: false }).on
}
