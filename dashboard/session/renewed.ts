import { useEffect, useRef } from 'react'

/** Told when the person has signed in again beside an open page. */
export const sessionRenewed = new EventTarget()

/** Does something once the person has signed in again: what was said about the ended session goes. */
export function useRenewed(act: () => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const told = () => latest.current()
    sessionRenewed.addEventListener('renewed', told)
    return () => sessionRenewed.removeEventListener('renewed', told)
  }, [])
}
