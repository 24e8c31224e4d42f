import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'

/** Records with one tap, once for two taps, says so, and offers the way back of this very record. */
export function useRecord(classId: number) {
  const { isBusy, error, act } = useActing()
  const send = (say: string, record: () => Promise<{ interactionId: number }>): Promise<boolean> =>
    act(async () => {
      const { interactionId: interaction } = await record()
      const undo = () => call('POST /api/classes/{id}/review/undo', { params: { id: classId }, query: { interaction } })
      return { say, undo }
    })
  return { isBusy, error, send }
}
