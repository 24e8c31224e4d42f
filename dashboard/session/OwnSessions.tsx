import { Button, Stack, Table, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { instantText } from '../parts/dates.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import { deviceOf } from './device.ts'
import { useMe } from './me.tsx'
import { useSubmit } from './submit.ts'
import { Told } from './Told.tsx'

type OwnSession = Answer<'GET /api/me/sessions'>['sessions'][number]

/** Where one is signed in; each session can be ended. */
export function OwnSessions() {
  const { words } = useLanguage()
  const { sessions: say } = words.session
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['sessions'], queryFn: () => call('GET /api/me/sessions') })
  const { error, isBusy, submit } = useSubmit()
  const [said, setSaid] = useState('')
  const end = (work: () => Promise<number>) =>
    submit(async () => {
      const ended = await work()
      await client.invalidateQueries({ queryKey: ['sessions'] })
      setSaid(say.ended(ended))
    })
  return (
    <Loaded query={query} lines={2}>
      {({ sessions }) => (
        <Stack align="stretch">
          <Told error={error} />
          <TableBox label={say.caption} head={[say.device, say.since, say.seen, say.end]}>
            {sessions.map((row) => (
              <Row
                key={row.id}
                row={row}
                isBusy={isBusy}
                onEnd={() => end(() => call('DELETE /api/me/sessions/{id}', { params: { id: row.id } }).then(() => 1))}
              />
            ))}
          </TableBox>
          {sessions.length > 1 && (
            <Button
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              loading={isBusy}
              onClick={() => end(() => call('DELETE /api/me/sessions').then(({ ended }) => ended))}
            >
              {say.endAll}
            </Button>
          )}
          <Text size="sm" role="status">
            {said}
          </Text>
        </Stack>
      )}
    </Loaded>
  )
}

function Row({ row, isBusy, onEnd }: { row: OwnSession; isBusy: boolean; onEnd: () => void }) {
  const { words, lang } = useLanguage()
  const { sessions: say } = words.session
  const { timeZone } = useMe().school
  const device = deviceOf(row.device, say)
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {device}
      </Table.Th>
      <Table.Td>{instantText(row.startedAt, lang, timeZone)}</Table.Td>
      <Table.Td>{instantText(row.seenAt, lang, timeZone)}</Table.Td>
      <Table.Td>
        {row.isThis ? (
          say.this
        ) : (
          <Button size="compact-sm" variant="default" disabled={isBusy} onClick={onEnd} aria-label={say.endOne(device)}>
            {say.end}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
