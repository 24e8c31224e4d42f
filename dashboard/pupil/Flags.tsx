import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { dayLong, spanLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Level } from '../parts/Level.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import { OpenCase } from './OpenCase.tsx'
import { Part } from './Part.tsx'
import type { Card } from './Pupil.tsx'
import { WhyNot } from './WhyNot.tsx'

type Flag = NonNullable<Card['flags']>[number]

/** Flags that stand now, each with its numbers and what would clear it; below those that were. */
export function Flags({ card, flags }: { card: Card; flags: Flag[] }) {
  const { pupil } = useWords()
  const { lang } = useLanguage()
  const open = flags.filter(({ clearedOn }) => clearedOn === null)
  const past = flags.filter(({ clearedOn }) => clearedOn !== null)
  return (
    <Part title={pupil.flags.title}>
      {open.length === 0 && card.unseenFlags === 0 && <Text c="dimmed">{pupil.flags.none}</Text>}
      {card.unseenFlags > 0 && <Text c="dimmed">{pupil.flags.unseen(card.unseenFlags)}</Text>}
      {open.map((flag) => (
        <Open key={flag.id} flag={flag} />
      ))}
      {past.length > 0 && (
        <details>
          <summary style={{ minHeight: 44, paddingBlock: 10, cursor: 'pointer' }}>{pupil.flags.past}</summary>
          <Stack gap={4}>
            {past.map((flag) => (
              <Text key={flag.id} size="sm">
                <Title flag={flag} />,{' '}
                {pupil.flags.period(...spanLong(flag.raisedOn, flag.clearedOn ?? flag.raisedOn, lang))}
                {flag.clearReason !== null && ` · ${pupil.flags.reasons[flag.clearReason] ?? ''}`}
              </Text>
            ))}
          </Stack>
        </details>
      )}
      <WhyNot pupil={card.id} />
    </Part>
  )
}

function Open({ flag }: { flag: Flag }) {
  const { pupil, common } = useWords()
  const { lang } = useLanguage()
  const say = useSay()
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Text fw={600} component="span">
          <Title flag={flag} />
        </Text>
        <Level level={flag.level} />
        <Text size="sm" c="dimmed" component="span">
          {pupil.flags.since(dayLong(flag.raisedOn, lang))} · {flag.points.map((id) => common.point(id)).join(', ')}
        </Text>
      </Group>
      <Text size="sm">{say(flag.text)}</Text>
      <Text size="sm" c="dimmed">
        {say(flag.clears)}
      </Text>
    </Stack>
  )
}

function Title({ flag }: { flag: Flag }) {
  const say = useSay()
  const on = useOn()
  return (
    <Anchor component={Link} to={`/flags/${flag.id}`} search={(on === undefined ? {} : { on }) as never} c="inherit">
      {say(flag.title)}
    </Anchor>
  )
}

/** Work on the pupil through the ladder; the class teacher may open a case by hand. */
export function Cases({ card, cases }: { card: Card; cases: NonNullable<Card['cases']> }) {
  const { pupil } = useWords()
  const me = useMe()
  const on = useOn()
  const isOwn = me.classes.some(({ id }) => id === card.class?.id)
  return (
    <Part title={pupil.cases.title}>
      {cases.every(({ closedOn }) => closedOn !== null) && <Text c="dimmed">{pupil.cases.none}</Text>}
      {cases.map((one) => (
        <OneCase key={one.id} one={one} />
      ))}
      {isOwn && on === undefined && (
        <div>
          <OpenCase pupil={card.id} />
        </div>
      )}
    </Part>
  )
}

function OneCase({ one: { id, domain, state, openedOn, closedOn } }: { one: NonNullable<Card['cases']>[number] }) {
  const { pupil, common } = useWords()
  const { lang } = useLanguage()
  const say = useSay()
  const on = useOn()
  const said = `${common.domain[domain] ?? domain}: ${say(state.title)}`
  const since = `, ${pupil.cases.opened(dayLong(openedOn, lang))}`
  if (closedOn !== null)
    return (
      <Text size="sm" c="dimmed">
        {said}
        {since}, {pupil.cases.closed(dayLong(closedOn, lang))}
      </Text>
    )
  return (
    <Text>
      <Anchor component={Link} to={`/cases/${id}`} search={(on === undefined ? {} : { on }) as never}>
        {said}
      </Anchor>
      {since}
    </Text>
  )
}
