import { NativeSelect, Stack, Text } from '@mantine/core'
import { useSay, useWords } from '../words/language.tsx'
import type { Draft, Options } from './draft.ts'
import { fieldId, type Lacks } from './lacks.ts'

type Props = {
  options: Options
  draft: Draft
  change: (change: Partial<Draft>) => void
  point: string | undefined
  lacks: Lacks
}

/** The form: those the text of the point names first; below, that a point does not name it and what the channel bears. */
export function How({ options, draft, change, point, lacks }: Props) {
  const { form } = useWords().interactions
  const say = useSay()
  const kinds = new Set(draft.kinds)
  const served = options.points.filter(
    ({ id, evidence }) => id === point || evidence.some((kind) => kinds.has(kind.id)),
  )
  const asked = served.filter(({ id }) => id === point)
  const permitted = new Set((asked.length > 0 ? asked : served).flatMap(({ forms }) => forms))
  const item = (each: Options['forms'][number]) => ({ value: each.id, label: say(each.title) })
  const inUse = options.forms.filter(
    ({ from, until }) => (from === null || draft.on >= from) && (until === null || draft.on <= until),
  )
  const listed = inUse.filter(({ id, isUsed }) => isUsed && permitted.has(id)).map(item)
  const others = inUse.filter(({ id, isUsed }) => isUsed && !permitted.has(id)).map(item)
  const unused = inUse.filter(({ isUsed }) => !isUsed).map(item)
  const silent = served.filter(({ forms }) => !forms.includes(draft.form)).map(({ id }) => id)
  const chosen = options.forms.find(({ id }) => id === draft.form)
  return (
    <Stack gap={4}>
      <NativeSelect
        id={fieldId('form')}
        label={form.how}
        size="md"
        required
        error={lacks.form}
        value={draft.form}
        onChange={({ currentTarget: { value } }) => change({ form: value })}
        data={[
          { value: '', label: '–' },
          ...(listed.length > 0 ? [{ group: form.listed, items: listed }] : []),
          ...(others.length > 0 ? [{ group: form.others, items: others }] : []),
          ...(unused.length > 0 ? [{ group: form.unused, items: unused }] : []),
        ]}
      />
      {chosen && silent.length > 0 && (
        <Text size="sm" fw={600} role="status">
          {form.notNamed(silent)}
        </Text>
      )}
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
