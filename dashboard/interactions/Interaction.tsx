import { Alert, Anchor, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { dayFull, instantText } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import { type Change, Changes } from './Changes.tsx'
import { Marks } from './Interactions.tsx'
import { TakeBack } from './TakeBack.tsx'

export type One = Answer<'GET /api/interactions/{id}'>

/** One entry: what it says, which duties it serves, which points it may; taking it back. */
export default function Interaction() {
  const { id } = useParams({ strict: false }) as { id: string }
  const on = useOn()
  const { interactions } = useWords()
  const [changes, setChanges] = useState<Change[]>()
  const query = useQuery({
    queryKey: ['interaction', id, on],
    queryFn: () =>
      call('GET /api/interactions/{id}', {
        params: { id: Number(id) },
        query: on === undefined ? {} : { on },
      }),
  })
  return (
    <Page title={`${interactions.one} № ${id}`}>
      <Loaded query={query}>
        {(one) => (
          <Stack gap="lg" maw={720}>
            <Said one={one} />
            <Serves one={one} />
            {changes && (
              <section aria-live="polite">
                <Title order={2} mb="sm">
                  {interactions.done.changed}
                </Title>
                <Changes duties={changes} />
              </section>
            )}
            {on === undefined && <TakeBack one={one} onChanged={setChanges} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Said({ one: { entry } }: { one: One }) {
  const { interactions, common } = useWords()
  const { lang } = useLanguage()
  const say = useSay()
  const me = useMe()
  const at = (instant: string) => instantText(instant, lang, me.school.timeZone)
  const { voided } = entry
  const contact = [
    entry.wasReached === true && interactions.entry.reached,
    entry.wasReached === false && interactions.entry.notReached,
    entry.startedBy !== null && interactions.entry.startedBy[entry.startedBy],
  ].filter((part) => typeof part === 'string')
  const outcome = entry.outcome === 'nothingFound' ? interactions.entry.nothingFound : entry.outcome
  return (
    <Stack gap={4}>
      <Text size="lg" fw={600}>
        {say(entry.form.title)}, {entry.occurredAt ? at(entry.occurredAt) : dayFull(entry.occurredOn, lang)}
      </Text>
      <Text>{entry.evidence.map(({ title }) => say(title)).join(', ')}</Text>
      <Text>
        {entry.class.name}:{' '}
        {entry.pupils.length === 0
          ? entry.isHidden
            ? interactions.hidden
            : interactions.wholeClass
          : entry.pupils.map(({ id, name }, no) => (
              <span key={id}>
                {no > 0 && ', '}
                <Anchor component={Link} to={`/pupils/${id}`}>
                  {name}
                </Anchor>
              </span>
            ))}
      </Text>
      {entry.topic !== null && (
        <Text>
          {interactions.entry.topic}: {entry.topic}
        </Text>
      )}
      {entry.decision && <Decision decision={entry.decision} />}
      {outcome !== null && (
        <Text>
          {interactions.entry.outcome}: {outcome}
        </Text>
      )}
      {contact.length > 0 && <Text>{contact.join(', ')}</Text>}
      <Text size="sm" c="dimmed">
        {entry.author?.name ?? interactions.imported}, {interactions.entry.recorded(at(entry.recordedAt))}
        {entry.backdateReason !== null && ` · ${entry.backdateReason}`}
      </Text>
      <Marks entry={entry} />
      {voided && (
        <Alert color="gray">
          {interactions.entry.voidedBy(voided.by ?? common.unknown, at(voided.at), voided.reason ?? '–')}
        </Alert>
      )}
    </Stack>
  )
}

/** What was decided about a flag: a plan or a reason, not work that is done. */
function Decision({ decision: { kind, reasons, note } }: { decision: NonNullable<One['entry']['decision']> }) {
  const { interactions } = useWords()
  const say = useSay()
  const plan = [...reasons.map((title) => say(title).toLowerCase()), ...(note === null ? [] : [note])].join('. ')
  return (
    <Text>
      {kind === 'accepted' ? interactions.entry.planned : interactions.entry.dismissed}: {plan}
    </Text>
  )
}

function Serves({ one: { duties } }: { one: One }) {
  const { interactions, common } = useWords()
  const say = useSay()
  return (
    <section>
      <Title order={2} mb="sm">
        {interactions.entry.serves}
      </Title>
      {duties.length === 0 && <Text c="dimmed">{interactions.servesNone}</Text>}
      <Stack gap="sm">
        {duties.map(({ key, point, title, status, text }) => (
          <div key={key}>
            <Anchor component={Link} to="/duties/$key" params={{ key } as never} fw={600}>
              {common.point(point)} {say(title)}
            </Anchor>{' '}
            <Status id={status as StatusId} />
            <Text size="sm">{say(text)}</Text>
          </div>
        ))}
      </Stack>
    </section>
  )
}
