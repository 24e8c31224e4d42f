import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { useLanguage } from '../words/language.tsx'

/** Takes today's decision about a flag back. */
export function UndoDecision({ id }: { id: number }) {
  const { words } = useLanguage()
  const client = useQueryClient()
  const { isBusy, error, act } = useActing()
  const undo = () =>
    act(async () => {
      try {
        await call('POST /api/flags/{id}/undo', { params: { id } })
      } catch (error) {
        // Somebody may have been first: the page shows what stands.
        await client.invalidateQueries()
        throw error
      }
      return { say: words.myClass.undone }
    })
  return (
    <>
      <Button variant="default" mih={44} maw={360} loading={isBusy} className="no-print" onClick={() => void undo()}>
        {words.flags.page.undo}
      </Button>
      <Wrong error={error} />
    </>
  )
}
