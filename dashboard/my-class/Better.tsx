import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { useCases, useCleared } from './queries.ts'

/** Up to so many names stand in the line itself. */
const namedAtMost = 3

/** What lately got better: flags that cleared by themselves, cases that the last review found improved. */
export function Better({ classId }: { classId: number }) {
  const { words } = useLanguage()
  const { myClass } = words
  const cleared = useCleared(classId)
  const improved = (useCases(classId).data?.cases ?? []).filter(({ lastReview }) => lastReview?.dynamics === 'improved')
  return (
    <section aria-labelledby="better">
      <Stack gap={4}>
        <Title order={2} id="better">
          {myClass.better}
        </Title>
        {improved.map(({ id, pupil, domain }) => (
          <Text key={id}>
            {shortName(pupil.name)}, {words.common.domain[domain] ?? domain}: {myClass.improved}
          </Text>
        ))}
        <Loaded
          query={cleared}
          lines={2}
          empty={{ when: (told) => told.cleared.length + improved.length === 0, say: myClass.nothingBetter }}
        >
          {(told) => groupsOf(told.cleared).map((group) => <ClearedLine key={group[0].id} group={group} />)}
        </Loaded>
      </Stack>
    </section>
  )
}

/** One line for all the pupils; where they are too many to be named in it, their names unfold below. */
function ClearedLine({ group }: { group: [Cleared, ...Cleared[]] }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  const [first] = group
  const names = group.map(({ pupil }) => shortName(pupil.name))
  return (
    <>
      <Text>
        {myClass.flagNamed(say(first.title))} {myClass.clearedFor(names)}, {dayLong(first.on, lang)}
      </Text>
      {names.length > namedAtMost && (
        <details>
          <Text component="summary" size="sm" c="dimmed" py={6} style={{ cursor: 'pointer' }}>
            {myClass.signal.members}
          </Text>
          {group.map(({ id, pupil }) => (
            <Anchor key={id} component={Link} to={`/pupils/${pupil.id}`} size="sm" py={6} mr="sm" className="tap">
              {shortName(pupil.name)}
            </Anchor>
          ))}
        </details>
      )}
    </>
  )
}

type Cleared = Answer<'GET /api/classes/{id}/cleared-flags'>['cleared'][number]

/** Flags of one rule that cleared on one day stand together. */
function groupsOf(cleared: readonly Cleared[]): [Cleared, ...Cleared[]][] {
  return [...Map.groupBy(cleared, ({ title, on }) => `${title.en}|${on}`).values()] as [Cleared, ...Cleared[]][]
}
