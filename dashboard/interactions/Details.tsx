import { NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import type { Draft } from './draft.ts'
import { fieldId, type Lacks, needsReason } from './lacks.ts'

type Props = { draft: Draft; change: (change: Partial<Draft>) => void; dayLabel: string; lacks: Lacks }

/** The day, and what need not be said; a reason only where the record is late. */
export function Details({ draft, change, dayLabel, lacks }: Props) {
  const { form } = useWords().interactions
  const me = useMe()
  // Once: what is emptied by hand must not fold the field away under the caret.
  const [isOpen] = useState(draft.outcome !== '' || draft.at !== '')
  return (
    <Stack gap="md">
      <TextInput
        label={form.topic}
        description={form.topicHint}
        size="md"
        maxLength={200}
        value={draft.topic}
        onChange={({ currentTarget: { value } }) => change({ topic: value })}
      />
      <TextInput
        id={fieldId('on')}
        type="date"
        label={dayLabel}
        size="md"
        required
        error={lacks.on}
        max={me.today}
        value={draft.on}
        onChange={({ currentTarget: { value } }) => change({ on: value })}
      />
      {needsReason(draft, me.today) && (
        <TextInput
          id={fieldId('reason')}
          label={form.reason}
          size="md"
          required
          error={lacks.reason}
          maxLength={500}
          value={draft.reason}
          onChange={({ currentTarget: { value } }) => change({ reason: value })}
        />
      )}
      <details open={isOpen}>
        <summary style={{ minHeight: 44, paddingBlock: 10, cursor: 'pointer' }}>{form.details}</summary>
        <Stack gap="md">
          <Textarea
            label={form.outcome}
            description={form.outcomeHint}
            size="md"
            autosize
            maxLength={500}
            value={draft.outcome}
            onChange={({ currentTarget: { value } }) => change({ outcome: value })}
          />
          <Contact draft={draft} change={change} />
        </Stack>
      </details>
    </Stack>
  )
}

/** When exactly, whether the family was reached, and who began. */
function Contact({ draft, change }: Omit<Props, 'dayLabel' | 'lacks'>) {
  const { form } = useWords().interactions
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      <TextInput
        type="time"
        label={form.hour}
        size="md"
        value={draft.at}
        onChange={({ currentTarget: { value } }) => change({ at: value })}
      />
      <NativeSelect
        label={form.reached}
        size="md"
        value={draft.wasReached}
        onChange={({ currentTarget: { value } }) => change({ wasReached: value as Draft['wasReached'] })}
        data={[
          { value: '', label: '–' },
          { value: 'yes', label: form.reachedYes },
          { value: 'no', label: form.reachedNo },
        ]}
      />
      <NativeSelect
        label={form.began}
        size="md"
        value={draft.startedBy}
        onChange={({ currentTarget: { value } }) => change({ startedBy: value as Draft['startedBy'] })}
        data={[
          { value: '', label: '–' },
          { value: 'school', label: form.school },
          { value: 'family', label: form.family },
        ]}
      />
    </SimpleGrid>
  )
}
