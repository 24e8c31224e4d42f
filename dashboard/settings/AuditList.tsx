import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call, type Query } from '../call.ts'
import { dayFull, instantText } from '../parts/dates.ts'
import { isDay } from '../parts/days.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useMe } from '../session/me.tsx'
import { type Lang, useLanguage } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { Change } from './AuditChange.tsx'

export type Entry = Answer<'GET /api/audit'>['entries'][number]

type Props = { isOwn?: boolean } & Omit<Query<'GET /api/audit'>, 'before' | 'limit'>

/** A page of the trail, with what was before and after; earlier pages by a button. `isOwn`: who it was goes without saying. */
export function Trail({ isOwn = false, ...filters }: Props) {
  const { words } = useLanguage()
  const { audit } = words
  const [pages, setPages] = useState<readonly number[]>([])
  const before = pages.at(-1)
  const asked = { ...filters, limit: 20, ...(before !== undefined && { before }) }
  const query = useQuery({ queryKey: ['audit', asked], queryFn: () => call('GET /api/audit', { query: asked }) })
  return (
    <Loaded query={query}>
      {({ scope, entries, next }) => (
        <Stack>
          <Text size="sm" c="dimmed">
            {audit.scope[isOwn ? 'own' : scope]}
          </Text>
          {entries.length === 0 ? (
            <Text c="dimmed">{audit.empty}</Text>
          ) : (
            <TableBox
              label={audit.caption}
              head={[audit.at, ...(isOwn ? [] : [audit.who]), audit.what, audit.about, audit.address]}
              minWidth={760}
            >
              {entries.map((entry) => (
                <Row key={entry.id} entry={entry} isOwn={isOwn} />
              ))}
            </TableBox>
          )}
          <Group>
            {pages.length > 0 && (
              <Button variant="default" onClick={() => setPages([])}>
                {audit.newest}
              </Button>
            )}
            {next !== null && (
              <Button variant="default" onClick={() => setPages([...pages, next])}>
                {audit.older}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Loaded>
  )
}

function Row({ entry, isOwn }: { entry: Entry; isOwn: boolean }) {
  const { words, lang } = useLanguage()
  const { timeZone } = useMe().school
  const { audit } = words
  const about = [entry.pupil?.name, entry.schoolClass?.name].filter((name) => name !== undefined && name !== null)
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{instantText(entry.at, lang, timeZone)}</Table.Td>
      {!isOwn && <Table.Td>{entry.actor?.name ?? (entry.kind === 'job' ? audit.program : audit.nobody)}</Table.Td>}
      <Table.Td>
        {entry.said?.[lang] ?? entry.action}
        {(entry.before !== null || entry.after !== null || entry.isHidden) && (
          <details>
            <summary>{audit.details}</summary>
            <Change entry={entry} />
          </details>
        )}
      </Table.Td>
      <Table.Td>
        {about.length > 0 ? about.join(', ') : (entry.setting?.[lang] ?? subjectText(entry.subject, words.audit, lang))}
      </Table.Td>
      <Table.Td>{entry.address}</Table.Td>
    </Table.Tr>
  )
}

/** What an entry is about in words: `interaction:5224`, `flag 12`, a day; another text as it is. */
function subjectText(subject: string | null, { subjects, numbered }: Words['audit'], lang: Lang): string | null {
  if (subject === null) return null
  if (isDay(subject)) return dayFull(subject, lang)
  const [, kind = '', rest] = /^(\w+)(?:[: ](.+))?$/.exec(subject) ?? []
  const what = subjects[kind]
  if (what === undefined) return subject
  if (rest === undefined) return what
  const [number] = /\d+$/.exec(rest) ?? []
  return number === rest || kind === 'undo' ? numbered(what, number ?? rest) : `${what}: ${rest}`
}
