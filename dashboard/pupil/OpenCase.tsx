import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { type Body, call } from '../call.ts'
import { useChoices } from '../my-class/queries.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useSay, useWords } from '../words/language.tsx'

type Noticed = Body<'POST /api/pupils/{id}/cases'>
type Draft = { domain: string; noticed: string; measures: string[] }
const blank: Draft = { domain: '', noticed: '', measures: [] }
/** What was begun and not sent, by pupil: a closed dialog loses nothing. */
const drafts = new Map<number, Draft>()

/** The class teacher noticed what no rule did: a case by hand, with what will be done. */
export function OpenCase({ pupil }: { pupil: number }) {
  const { cases } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const isSmall = useMediaQuery('(max-width: 30em)')
  return (
    <>
      <Button variant="default" h={44} className="no-print" onClick={() => setIsOpen(true)}>
        {cases.notice}
      </Button>
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} fullScreen={isSmall ?? false} title={cases.noticeTitle}>
        <Form pupil={pupil} onClose={() => setIsOpen(false)} />
      </Modal>
    </>
  )
}

function Form({ pupil, onClose }: { pupil: number; onClose: () => void }) {
  const { cases, common } = useWords()
  const { draft, change, lack, isTried, error, isBusy, submit } = useNotice(pupil, onClose)
  const wrong = (key: keyof Draft) => (isTried ? lack[key] : undefined)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md">
        <Textarea
          label={cases.noticed}
          description={cases.noticedHint}
          required
          maxLength={500}
          autosize
          minRows={2}
          value={draft.noticed}
          error={wrong('noticed')}
          onChange={({ currentTarget: { value } }) => change({ noticed: value })}
        />
        <NativeSelect
          label={cases.about}
          required
          value={draft.domain}
          error={wrong('domain')}
          data={[
            { value: '', label: '–' },
            ...Object.entries(common.domain).map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget: { value } }) => change({ domain: value })}
        />
        <Measures draft={draft} error={wrong('measures')} onChange={(measures) => change({ measures })} />
        <Wrong error={error} />
        <Group>
          <Button type="submit" mih={44} loading={isBusy}>
            {cases.open}
          </Button>
          <Button variant="default" mih={44} onClick={onClose}>
            {common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Choosing = { draft: Draft; error: string | undefined; onChange: (measures: string[]) => void }

function Measures({ draft, error, onChange }: Choosing) {
  const { myClass } = useWords()
  const say = useSay()
  const choices = useChoices()
  return (
    <Loaded query={choices}>
      {({ measures }) => (
        <Checkbox.Group label={myClass.measures} required value={draft.measures} error={error} onChange={onChange}>
          <Stack gap={0} mt="xs">
            {measures.map(({ id, title }) => (
              <Checkbox key={id} value={id} label={say(title)} py={10} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Loaded>
  )
}

/** The draft, what it lacks yet, and sending it: an error leaves everything in its place. */
function useNotice(pupil: number, onClose: () => void) {
  const { cases, myClass } = useWords()
  const [draft, setDraft] = useState<Draft>(() => drafts.get(pupil) ?? blank)
  const [isTried, setIsTried] = useState(false)
  const lack: Partial<Record<keyof Draft, string>> = {
    ...(draft.noticed.trim() === '' && { noticed: cases.needNoticed }),
    ...(draft.domain === '' && { domain: cases.needDomain }),
    ...(draft.measures.length === 0 && { measures: myClass.needMeasure }),
  }
  const { error, isBusy, act } = useActing()
  const send = async () => {
    const body = { ...draft, noticed: draft.noticed.trim() } as Noticed
    const { id } = await call('POST /api/pupils/{id}/cases', { params: { id: pupil }, body })
    drafts.delete(pupil)
    onClose()
    return { say: cases.opened, undo: () => call('POST /api/cases/{id}/undo', { params: { id } }) }
  }
  return {
    draft,
    lack,
    isTried,
    error,
    isBusy,
    change: (part: Partial<Draft>) => {
      drafts.set(pupil, { ...draft, ...part })
      setDraft({ ...draft, ...part })
    },
    submit: () => {
      setIsTried(true)
      if (Object.keys(lack).length === 0) void act(send)
    },
  }
}
