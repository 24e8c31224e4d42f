import { useState } from 'react'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'
import { Dialog, PersonSelect } from './Dialog.tsx'

/** A new class teacher from a day; told with a way back. */
export function TeacherDialog({ shown, onClose }: { shown: ClassShown; onClose: () => void }) {
  const { classes } = useWords()
  const me = useMe()
  const [who, setWho] = useState<string | null>(null)
  const [from, setFrom] = useState(me.today)
  const { isBusy, error, act } = useActing()
  const { main, id } = shown.schoolClass
  const save = async () => {
    if (who === null) return
    const staffId = who === 'nobody' ? null : Number(who)
    const isDone = await act(async () => {
      const { changeId } = await call('POST /api/classes/{id}/teacher', { params: { id }, body: { staffId, from } })
      const undo = () => call('POST /api/roster-changes/{id}/undo', { params: { id: changeId } })
      return { say: classes.appointed, undo }
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={`${classes.newTeacher}, ${shown.schoolClass.name}`}
      hint={classes.newTeacherHint}
      error={error}
      isBusy={isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <PersonSelect
        label={classes.person}
        value={who}
        onChange={setWho}
        except={main?.staffId}
        nobody={main ? classes.nobody : undefined}
      />
      <DayField label={classes.from} required min={shown.openedOn} max={shown.lastDay} value={from} onDay={setFrom} />
    </Dialog>
  )
}
