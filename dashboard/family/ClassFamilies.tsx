import { Anchor, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Slopes } from './Slopes.tsx'

export type OneClass = Answer<'GET /api/family/classes/{id}'>
type OneFamily = OneClass['families'][number]

/** Families of one class, for those who may see them by name. */
export function ClassFamilies({ id, hasBack }: { id: number; hasBack: boolean }) {
  const { words } = useLanguage()
  const on = useOn()
  const { one } = words.family
  const query = useQuery({
    queryKey: ['family', 'class', id, on],
    queryFn: () => call('GET /api/family/classes/{id}', { params: { id }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Stack gap="md">
      {hasBack && (
        <Anchor component={Link} to="/family">
          ← {one.back}
        </Anchor>
      )}
      <Loaded query={query} empty={{ when: ({ families }) => families.length === 0, say: one.empty }}>
        {(data) => (
          <Stack gap="lg">
            <Title order={2}>{one.title(data.class.name)}</Title>
            <Text c="dimmed">{one.care}</Text>
            <Slopes data={data} />
            <FamilyTable data={data} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  )
}

function FamilyTable({ data }: { data: OneClass }) {
  const { words } = useLanguage()
  const { one } = words.family
  const waves = data.waves.slice(-3)
  const head = [one.pupil, ...waves.map(({ id }) => id), one.change, one.participation, one.plan]
  return (
    <TableBox isDense label={one.title(data.class.name)} head={head} minWidth={680}>
      {data.families.map((family) => (
        <Table.Tr key={family.pupil.id}>
          <Table.Th scope="row">
            <Anchor component={Link} to="/pupils/$id" params={{ id: String(family.pupil.id) } as never} inherit>
              {family.pupil.name}
            </Anchor>
          </Table.Th>
          {waves.map(({ id }) => (
            <Table.Td key={id}>
              <Reading family={family} wave={id} />
            </Table.Td>
          ))}
          <Table.Td>{words.family.change[family.change]}</Table.Td>
          <Table.Td>{family.participation ?? words.family.participation.unknown}</Table.Td>
          <Table.Td>{words.family.plans.state[family.plan]}</Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  )
}

/** What one wave said of a family; a number only where the server gave one. */
function Reading({ family, wave }: { family: OneFamily; wave: string }) {
  const { words } = useLanguage()
  const say = useSay()
  const points = family.points.filter((point) => point.wave === wave)
  if (points.length === 0) {
    const { noConsent, notMeasured } = words.family.one
    return (
      <Text size="sm" c="dimmed">
        {family.isConsented ? notMeasured : noConsent}
      </Text>
    )
  }
  return points.map(({ instrument, level, index, values }) => (
    <Text key={instrument.ru} size="sm" title={say(instrument)}>
      {words.family.level[level]}
      {index !== null && ` · ${index}`}
      {values.length > 0 && ` (${values.map(({ scale, value }) => `${say(scale)}: ${value}`).join('; ')})`}
    </Text>
  ))
}
