import { Anchor, Button, Card, Collapse, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ToReasons } from '../flags/ToReasons.tsx'
import { dayLong, dayShort } from '../parts/dates.ts'
import { Level } from '../parts/Level.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { type Flag, useChoices } from './queries.ts'

/**
 * One flag (`isWhole`: on its own page, which tells why below): facts in numbers, since when, one next step and its day, what is
 * being done, and the decision in two taps. A flag that was decided about is short: its buttons stand behind "why".
 */
export function FlagCard({ flag, isWhole = false }: { flag: Flag; isWhole?: boolean }) {
  const { words } = useLanguage()
  const say = useSay()
  const { myClass } = words
  const name = flag.pupil?.name ?? flag.class.name
  return (
    <Card withBorder padding="sm" component="article" aria-label={`${name}. ${say(flag.title)}`} className="sheet-row">
      <Stack gap={4}>
        <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
          <Text fw={600}>{flag.pupil ? <Pupil pupil={flag.pupil} /> : myClass.classWide}</Text>
          <Group gap={6} wrap="nowrap">
            {flag.urgent && <Text size="sm">{myClass.urgent}</Text>}
            <Level level={flag.level} />
          </Group>
        </Group>
        <Text>{say(flag.text)}</Text>
        {(isWhole || flag.decision === null) && <Told flag={flag} />}
        {flag.state === 'held' && <Text size="sm">{myClass.held}</Text>}
        {flag.state === 'flagged' && !flag.isReached && (
          <Text size="sm">
            {myClass.below} {say(flag.clears)}
          </Text>
        )}
        {flag.decision?.kind !== 'accepted' && (isWhole || flag.decision === null) && <NextStep flag={flag} />}
        <Bottom flag={flag} isWhole={isWhole} />
      </Stack>
    </Card>
  )
}

function Pupil({ pupil }: { pupil: { id: number; name: string } }) {
  return (
    <Anchor component={Link} to={`/pupils/${pupil.id}`} c="inherit" inherit>
      {pupil.name}
    </Anchor>
  )
}

/** Since when, for which points, and what is being done. */
function Told({ flag }: { flag: Flag }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  const { decision } = flag
  const isClassShown = !useMe().classes.some(({ id }) => id === flag.class.id)
  const choices = useChoices().data?.measures ?? []
  const measures = (decision?.measures ?? []).flatMap((id) => choices.find((choice) => choice.id === id)?.title ?? [])
  const parts = [
    ...(isClassShown ? [flag.class.name] : []),
    myClass.since(dayLong(flag.since, lang)),
    ...(flag.points.length > 0 ? [myClass.points(flag.points)] : []),
    ...(decision?.kind === 'met' ? [myClass.decidedOn(dayLong(decision.on, lang))] : []),
    ...(flag.case ? [myClass.caseIs(say(flag.case.title), dayLong(flag.case.since, lang))] : []),
  ]
  return (
    <>
      <Text size="sm" c="dimmed">
        {parts.join(' · ')}
      </Text>
      {decision?.kind === 'accepted' && (
        <Text size="sm">
          {myClass.acceptedOn(dayLong(decision.on, lang))}
          {measures.length > 0 && `: ${measures.map((title) => say(title).toLowerCase()).join(', ')}`}
          {decision.note === null ? '' : `. ${decision.note}`}
        </Text>
      )}
    </>
  )
}

function NextStep({ flag }: { flag: Flag }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  const { due, decision } = flag
  const isOver = due?.status === 'overdue' || due?.status === 'missed'
  return (
    <Text>
      <span aria-hidden="true">→ </span>
      {say(flag.advice)}
      {decision === null && due && (
        <Text span fw={600} style={{ whiteSpace: 'nowrap' }}>
          {' '}
          {(isOver ? myClass.was : myClass.until)(dayShort(due.on, lang))}
        </Text>
      )}
    </Text>
  )
}

function Bottom({ flag, isWhole }: { flag: Flag; isWhole: boolean }) {
  const { common } = useLanguage().words
  const [isOpen, { toggle }] = useDisclosure()
  const isDecided = flag.decision !== null
  const buttons = flag.mayDecide && <Actions flag={flag} />
  if (isWhole) return buttons
  const why = (
    <Button
      mih={44}
      px="xs"
      miw="max-content"
      variant="subtle"
      color="gray"
      className="no-print"
      aria-expanded={isOpen}
      onClick={toggle}
    >
      {common.why} {isOpen ? '▾' : '▸'}
    </Button>
  )
  return (
    <>
      {isDecided ? (
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <div>
            <Told flag={flag} />
          </div>
          {why}
        </Group>
      ) : (
        <Group gap="xs" className="no-print">
          {buttons}
          {why}
        </Group>
      )}
      <Collapse expanded={isOpen} className="no-print">
        <Why flag={flag} />
        {isDecided && buttons}
      </Collapse>
    </>
  )
}

function Actions({ flag }: { flag: Flag }) {
  const { myClass } = useLanguage().words
  const [asked, setAsked] = useState<'acceptance' | 'dismissal' | null>(null)
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
  const { myClass } = words
  return (
    <Stack gap={4} py={4}>
      <Text size="sm">{say(flag.clears)}</Text>
      {flag.decision?.kind === 'met' && <NextStep flag={flag} />}
      {flag.revision.from !== null && <Text size="sm">{myClass.revision(dayLong(flag.revision.from, lang))}</Text>}
      <ToReasons flag={flag} />
      <Anchor component={Link} to={`/flags/${flag.id}`} size="sm" py={8}>
        {myClass.whole}
      </Anchor>
    </Stack>
  )
}
