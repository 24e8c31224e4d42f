import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addressOf, call } from '../call.ts'
import { DayField } from '../parts/DayField.tsx'
import { useOn } from '../parts/filters.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'

/** What to freeze, and in which form to take it away. */
export function SnapshotForm() {
  const { words, lang } = useLanguage()
  const { snapshot } = words.documents
  const on = useOn()
  const me = useMe()
  const day = on ?? me.today
  const [from, setFrom] = useState(`${day.slice(0, 7)}-01`)
  const [to, setTo] = useState(day)
  const [point, setPoint] = useState('')
  const [classId, setClassId] = useState('')
  const address = (format: string) =>
    addressOf(
      'GET /api/documents/snapshot',
      {},
      { on, from, to, ...(point && { point }), ...(classId && { class: classId }), lang, format },
    )
  return (
    <Stack gap="sm" className="no-print" component="section">
      <Title order={2}>{snapshot.title}</Title>
      <Text size="sm" c="dimmed" maw={720}>
        {snapshot.about}
      </Text>
      <Group align="end">
        <DayField label={snapshot.from} required w={172} value={from} max={to} onDay={setFrom} />
        <DayField label={snapshot.to} required min={from} w={172} value={to} onDay={setTo} />
        <Scope point={point} setPoint={setPoint} classId={classId} setClassId={setClassId} />
        {['pdf', 'xlsx', 'json'].map((format) => (
          <Button key={format} component="a" variant="default" href={address(format)} download>
            {snapshot.save(format.toUpperCase())}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

type ScopeProps = {
  point: string
  setPoint: (point: string) => void
  classId: string
  setClassId: (id: string) => void
}

/** One point and one class, or all of them. */
function Scope({ point, setPoint, classId, setClassId }: ScopeProps) {
  const { snapshot } = useLanguage().words.documents
  const on = useOn()
  const { data: grid } = useQuery({
    queryKey: ['overview', 'grid', 'now', on],
    queryFn: () => call('GET /api/overview/grid', { query: { period: 'now', ...(on && { on }) } }),
  })
  return (
    <>
      <NativeSelect
        label={snapshot.point}
        value={point}
        onChange={(event) => setPoint(event.currentTarget.value)}
        data={[
          { value: '', label: snapshot.everyPoint },
          ...(grid?.points ?? []).map((each) => ({ value: each.point, label: each.point })),
        ]}
      />
      <NativeSelect
        label={snapshot.class}
        value={classId}
        onChange={(event) => setClassId(event.currentTarget.value)}
        data={[
          { value: '', label: snapshot.everyClass },
          ...(grid?.classes ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
      />
    </>
  )
}
