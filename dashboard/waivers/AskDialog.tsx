import { NativeSelect, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, type Body, call } from '../call.ts'
import { Dialog } from '../classes/Dialog.tsx'
import { useActing } from '../parts/acting.tsx'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useSay, useWords } from '../words/language.tsx'

type Reason = Body<'POST /api/waivers'>['reason']
type Form = Answer<'GET /api/waivers/form'>
const begun = { point: 'II.10', classId: '', reason: 'sick_leave', note: '' }
type Given = typeof begun & { from: string; to: string }
type Set = (key: keyof Given) => (event: { currentTarget: { value: string } }) => void

/** A request for a class; what it would do is said before it is sent. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const { waivers } = useWords()
  const say = useSay()
  const { today } = useMe()
  const { data: form } = useQuery({ queryKey: ['waiver-form'], queryFn: () => call('GET /api/waivers/form') })
  const [it, setIt] = useState<Given>({ ...begun, from: today, to: today })
  const { isBusy, error, act, clear } = useActing()
  const classId = Number(it.classId || form?.classes[0]?.id)
  const scope = { point: it.point, classId, from: it.from, to: it.to }
  const effect = useQuery({
    queryKey: ['waiver-effect', scope],
    queryFn: () => call('GET /api/waivers/effect', { query: scope }),
    enabled: classId > 0 && scope.from !== '' && scope.to >= scope.from,
  })
  const save = async () => {
    const note = it.note.trim()
    const body = { ...scope, reason: it.reason as Reason, ...(note !== '' && { note }) }
    const isDone = await act(async () => {
      await call('POST /api/waivers', { body })
      return { say: waivers.sent }
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={waivers.ask}
      hint={form && waivers.longest(form.longest)}
      error={error}
      isBusy={isBusy}
      submit={waivers.ask}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      {form && (
        <Fields
          form={form}
          it={{ ...it, classId: String(classId) }}
          set={(key) => (event) => {
            clear()
            setIt({ ...it, [key]: event.currentTarget.value })
          }}
        />
      )}
      {effect.data && <Text aria-live="polite">{say(effect.data.effect)}</Text>}
    </Dialog>
  )
}

function Fields({ form, it, set }: { form: Form; it: Given; set: Set }) {
  const { waivers } = useWords()
  const say = useSay()
  const points = form.points.map(({ id, title }) => ({ value: id, label: `${id} ${say(title)}` }))
  const classes = form.classes.map(({ id, name }) => ({ value: String(id), label: name }))
  const reasons = form.reasons.map(({ id, title }) => ({ value: id, label: say(title) }))
  return (
    <>
      <NativeSelect label={waivers.point} value={it.point} onChange={set('point')} data={points} />
      <NativeSelect label={waivers.schoolClass} value={it.classId} onChange={set('classId')} data={classes} />
      <DayField
        label={waivers.from}
        required
        min={form.earliest}
        value={it.from}
        onDay={(day) => set('from')({ currentTarget: { value: day } })}
      />
      <DayField
        label={waivers.to}
        required
        min={it.from}
        value={it.to}
        onDay={(day) => set('to')({ currentTarget: { value: day } })}
      />
      <NativeSelect label={waivers.reason} value={it.reason} onChange={set('reason')} data={reasons} />
      <Textarea label={waivers.note} maxLength={500} value={it.note} onChange={set('note')} />
    </>
  )
}
