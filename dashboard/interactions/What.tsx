import { Checkbox, MultiSelect, Stack } from '@mantine/core'
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

/** What it was: kinds of the point at hand to tick, and those of other points, for one event may serve several. */
export function What({ options, draft: { kinds }, change, point, lacks }: Props) {
  const { interactions, common } = useWords()
  const say = useSay()
  const own = options.points.find(({ id }) => id === point)
  const ownIds = new Set(own?.evidence.map(({ id }) => id))
  const others = othersOf(options, point).map(({ id, title, evidence }) => ({
    group: `${common.point(id)} ${say(title)}`,
    items: evidence.map((kind) => ({ value: kind.id, label: say(kind.title) })),
  }))
  return (
    <Stack gap="xs">
      {own && (
        <Checkbox.Group
          label={interactions.form.what}
          description={interactions.form.whatHint}
          required
          error={lacks.kinds}
          value={kinds}
          onChange={(ticked) => change({ kinds: ticked })}
        >
          <Stack gap={4} mt="xs">
            {own.evidence.map(({ id, title }, no) => (
              <Checkbox
                key={id}
                {...(no === 0 && { id: fieldId('kinds') })}
                value={id}
                label={say(title)}
                size="md"
                py={10}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <MultiSelect
        label={own ? interactions.form.morePoints : interactions.form.what}
        {...(own
          ? {}
          : {
              id: fieldId('kinds'),
              description: interactions.form.whatHint,
              required: true,
              error: lacks.kinds,
            })}
        size="md"
        searchable
        clearable
        data={others}
        value={kinds.filter((kind) => !ownIds.has(kind))}
        onChange={(chosen) => change({ kinds: [...kinds.filter((kind) => ownIds.has(kind)), ...chosen] })}
        hidePickedOptions
        comboboxProps={{ withinPortal: true }}
      />
    </Stack>
  )
}

/** Kinds of the other points: one that several points know is offered once, under the first of them. */
function othersOf({ points }: Options, point: string | undefined): Options['points'] {
  const known = new Set(points.find(({ id }) => id === point)?.evidence.map(({ id }) => id))
  return points
    .filter(({ id }) => id !== point)
    .map((each) => {
      const evidence = each.evidence.filter(({ id }) => !known.has(id))
      for (const { id } of evidence) known.add(id)
      return { ...each, evidence }
    })
    .filter(({ evidence }) => evidence.length > 0)
}
