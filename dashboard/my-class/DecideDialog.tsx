import { Button, Checkbox, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { type Choice, type Flag, useChoices } from './queries.ts'

type Kind = 'acceptance' | 'dismissal'
type Draft = { chosen: string[]; note: string }

/** What was begun and not sent, by flag and kind: a closed dialog loses nothing. */
const drafts = new Map<string, Draft>()

export function DecideDialog({ flag, kind, onClose }: { flag: Flag; kind: Kind | null; onClose: () => void }) {
  const { myClass } = useLanguage().words
  const isSmall = useMediaQuery('(max-width: 30em)')
  const who = flag.pupil ? shortName(flag.pupil.name) : myClass.classWide
  return (
    <Modal
      opened={kind !== null}
      onClose={onClose}
      fullScreen={isSmall ?? false}
      title={kind === 'dismissal' ? myClass.dismissTitle(who) : myClass.acceptTitle(who)}
    >
      {kind && <Decision key={kind} flag={flag} kind={kind} who={who} onClose={onClose} />}
    </Modal>
  )
}

type Deciding = { flag: Flag; kind: Kind; who: string; onClose: () => void }

function Decision(deciding: Deciding) {
  const choices = useChoices()
  return <Loaded query={choices}>{(all) => <DecisionForm {...deciding} {...all} />}</Loaded>
}

function DecisionForm({ measures, reasons, ...deciding }: Deciding & { measures: Choice[]; reasons: Choice[] }) {
  const { myClass, common } = useLanguage().words
  const { kind, onClose } = deciding
  const { draft, change, error, isBusy, send } = useDecision(deciding)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack gap="md">
        <Choices kind={kind} options={kind === 'acceptance' ? measures : reasons} draft={draft} onChange={change} />
        <Textarea
          label={myClass.note}
          description={myClass.noteHint}
          maxLength={1000}
          autosize
          minRows={2}
          value={draft.note}
          onChange={({ currentTarget: { value } }) => change({ note: value })}
        />
        {kind === 'dismissal' && (
          <Text size="sm" c="dimmed">
            {myClass.quiet}
          </Text>
        )}
        <Wrong error={error} />
        <Group>
          <Button type="submit" mih={44} loading={isBusy}>
            {kind === 'acceptance' ? myClass.accept : common.save}
          </Button>
          <Button variant="default" mih={44} onClick={onClose}>
            {common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What is chosen and noted so far, and sending it: an error leaves everything in its place. */
function useDecision({ flag, kind, who, onClose }: Deciding) {
  const { myClass } = useLanguage().words
  const { isBusy, error, act, refuse } = useActing()
  const key = `${flag.id}|${kind}`
  const [draft, setDraft] = useState<Draft>(() => drafts.get(key) ?? { chosen: [], note: '' })
  const change = (part: Partial<Draft>) => {
    drafts.set(key, { ...draft, ...part })
    setDraft({ ...draft, ...part })
    if (part.chosen) refuse(undefined)
  }
  const send = async () => {
    if (draft.chosen.length === 0) return refuse(kind === 'acceptance' ? myClass.needMeasure : myClass.needReason)
    const isDone = await act(async () => {
      await decide(flag.id, kind, draft)
      drafts.delete(key)
      return {
        say: (kind === 'acceptance' ? myClass.accepted : myClass.dismissed)(who),
        undo: () => call('POST /api/flags/{id}/undo', { params: { id: flag.id } }),
      }
    })
    if (isDone) onClose()
  }
  return { draft, change, error, isBusy, send }
}

function decide(id: number, kind: Kind, { chosen, note }: Draft) {
  const said = note.trim() === '' ? {} : { note: note.trim() }
  return kind === 'acceptance'
    ? call('POST /api/flags/{id}/acceptance', { params: { id }, body: { measures: chosen, ...said } })
    : call('POST /api/flags/{id}/dismissal', { params: { id }, body: { reason: chosen[0] ?? '', ...said } })
}

type Choosing = { kind: Kind; options: Choice[]; draft: Draft; onChange: (part: Partial<Draft>) => void }

function Choices({ kind, options, draft, onChange }: Choosing) {
  const { myClass } = useLanguage().words
  const say = useSay()
  if (kind === 'acceptance')
    return (
      <Checkbox.Group label={myClass.measures} value={draft.chosen} onChange={(chosen) => onChange({ chosen })}>
        <Stack gap={0} mt="xs">
          {options.map(({ id, title }) => (
            <Checkbox key={id} value={id} label={say(title)} py={10} />
          ))}
        </Stack>
      </Checkbox.Group>
    )
  return (
    <Radio.Group label={myClass.reason} value={draft.chosen[0] ?? ''} onChange={(id) => onChange({ chosen: [id] })}>
      <Stack gap={0} mt="xs">
        {options.map(({ id, title }) => (
          <Radio key={id} value={id} label={say(title)} py={10} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
