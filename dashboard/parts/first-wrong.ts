import { type RefObject, useEffect, useRef } from 'react'

/** The form that tells every error beside its field: each time anything new is told, focus goes to the first field that is wrong. */
export function useFirstWrong<T extends HTMLElement = HTMLFormElement>(told: unknown): RefObject<T | null> {
  const form = useRef<T>(null)
  useEffect(() => {
    if (told !== undefined) form.current?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus()
  }, [told])
  return form
}
