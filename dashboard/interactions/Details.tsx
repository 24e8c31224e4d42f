import { NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { type Draft, daysBetween } from './draft.ts'

const reasonAfter = 7

type Props = { draft: Draft; change: (change: Partial<Draft>) => void; dayLabel: string }

/** The day, and what need not be said; a reason only where the record is late. */
export function Details({ draft, change, dayLabel }: Props) {
  const { form } = useWords().interactions
  const me = useMe()
  return (
    <Stack gap="md">
      <TextInput
        type="date"
        label={dayLabel}
        size="md"
        required
        max={me.today}
        value={draft.on}
        onChange={({ currentTarget: { value } }) => change({ on: value })}
      />
      {draft.on !== '' && daysBetween(draft.on, me.today) > reasonAfter && (
        <TextInput
          label={form.reason}
          size="md"
          required
          maxLength={500}
          value={draft.reason}
          onChange={({ currentTarget: { value } }) => change({ reason: value })}
        />
      )}
      <details open={draft.outcome !== '' || draft.at !== ''}>
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
function Contact({ draft, change }: Omit<Props, 'dayLabel'>) {
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
