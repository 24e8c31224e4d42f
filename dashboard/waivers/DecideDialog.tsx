import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { call } from '../call.ts'
import { Dialog } from '../classes/Dialog.tsx'
import { useActing } from '../parts/acting.tsx'
import { useSay, useWords } from '../words/language.tsx'
import type { Waiver } from './WaiverList.tsx'

export type Decision = 'approve' | 'reject' | 'revoke' | 'withdraw'
type Props = { waiver: Waiver; decision: Decision; onClose: () => void }

/** A decision with the effect before the eyes; a "no" has its reason. */
export function DecideDialog({ waiver, decision, onClose }: Props) {
  const { waivers } = useWords()
  const say = useSay()
  const [note, setNote] = useState('')
  const { isBusy, error, act } = useActing()
  const given = { params: { id: waiver.id }, body: note.trim() === '' ? {} : { note } }
  const work = () => {
    if (decision === 'approve') return call('POST /api/waivers/{id}/approve', given)
    if (decision === 'reject') return call('POST /api/waivers/{id}/reject', given)
    return call('POST /api/waivers/{id}/revoke', given)
  }
  const save = async () => {
    const isDone = await act(async () => {
      await work()
      return {}
    })
    if (isDone) onClose()
  }
  const isNo = decision === 'reject' || decision === 'revoke'
  return (
    <Dialog
      title={waivers[decision]}
      hint={waivers.sure}
      error={error}
      isBusy={isBusy}
      isDanger={isNo}
      submit={waivers[decision]}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Text>{say(waiver.effect)}</Text>
      <Textarea
        label={isNo ? waivers.noteRequired : waivers.note}
        required={isNo}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </Dialog>
  )
}
