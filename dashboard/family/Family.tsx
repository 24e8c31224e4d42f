import { Alert, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { NoClasses } from '../parts/NoClasses.tsx'
import { Page } from '../parts/Page.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Changes } from './Changes.tsx'
import { ClassFamilies } from './ClassFamilies.tsx'
import { ClassTable } from './ClassTable.tsx'
import { Participation } from './Participation.tsx'
import { Plans } from './Plans.tsx'
import { Requests } from './Requests.tsx'
import { Waves } from './Waves.tsx'

export type FamilyAnswer = Answer<'GET /api/family'>

/** Families and the school: numbers for all who may, one class for those who may see it. */
export default function Family() {
  const { family } = useWords()
  const on = useOn()
  const me = useMe()
  const [filters] = useFilters<{ class?: string }>()
  const own = me.reads['family'] === 'own' && me.classes.length === 1 ? me.classes[0]?.id : undefined
  const classId = Number(filters.class ?? own)
  const query = useQuery({
    queryKey: ['family', on],
    queryFn: () => call('GET /api/family', { query: on === undefined ? {} : { on } }),
  })
  const isOneClass = Number.isSafeInteger(classId) && classId > 0
  return (
    <Page title={family.title}>
      {isOneClass && <ClassFamilies id={classId} hasBack={filters.class !== undefined} />}
      {(!isOneClass || filters.class === undefined) && (
        <Loaded query={query}>{(data) => <Numbers data={data} />}</Loaded>
      )}
    </Page>
  )
}

function Numbers({ data }: { data: FamilyAnswer }) {
  const { family } = useWords()
  if (data.classes.length === 0) return <NoClasses />
  return (
    <Stack gap="xl">
      {data.isHiding && (
        <Alert color="gray" variant="light">
          <Text size="sm">{family.hiding}</Text>
        </Alert>
      )}
      {data.waves.length === 0 && <Text c="dimmed">{family.noWaves}</Text>}
      <Group align="stretch" gap="xl" grow preventGrowOverflow={false} wrap="wrap">
        {data.waves.length > 0 && <Waves data={data} />}
        <Participation data={data} />
      </Group>
      <Changes data={data} />
      <ClassTable data={data} />
      <Requests data={data} />
      <Plans data={data} />
    </Stack>
  )
}
