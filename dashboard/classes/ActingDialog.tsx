import { useState } from 'react'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'
import { Dialog, PersonSelect } from './Dialog.tsx'

/** Someone who acts for the class for a time. */
export function ActingDialog({ shown, onClose }: { shown: ClassShown; onClose: () => void }) {
  const { classes } = useWords()
  const me = useMe()
  const [who, setWho] = useState<string | null>(null)
  const [from, setFrom] = useState(me.today)
  const [to, setTo] = useState('')
  const { isBusy, error, act } = useActing()
  const { main, id } = shown.schoolClass
  const save = async () => {
    if (who === null) return
    const isDone = await act(async () => {
      const body = { staffId: Number(who), from, to: to === '' ? null : to }
      const { changeId } = await call('POST /api/classes/{id}/acting', { params: { id }, body })
      const undo = () => call('POST /api/roster-changes/{id}/undo', { params: { id: changeId } })
      return { say: classes.appointed, undo }
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={`${classes.actingButton}, ${shown.schoolClass.name}`}
      hint={classes.actingHint}
      error={error}
      isBusy={isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <PersonSelect label={classes.person} value={who} onChange={setWho} except={main?.staffId} />
      <DayField label={classes.from} required min={shown.openedOn} max={shown.lastDay} value={from} onDay={setFrom} />
      <DayField
        label={classes.to}
        description={classes.noEnd}
        min={from}
        max={shown.lastDay}
        value={to}
        onDay={setTo}
      />
    </Dialog>
  )
}
