import { Anchor, Button, Card, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayLong, dayShort } from '../parts/dates.ts'
import { Level } from '../parts/Level.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { type Flag, useChoices } from './queries.ts'

/** One flag (`isWhole`: on its own page, which tells why below): facts in numbers, since when, one next step and its day, what is being done, and the decision in two taps. */
export function FlagCard({ flag, isWhole = false }: { flag: Flag; isWhole?: boolean }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  return (
    <Card
      withBorder
      padding="sm"
      component="article"
      aria-label={`${flag.pupil?.name ?? flag.class.name}. ${say(flag.title)}`}
    >
      <Stack gap={6}>
        <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
          <Text fw={600}>{flag.pupil ? <Pupil pupil={flag.pupil} /> : myClass.classWide}</Text>
          <Group gap={6} wrap="nowrap">
            {flag.urgent && <Text size="sm">{myClass.urgent}</Text>}
            <Level level={flag.level} />
          </Group>
        </Group>
        <Text>{say(flag.text)}</Text>
        <Text size="sm" c="dimmed">
          {myClass.since(dayLong(flag.since, lang))}
          {flag.points.length > 0 && ` · ${myClass.points(flag.points)}`}
        </Text>
        {flag.state === 'held' && <Text size="sm">{myClass.held}</Text>}
        <Doing flag={flag} />
        <Actions flag={flag} />
        {!isWhole && <Why flag={flag} />}
      </Stack>
    </Card>
  )
}

function Pupil({ pupil }: { pupil: { id: number; name: string } }) {
  return (
    <Anchor component={Link} to={`/pupils/${pupil.id}`} c="inherit">
      {pupil.name}
    </Anchor>
  )
}

/** What is being done; where nothing is yet, the one next step and by when. */
function Doing({ flag }: { flag: Flag }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  const { decision, due } = flag
  const choices = useChoices().data?.measures ?? []
  const measures = (decision?.measures ?? []).map((id) => choices.find((choice) => choice.id === id)?.title)
  const day =
    due && (due.status === 'overdue' || due.status === 'missed' ? myClass.was : myClass.until)(dayShort(due.on, lang))
  return (
    <>
      {flag.case && <Text size="sm">{myClass.caseIs(say(flag.case.title), dayLong(flag.case.since, lang))}</Text>}
      {decision && (
        <Text size="sm">
          {(decision.kind === 'accepted' ? myClass.acceptedOn : myClass.decidedOn)(dayLong(decision.on, lang))}
          {measures.length > 0 &&
            `: ${measures.flatMap((title) => (title ? say(title).toLowerCase() : [])).join(', ')}`}
          {decision.note === null ? '' : `. ${decision.note}`}
        </Text>
      )}
      {decision?.kind !== 'accepted' && (
        <Text>
          <span aria-hidden="true">→ </span>
          {say(flag.advice)}
          {decision === null && day && (
            <Text span fw={600} style={{ whiteSpace: 'nowrap' }}>
              {' '}
              {day}
            </Text>
          )}
        </Text>
      )}
    </>
  )
}

function Actions({ flag }: { flag: Flag }) {
  const { myClass } = useLanguage().words
  const [asked, setAsked] = useState<'acceptance' | 'dismissal' | null>(null)
  if (!flag.mayDecide) return null
  return (
    <Group gap="xs" className="no-print">
      <Button mih={44} variant="light" onClick={() => setAsked('acceptance')}>
        {myClass.accept}
      </Button>
      <Button mih={44} variant="default" onClick={() => setAsked('dismissal')}>
        {myClass.dismiss}
      </Button>
      <DecideDialog flag={flag} kind={asked} onClose={() => setAsked(null)} />
    </Group>
  )
}

function Why({ flag }: { flag: Flag }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { today } = useMe()
  const { myClass, common } = words
  return (
    <details className="no-print">
      <Text component="summary" size="sm" c="dimmed" py={8} style={{ cursor: 'pointer' }}>
        {common.why}
      </Text>
      <Stack gap={4}>
        <Text size="sm">{say(flag.clears)}</Text>
        {flag.revision.from !== null && flag.revision.from <= today && (
          <Text size="sm">{myClass.revision(dayLong(flag.revision.from, lang))}</Text>
        )}
        <Anchor component={Link} to={`/flags/${flag.id}`} size="sm" py={6}>
          {myClass.whole}
        </Anchor>
      </Stack>
    </details>
  )
}
