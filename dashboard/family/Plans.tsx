import { Anchor, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import { countText } from './counts.ts'
import type { FamilyAnswer } from './Family.tsx'

/** Families that need a plan of work: a number for all, names for those who help. */
export function Plans({ data: { plans: counts } }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { plans } = words.family
  return (
    <Stack gap="xs">
      <Title order={2}>{plans.title}</Title>
      <Text>{plans.told(countText(counts.needed, words), countText(counts.without, words))}</Text>
      {counts.mayList ? <PlanList /> : <Text c="dimmed">{plans.hidden}</Text>}
    </Stack>
  )
}

function PlanList() {
  const { words } = useLanguage()
  const on = useOn()
  const { plans } = words.family
  const query = useQuery({
    queryKey: ['family', 'plans', on],
    queryFn: () => call('GET /api/family/needs-plan', { query: on === undefined ? {} : { on } }),
  })
  return (
    <Loaded query={query} empty={{ when: ({ families }) => families.length === 0, say: plans.none }}>
      {({ families }) => (
        <TableBox
          isDense
          label={plans.title}
          head={[plans.pupil, words.family.changes.class, plans.plan, plans.waits]}
          minWidth={360}
        >
          {families.map((row) => (
            <PlanRow key={row.pupil.id} row={row} />
          ))}
        </TableBox>
      )}
    </Loaded>
  )
}

function PlanRow({ row }: { row: Answer<'GET /api/family/needs-plan'>['families'][number] }) {
  const { words } = useLanguage()
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Anchor component={Link} to="/pupils/$id" params={{ id: String(row.pupil.id) } as never} inherit>
          {row.pupil.name}
        </Anchor>
      </Table.Th>
      <Table.Td>{row.class.name}</Table.Td>
      <Table.Td>{words.family.plans.state[row.plan]}</Table.Td>
      <Table.Td>{row.workingDays ?? ''}</Table.Td>
    </Table.Tr>
  )
}
