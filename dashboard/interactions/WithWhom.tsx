import { Group, MultiSelect, Radio, Stack } from '@mantine/core'
import { useWords } from '../words/language.tsx'
import type { Draft, Options } from './draft.ts'
import { fieldId, type Lacks } from './lacks.ts'

type Props = { options: Options; draft: Draft; change: (change: Partial<Draft>) => void; lacks: Lacks }

/** The whole class, or single pupils and their families. */
export function WithWhom({ options, draft, change, lacks }: Props) {
  const { form } = useWords().interactions
  return (
    <Stack gap="xs">
      <Radio.Group
        label={form.withWhom}
        required
        value={draft.isWhole ? 'whole' : 'chosen'}
        onChange={(value) => change({ isWhole: value === 'whole' })}
      >
        <Group gap="lg" mt={4}>
          <Radio value="whole" label={form.whole} size="md" py={8} />
          <Radio value="chosen" label={form.chosen} size="md" py={8} />
        </Group>
      </Radio.Group>
      {!draft.isWhole && (
        <MultiSelect
          id={fieldId('pupils')}
          error={lacks.pupils}
          label={form.pupils}
          size="md"
          required
          searchable
          data={options.pupils.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={draft.pupils}
          onChange={(pupils) => change({ pupils })}
        />
      )}
    </Stack>
  )
}
