import { Anchor, Card, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { dayLong } from '../parts/dates.ts'
import { Level } from '../parts/Level.tsx'
import { Status } from '../parts/Status.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { FlagBottom } from './FlagBottom.tsx'
import { type Flag, useChoices } from './queries.ts'
import { useDue } from './useDue.ts'
import { cardId } from './useFocusNext.ts'

type Props = {
  flag: Flag
  /** On its own page, which tells why below. */
  isWhole?: boolean
  isEnded?: boolean
}

/** One flag: facts in numbers, since when, what is done, the next step and its day, the decision in two taps; ended, it asks none. */
export function FlagCard({ flag, isWhole = false, isEnded = false }: Props) {
  return (
    <Card
      withBorder
      padding="sm"
      component="article"
      id={cardId(flag.id)}
      aria-label={useHeading(flag)}
      className="sheet-row"
    >
      <Stack gap={4}>
        <FlagHead flag={flag} />
        <FlagBody flag={flag} isWhole={isWhole} isEnded={isEnded} />
      </Stack>
    </Card>
  )
}

/** Whom a flag is about and what it says, as its card is called. */
export function useHeading({ pupil, class: { name }, title }: Flag): string {
  return `${pupil?.name ?? name}. ${useSay()(title)}`
}

type Head = {
  flag: Flag
  /** Of the flag, or of one of several in a card. */
  isUrgent?: boolean
}

export function FlagHead({ flag, isUrgent = flag.urgent }: Head) {
  const { myClass } = useLanguage().words
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
      <Text fw={600}>{flag.pupil ? <Pupil pupil={flag.pupil} /> : myClass.classWide}</Text>
      <Group gap={6} wrap="nowrap">
        {isUrgent && <Text size="sm">{myClass.urgent}</Text>}
        <Level level={flag.level} />
      </Group>
    </Group>
  )
}

type Body = Props & {
  /** One of several in a card: its level is said in words, and its step where it is another one. */
  among?: { leading: Flag }
}

export function FlagBody({ flag, isWhole = false, isEnded = false, among }: Body) {
  const say = useSay()
  const isLeading = among === undefined || among.leading.id === flag.id
  const isStepSaid = !isLeading && isSameStep(among.leading, flag)
  return (
    <>
      <Text>{say(flag.text)}</Text>
      <Told flag={flag} isLevelSaid={among !== undefined} />
      {!isEnded && <Standing flag={flag} />}
      {flag.step && !isStepSaid && <NextStep step={flag.step} isQuiet={!isLeading} />}
      {!isEnded && <FlagBottom flag={flag} isWhole={isWhole} />}
    </>
  )
}

function isSameStep({ step: one }: Flag, { step: other }: Flag): boolean {
  return one?.text.ru === other?.text.ru && one?.on === other?.on
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
function Told({ flag, isLevelSaid }: { flag: Flag; isLevelSaid: boolean }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass, cases, common } = words
  const isClassShown = !useMe().classes.some(({ id }) => id === flag.class.id)
  const done = useDone(flag)
  const parts = [
    ...(isLevelSaid ? [common.level[flag.level] ?? ''] : []),
    ...(isLevelSaid && flag.urgent ? [myClass.urgent] : []),
    ...(isClassShown ? [flag.class.name] : []),
    myClass.since(dayLong(flag.since, lang)),
    ...(flag.points.length > 0 ? [myClass.points(flag.points)] : []),
    ...(flag.case ? [`${say(flag.case.title)}, ${cases.stateSince(dayLong(flag.case.since, lang))}`] : []),
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

function NextStep({ step, isQuiet }: { step: NonNullable<Flag['step']>; isQuiet: boolean }) {
  const say = useSay()
  const due = useDue()
  const isOver = step.status === 'overdue' || step.status === 'missed'
  const isDone = step.status === 'met' || step.status === 'met_late'
  return (
    <Text {...(isQuiet && { size: 'sm', c: 'dimmed' })}>
      <span aria-hidden="true">→ </span>
      {say(step.text)}
      {isDone && (
        <>
          {' '}
          <Status id="met" />
        </>
      )}
      {step.on !== null && !isDone && (
        <Text span inherit fw={600} style={{ whiteSpace: 'nowrap' }}>
          {' '}
          {due(step.on, isOver)}
        </Text>
      )}
    </Text>
  )
}
