import { NativeSelect, Stack, Text } from '@mantine/core'
import { useSay, useWords } from '../words/language.tsx'
import type { Draft, Options } from './draft.ts'

type Props = { options: Options; draft: Draft; change: (change: Partial<Draft>) => void; point: string | undefined }

/** The form: those the text of the point names first; what the channel bears is said below. */
export function How({ options, draft, change, point }: Props) {
  const { form } = useWords().interactions
  const say = useSay()
  const kinds = new Set(draft.kinds)
  const served = options.points.filter(
    ({ id, evidence }) => id === point || evidence.some((kind) => kinds.has(kind.id)),
  )
  const permitted = new Set(served.flatMap(({ forms }) => forms))
  const item = (each: Options['forms'][number]) => ({ value: each.id, label: say(each.title) })
  const inUse = options.forms.filter(
    ({ from, until }) => (from === null || draft.on >= from) && (until === null || draft.on <= until),
  )
  const listed = inUse.filter(({ id, isUsed }) => isUsed && permitted.has(id)).map(item)
  const others = inUse.filter(({ id, isUsed }) => isUsed && !permitted.has(id)).map(item)
  const unused = inUse.filter(({ isUsed }) => !isUsed).map(item)
  const chosen = options.forms.find(({ id }) => id === draft.form)
  return (
    <Stack gap={4}>
      <NativeSelect
        label={form.how}
        size="md"
        required
        value={draft.form}
        onChange={({ currentTarget: { value } }) => change({ form: value })}
        data={[
          { value: '', label: '–' },
          ...(listed.length > 0 ? [{ group: form.listed, items: listed }] : []),
          ...(others.length > 0 ? [{ group: form.others, items: others }] : []),
          ...(unused.length > 0 ? [{ group: form.unused, items: unused }] : []),
        ]}
      />
      {chosen && (
        <Text size="sm" c="dimmed" role="status">
          {chosen.personalData === 'forbidden' && <strong>{form.forbidden}. </strong>}
          {chosen.personalData === 'nameless' && <strong>{form.nameless}. </strong>}
          {say(chosen.legality)}.
        </Text>
      )}
    </Stack>
  )
}
