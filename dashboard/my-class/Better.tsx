import { Stack, Text, Title } from '@mantine/core'
import type { Answer } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { useCases, useCleared } from './queries.ts'

/** What lately got better: flags that cleared by themselves, cases that the last review found improved. */
export function Better({ classId }: { classId: number }) {
  const { words, lang } = useLanguage()
  const say = useSay()
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
          {(told) =>
            groupsOf(told.cleared).map((group) => {
              const [first] = group
              return (
                <Text key={first.id}>
                  {myClass.flagNamed(say(first.title))}{' '}
                  {myClass.clearedFor(group.map(({ pupil }) => shortName(pupil.name)))}, {dayLong(first.on, lang)}
                </Text>
              )
            })
          }
        </Loaded>
      </Stack>
    </section>
  )
}

type Cleared = Answer<'GET /api/classes/{id}/cleared-flags'>['cleared'][number]

/** Flags of one rule that cleared on one day stand together. */
function groupsOf(cleared: readonly Cleared[]): [Cleared, ...Cleared[]][] {
  return [...Map.groupBy(cleared, ({ title, on }) => `${title.en}|${on}`).values()] as [Cleared, ...Cleared[]][]
}
