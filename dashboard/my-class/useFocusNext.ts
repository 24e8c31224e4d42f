import { useEffect, useRef } from 'react'

/** The id of the element of a flag's card. */
export const cardId = (flag: number) => `flag-${flag}`

/**
 * Where a decision takes its card away, and the focus with it, the next card that waits takes the focus, else the heading.
 * `waiting` are ids of flags as they stand on the page.
 */
export function useFocusNext(waiting: readonly number[], heading: string): void {
  const before = useRef(waiting)
  useEffect(() => {
    const gone = before.current.findIndex((id) => !waiting.includes(id))
    const after = gone < 0 ? [] : before.current.slice(gone)
    before.current = waiting
    if (gone < 0 || document.activeElement !== document.body) return
    const next = after.find((id) => waiting.includes(id)) ?? waiting.at(-1)
    const button = next === undefined ? null : document.getElementById(cardId(next))?.querySelector('button')
    const target = button ?? document.querySelector<HTMLElement>(heading)
    target?.focus()
  })
}
