import { Group, NativeSelect, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { call, type Query } from '../call.ts'
import { DayField } from '../parts/DayField.tsx'
import { useFilters } from '../parts/filters.ts'
import { useMay, useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Trail } from './AuditList.tsx'

type Kind = NonNullable<Query<'GET /api/audit'>['kind']>
type TrailFilters = {
  kind?: string | undefined
  from?: string | undefined
  to?: string | undefined
  person?: string | undefined
}

/** What was done and seen, by whom and when. */
export default function AuditTab() {
  const { audit } = useWords()
  const [{ kind, from, to, person }] = useFilters<TrailFilters>()
  const filters = {
    ...(kind !== undefined && kind in audit.kinds && { kind: kind as Kind }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(person !== undefined && { person: Number(person) }),
  }
  return (
    <Stack>
      <Title order={2}>{audit.title}</Title>
      <Bar />
      <Trail key={JSON.stringify(filters)} {...filters} />
    </Stack>
  )
}

function Bar() {
  const { audit, common } = useWords()
  const [{ kind = '', from = '', to = '' }, setFilters] = useFilters<TrailFilters>()
  const { today } = useMe()
  return (
    <Group align="flex-end">
      <PersonFilter />
      <NativeSelect
        label={audit.kind}
        value={kind}
        onChange={({ currentTarget: { value } }) => setFilters({ kind: value })}
        data={[
          { value: '', label: common.all },
          ...Object.entries(audit.kinds).map(([value, label]) => ({ value, label })),
        ]}
      />
      <DayField label={audit.from} value={from} max={today} onDay={(value) => setFilters({ from: value })} />
      <DayField label={audit.to} value={to} max={today} onDay={(value) => setFilters({ to: value })} />
    </Group>
  )
}

function PersonFilter() {
  const { audit, common } = useWords()
  const [{ person = '' }, setFilters] = useFilters<TrailFilters>()
  const may = useMay()
  const isShown = may('read', 'people')
  const { data } = useQuery({ queryKey: ['people'], queryFn: () => call('GET /api/people'), enabled: isShown })
  if (!isShown) return null
  return (
    <NativeSelect
      label={audit.person}
      value={person}
      onChange={({ currentTarget: { value } }) => setFilters({ person: value })}
      data={[
        { value: '', label: common.all },
        ...(data?.people ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  )
}
