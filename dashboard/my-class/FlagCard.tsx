import { Anchor, Button, Card, Collapse, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ToReasons } from '../flags/ToReasons.tsx'
import { dayLong } from '../parts/dates.ts'
import { Level } from '../parts/Level.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { type Flag, useChoices } from './queries.ts'
import { useDue } from './useDue.ts'

type Props = {
  flag: Flag
  /** On its own page, which tells why below. */
  isWhole?: boolean
  isEnded?: boolean
}

/** One flag: facts in numbers, since when, what is done, the next step and its day, the decision in two taps; ended, it asks none. */
export function FlagCard({ flag, isWhole = false, isEnded = false }: Props) {
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
        <Told flag={flag} />
        {!isEnded && <Standing flag={flag} />}
        {flag.step && <NextStep step={flag.step} />}
        {!isEnded && <Bottom flag={flag} isWhole={isWhole} />}
      </Stack>
    </Card>
  )
}

/** Whether a person is asked to decide: nobody has, or the level rose since. */
export function isAsked({ decision, rise }: Flag): boolean {
  return decision === null || rise !== null
}

/** What has changed since the flag was raised or decided about. */
function Standing({ flag }: { flag: Flag }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass, common } = words
  const { rise } = flag
  return (
    <>
      {rise && (
        <Text size="sm" fw={600}>
          {myClass.risen(dayLong(rise.on, lang), common.level[rise.level] ?? '')}
        </Text>
      )}
      {flag.state === 'held' && <Text size="sm">{myClass.held}</Text>}
      {flag.state === 'flagged' && !flag.isReached && (
        <Text size="sm">
          {myClass.below} {say(flag.clears)}
        </Text>
      )}
    </>
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
  const isClassShown = !useMe().classes.some(({ id }) => id === flag.class.id)
  const done = useDone(flag)
  const parts = [
    ...(isClassShown ? [flag.class.name] : []),
    myClass.since(dayLong(flag.since, lang)),
    ...(flag.points.length > 0 ? [myClass.points(flag.points)] : []),
    ...(flag.case ? [myClass.caseIs(say(flag.case.title), dayLong(flag.case.since, lang))] : []),
  ]
  return (
    <>
      <Text size="sm" c="dimmed">
        {parts.join(' · ')}
      </Text>
      {done !== null && <Text size="sm">{done}</Text>}
    </>
  )
}

/** The decision in words: the measures chosen with their note, or the record that met the duty to decide. */
export function useDone({ decision }: Pick<Flag, 'decision'>): string | null {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  const choices = useChoices().data?.measures ?? []
  if (decision === null) return null
  const on = dayLong(decision.on, lang)
  if (decision.kind === 'met')
    return [myClass.decidedOn(on), decision.records.map(say).join(', ')].filter(Boolean).join(': ')
  const measures = decision.measures.flatMap((id) => choices.find((choice) => choice.id === id)?.title ?? [])
  const plan = measures.map((title) => say(title).toLowerCase()).join(', ')
  const said = [myClass.acceptedOn(on), plan].filter(Boolean).join(': ')
  return decision.note === null ? said : `${said}. ${decision.note}`
}

function NextStep({ step }: { step: NonNullable<Flag['step']> }) {
  const say = useSay()
  const due = useDue()
  const isOver = step.status === 'overdue' || step.status === 'missed'
  return (
    <Text>
      <span aria-hidden="true">→ </span>
      {say(step.text)}
      {step.on !== null && (
        <Text span fw={600} style={{ whiteSpace: 'nowrap' }}>
          {' '}
          {due(step.on, isOver)}
        </Text>
      )}
    </Text>
  )
}

function Bottom({ flag, isWhole }: { flag: Flag; isWhole: boolean }) {
  const { common } = useLanguage().words
  const [isOpen, { toggle }] = useDisclosure()
  const buttons = flag.mayDecide && <Actions flag={flag} />
  if (isWhole) return buttons
  return (
    <>
      <Group gap="xs" className="no-print">
        {isAsked(flag) && buttons}
        <Button
          mih={44}
          px="xs"
          miw="max-content"
          variant="subtle"
          color="gray"
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {common.why} {isOpen ? '▾' : '▸'}
        </Button>
      </Group>
      <Collapse expanded={isOpen} className="no-print">
        <Why flag={flag} />
        {!isAsked(flag) && buttons}
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
      {flag.revision.from !== null && <Text size="sm">{myClass.revision(dayLong(flag.revision.from, lang))}</Text>}
      <ToReasons flag={flag} />
      <Anchor component={Link} to={`/flags/${flag.id}`} size="sm" py={8} className="tap">
        {myClass.whole}
      </Anchor>
    </Stack>
  )
}
