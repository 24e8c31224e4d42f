import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { dayLong } from '../parts/dates.ts'
import { Level } from '../parts/Level.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { byPupil, isAsked } from './flags.ts'
import { PupilCard } from './PupilCard.tsx'
import { type Flag, type FlagList, useClassFlags } from './queries.ts'
import { useFocusNext } from './useFocusNext.ts'

/** The flags of a class, most serious and newest first: a card for each pupil with one that waits for a decision, the others folded. */
export function ClassFlags({ classId }: { classId: number }) {
  const query = useClassFlags(classId)
  return (
    <section aria-labelledby="class-flags">
      <Loaded query={query}>{(list) => <Cards list={list} />}</Loaded>
    </section>
  )
}

function Cards({ list }: { list: FlagList }) {
  const { words, lang } = useLanguage()
  const { myClass } = words
  const asked = list.flags.filter(isAsked)
  const fresh = asked.length
  useFocusNext(
    byPupil(asked).flatMap((own) => own.map(({ id }) => id)),
    '#class-flags',
  )
  return (
    <Stack gap="sm">
      <Title order={2} id="class-flags" tabIndex={-1}>
        {myClass.flags}: {list.total + list.signals.length}
        {fresh > 0 && (
          <Text span c="dimmed" fw={400}>
            {' '}
            · {myClass.newFlags(fresh)}
          </Text>
        )}
      </Title>
      {list.total + list.signals.length === 0 && (
        <Text c="dimmed">{myClass.noFlags(dayLong(list.runOn, lang), list.rules)}</Text>
      )}
      <Pupils flags={asked} />
      <Signals list={list} />
      <Decided flags={list.flags.filter((flag) => !isAsked(flag))} />
      {list.behind.length > 0 && (
        <Text size="sm" c="dimmed">
          {myClass.behind(list.behind.length)}
        </Text>
      )}
    </Stack>
  )
}

function Pupils({ flags }: { flags: readonly Flag[] }) {
  return byPupil(flags).map((own) => <PupilCard key={own[0].id} flags={own} />)
}

/** What is decided asks nothing: one line, opened where it is wanted; paper has it all. */
function Decided({ flags }: { flags: readonly Flag[] }) {
  const { myClass } = useLanguage().words
  const [isOpen, { toggle }] = useDisclosure()
  if (flags.length === 0) return null
  return (
    <>
      <Button
        mih={44}
        variant="default"
        className="no-print"
        style={{ alignSelf: 'flex-start' }}
        aria-expanded={isOpen}
        onClick={toggle}
      >
        {myClass.decided(flags.length)} {isOpen ? '▾' : '▸'}
      </Button>
      <Stack gap="sm" className={isOpen ? undefined : 'print-only'}>
        <Pupils flags={flags} />
      </Stack>
    </>
  )
}

function Signals({ list }: { list: FlagList }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { signal, since } = words.myClass
  return list.signals.map((each) => (
    <Stack key={`${each.rule}-${each.class.id}`} gap={4}>
      <Group gap="xs">
        <Text fw={600}>{say(each.title)}</Text>
        <Level level={each.level} />
      </Group>
      <Text size="sm">
        {signal.text(each.members.length, each.size)} · {since(dayLong(each.since, lang))}
      </Text>
      <details>
        <Text component="summary" size="sm" c="dimmed" py={6} style={{ cursor: 'pointer' }}>
          {signal.members}
        </Text>
        <Group gap="sm">
          {each.members.map(({ id, pupil }) => (
            <Anchor key={id} component={Link} to={`/flags/${id}`} size="sm" py={6} className="tap">
              {shortName(pupil.name)}
            </Anchor>
          ))}
        </Group>
      </details>
    </Stack>
  ))
}
