import { Button, Stack, Text, Textarea, Timeline } from '@mantine/core'
import { useState } from 'react'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { dayFull } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { Part, type Whole } from './FlagPage.tsx'

type Event = Whole['history'][number]

/** What happened to a flag, by rules and by people, and room for a note. */
export function History({ flag }: { flag: Whole }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { classes } = useMe()
  const isPast = useOn() !== undefined
  const mayNote = !isPast && classes.some(({ id }) => id === flag.class.id)
  return (
    <Part title={words.flags.page.history}>
      <Timeline bulletSize={14} lineWidth={2}>
        {flag.history.map((event, no) => (
          <Timeline.Item key={no} title={titleOf(event, words)}>
            <Text size="sm" c="dimmed">
              {dayFull(event.on, lang)}
              {event.actor === null ? '' : ` · ${event.actor}`}
            </Text>
            {event.reasons.length > 0 && <Text size="sm">{event.reasons.map(say).join(', ')}</Text>}
            {event.note !== null && <Text size="sm">{event.note}</Text>}
          </Timeline.Item>
        ))}
      </Timeline>
      {mayNote && <NoteForm id={flag.id} />}
    </Part>
  )
}

function titleOf({ kind, level, because, actor, by }: Event, { flags, common }: Words): string {
  const { event } = flags
  const named = common.level[level ?? 0] ?? ''
  if (kind === 'raised') return event.raised(named)
  if (kind === 'reopened') return event.reopened(named)
  if (kind === 'levelChanged') return event.levelChanged(named)
  if (kind === 'suppressed') return event.suppressed(by ?? '')
  if (kind === 'ended' && actor !== null) return event.dismissed
  if (kind === 'ended') return because === null ? event.ended : `${event.ended}: ${flags.because[because] ?? because}`
  const plain: Readonly<Record<string, string>> = {
    accepted: event.accepted,
    note: event.note,
    undone: event.undone,
    grouped: event.grouped,
    shown: event.shown,
  }
  return plain[kind] ?? kind
}

function NoteForm({ id }: { id: number }) {
  const { words } = useLanguage()
  const { page } = words.flags
  const { isBusy, error, act } = useActing()
  const [text, setText] = useState('')
  const save = () =>
    act(async () => {
      await call('POST /api/flags/{id}/notes', { params: { id }, body: { text } })
      setText('')
      return { say: page.noteSaved }
    })
  return (
    <Stack gap="xs" align="flex-start" className="no-print">
      <Textarea
        w="100%"
        label={page.note}
        description={words.myClass.noteHint}
        maxLength={1000}
        autosize
        minRows={2}
        value={text}
        error={error}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <Button variant="default" mih={44} loading={isBusy} disabled={text.trim() === ''} onClick={() => void save()}>
        {page.addNote}
      </Button>
    </Stack>
  )
}
