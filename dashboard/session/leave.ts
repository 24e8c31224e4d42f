import { useQueryClient } from '@tanstack/react-query'
import { call } from '../call.ts'

/** Drafts of this browser tab begin so; they speak of families and outlive a reload, but no sign-out. */
export const draftPrefix = 'reglament.draft|'

/** Signs out and leaves nothing of the person in the tab. */
export function useLeave(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await call('DELETE /api/session').catch(() => {})
    forgetDrafts(sessionStorage)
    client.clear()
    location.assign('/')
  }
}

export function forgetDrafts(kept: Storage): void {
  for (const key of Object.keys(kept)) if (key.startsWith(draftPrefix)) kept.removeItem(key)
}
