import { useState } from 'react'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'
import { Dialog } from './Dialog.tsx'

type Ended = { changeId: number }
const undo = ({ changeId }: Ended) => ({
  undo: () => call('POST /api/roster-changes/{id}/undo', { params: { id: changeId } }),
})

/** The last day of whoever acts. */
export function EndActing({ classId, onClose }: { classId: number; onClose: () => void }) {
  const { classes } = useWords()
  const [lastDay, setLastDay] = useState(useMe().today)
  const { isBusy, error, act } = useActing()
  const save = async () => {
    const params = { id: classId }
    if (await act(async () => undo(await call('POST /api/classes/{id}/acting-end', { params, body: { lastDay } }))))
      onClose()
  }
  return (
    <Dialog title={classes.endActing} error={error} isBusy={isBusy} onSubmit={() => void save()} onClose={onClose}>
      <LastDay value={lastDay} onChange={setLastDay} />
    </Dialog>
  )
}

type LeaveProps = { leave: ClassShown['leaves'][number]; isCancel: boolean; onClose: () => void }

/** Another last day of a leave, or the leave taken away. */
export function EndLeave({ leave, isCancel, onClose }: LeaveProps) {
  const { classes } = useWords()
  const { today } = useMe()
  const [lastDay, setLastDay] = useState(leave.toOn ?? today)
  const { isBusy, error, act } = useActing()
  const params = { id: leave.staffId, from: leave.fromOn }
  const work = () =>
    isCancel
      ? call('POST /api/staff/{id}/leave/{from}/cancel', { params })
      : call('POST /api/staff/{id}/leave/{from}/end', { params, body: { lastDay } })
  const save = async () => {
    if (await act(async () => undo(await work()))) onClose()
  }
  return (
    <Dialog
      title={isCancel ? classes.cancelLeave : classes.endLeave}
      hint={isCancel ? classes.cancelLeaveAsk : undefined}
      error={error}
      isBusy={isBusy}
      isDanger={isCancel}
      {...(isCancel && { submit: classes.cancelLeave })}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {!isCancel && <LastDay value={lastDay} onChange={setLastDay} />}
    </Dialog>
  )
}

function LastDay({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { classes } = useWords()
  return <DayField label={classes.lastDay} required value={value} onDay={onChange} />
}
