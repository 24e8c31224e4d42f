import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { type Body, call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'
import { Dialog, PersonSelect } from './Dialog.tsx'

type Leave = Body<'POST /api/staff/{id}/leave'>

/** A leave of the class teacher and who stands in. */
export function LeaveDialog({ shown, onClose }: { shown: ClassShown; onClose: () => void }) {
  const { classes } = useWords()
  const me = useMe()
  const [who, setWho] = useState<string | null>(null)
  const [from, setFrom] = useState(me.today)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState<Leave['reason']>('sick')
  const { isBusy, error, act } = useActing()
  const { main } = shown.schoolClass
  const save = async () => {
    if (!main) return
    const isDone = await act(async () => {
      const acting = who === null || who === 'nobody' ? null : Number(who)
      const body = { from, to: to === '' ? null : to, actingStaffId: acting, reason }
      const { changeId } = await call('POST /api/staff/{id}/leave', { params: { id: main.staffId }, body })
      return { undo: () => call('POST /api/roster-changes/{id}/undo', { params: { id: changeId } }) }
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={classes.leaveTitle(main?.name ?? '')}
      hint={classes.leaveHint}
      error={error}
      isBusy={isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <PersonSelect
        label={classes.actingPerson}
        value={who}
        onChange={setWho}
        except={main?.staffId}
        nobody={classes.noActing}
      />
      <DayField label={classes.from} required value={from} onDay={setFrom} />
      <DayField label={classes.to} description={classes.noEnd} min={from} value={to} onDay={setTo} />
      <NativeSelect
        label={classes.reason}
        data={Object.entries(classes.reasons).map(([value, label]) => ({ value, label }))}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value as Leave['reason'])}
      />
    </Dialog>
  )
}
