import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Body, call } from '../call.ts'
import { Dialog } from '../classes/Dialog.tsx'
import { useActing } from '../parts/acting.tsx'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'

type Closing = Body<'POST /api/calendar/closures'>
const gradeNames = Array.from({ length: 11 }, (_, no) => String(no + 1))
const begun = { whom: 'school', classId: '', gradeFrom: '1', gradeTo: '11', kind: 'quarantine', note: '' }
type Given = typeof begun & { from: string; to: string }
type Set = (key: keyof Given) => (event: { currentTarget: { value: string } }) => void

/** A quarantine, remote days or a closure of the school, of grades or of a class. */
export function ClosureDialog({ onClose }: { onClose: () => void }) {
  const { settings } = useWords()
  const { calendar } = settings
  const { today } = useMe()
  const [it, setIt] = useState<Given>({ ...begun, from: today, to: today })
  const { isBusy, error, act } = useActing()
  const set: Set = (key) => (event) => setIt({ ...it, [key]: event.currentTarget.value })
  const save = async () => {
    const isDone = await act(async () => {
      const { id } = await call('POST /api/calendar/closures', { body: closingOf(it) })
      return { undo: () => call('POST /api/calendar/closures/{id}/void', { params: { id } }) }
    })
    if (isDone) onClose()
  }
  const kinds = Object.entries(calendar.kinds).map(([value, label]) => ({ value, label }))
  return (
    <Dialog
      title={calendar.addClosure}
      hint={calendar.closureHint}
      error={error}
      isBusy={isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <NativeSelect label={calendar.kind} value={it.kind} onChange={set('kind')} data={kinds} />
      <Whom it={it} set={set} />
      <DayField
        label={calendar.from}
        required
        value={it.from}
        onDay={(day) => set('from')({ currentTarget: { value: day } })}
      />
      <DayField
        label={calendar.to}
        required
        min={it.from}
        value={it.to}
        onDay={(day) => set('to')({ currentTarget: { value: day } })}
      />
      <TextInput label={calendar.note} maxLength={300} value={it.note} onChange={set('note')} />
    </Dialog>
  )
}

function closingOf({ whom, classId, gradeFrom, gradeTo, kind, note, from, to }: Given): Closing {
  return {
    from,
    to,
    kind: kind as Closing['kind'],
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(whom === 'class' && { classId: Number(classId) }),
    ...(whom === 'grades' && { grades: { from: Number(gradeFrom), to: Number(gradeTo) } }),
  }
}

function Whom({ it, set }: { it: Given; set: Set }) {
  const { settings, common } = useWords()
  const { calendar } = settings
  const { data } = useQuery({ queryKey: ['classes', 'now'], queryFn: () => call('GET /api/classes', { query: {} }) })
  const classes = (data?.classes ?? []).map(({ id, name }) => ({ value: String(id), label: name }))
  const whom = [
    { value: 'school', label: calendar.whole },
    { value: 'grades', label: calendar.byGrades },
    { value: 'class', label: calendar.byClass },
  ]
  return (
    <>
      <NativeSelect label={calendar.what} value={it.whom} onChange={set('whom')} data={whom} />
      {it.whom === 'class' && (
        <NativeSelect
          label={calendar.byClass}
          required
          value={it.classId}
          onChange={set('classId')}
          data={[{ value: '', label: common.none }, ...classes]}
        />
      )}
      {it.whom === 'grades' && (
        <Group grow>
          <NativeSelect label={calendar.gradeFrom} value={it.gradeFrom} onChange={set('gradeFrom')} data={gradeNames} />
          <NativeSelect label={calendar.gradeTo} value={it.gradeTo} onChange={set('gradeTo')} data={gradeNames} />
        </Group>
      )}
    </>
  )
}
