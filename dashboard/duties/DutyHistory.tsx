import { Text, Title } from '@mantine/core'
import { dayFull, instantText } from '../parts/dates.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import type { DutyAnswer } from './Duty.tsx'

/** The states of a duty over time, each from the day it took effect, and when it became known. */
export function DutyHistory({ duty }: { duty: DutyAnswer }) {
  const { words, lang } = useLanguage()
  const { history } = words.duties
  const me = useMe()
  const noticed = (on: string, status: string) => duty.flips.find((flip) => flip.on === on && flip.to === status)
  return (
    <section>
      <Title order={2} mb="xs">
        {history.title}
      </Title>
      <ol className="timeline">
        {duty.timeline.map(({ on, status }) => {
          const flip = noticed(on, status)
          return (
            <li key={on}>
              <Text span size="sm" w={170} display="inline-block">
                {dayFull(on, lang)}
              </Text>
              <Status id={status as StatusId} />
              {flip && (
                <Text span size="xs" c="dimmed" ml="sm">
                  {history.known(instantText(flip.knownAt, lang, me.school.timeZone))}
                </Text>
              )}
            </li>
          )
        })}
      </ol>
      {duty.nextChangeOn !== null && (
        <Text size="sm" c="dimmed">
          {history.next(dayFull(duty.nextChangeOn, lang))}
        </Text>
      )}
    </section>
  )
}
