import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { addressOf } from '../call.ts'
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
  const address = (format: string) =>
    addressOf('GET /api/documents/snapshot', {}, { on, from, to, point: point.trim(), lang, format })
  return (
    <Stack gap="sm" className="no-print" component="section">
      <Title order={2}>{snapshot.title}</Title>
      <Text size="sm" c="dimmed" maw={720}>
        {snapshot.about}
      </Text>
      <Group align="end">
        <TextInput
          type="date"
          label={snapshot.from}
          value={from}
          max={to}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput type="date" label={snapshot.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <TextInput
          label={snapshot.point}
          placeholder={snapshot.everyPoint}
          value={point}
          onChange={(event) => setPoint(event.currentTarget.value)}
        />
        {['pdf', 'xlsx', 'json'].map((format) => (
          <Button key={format} component="a" variant="default" href={address(format)} download>
            {snapshot.save(format.toUpperCase())}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
