import { Text, Title } from '@mantine/core'
import { dayFull, instantText } from '../parts/dates.ts'
import { dayIn } from '../parts/days.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import type { DutyAnswer } from './Duty.tsx'

type Step = { at: string; on?: string; status?: string; text?: string }

/** Every change of a duty in the order in which it became known, waivers among them; before the first record, its states. */
export function DutyHistory({ duty }: { duty: DutyAnswer }) {
  const { words, lang } = useLanguage()
  const { history, waivers } = words.duties
  const me = useMe()
  const told = (event: DutyAnswer['waiverEvents'][number]) => {
    const reason = waivers.reason[event.reasonCode] ?? event.reasonCode
    return history.waiver[event.kind]?.(event.by ?? '', reason, dayFull(event.from, lang), dayFull(event.to, lang))
  }
  const steps: Step[] = [
    ...duty.flips.map(({ on, to, knownAt }) => ({ at: knownAt, on, status: to })),
    ...duty.waiverEvents.map((event) => ({ at: event.at, text: told(event) ?? '' })),
  ].toSorted((one, other) => one.at.localeCompare(other.at))
  const states: Step[] = duty.flips.length === 0 ? duty.timeline.map(({ on, status }) => ({ at: '', on, status })) : []
  return (
    <section>
      <Title order={2} mb="xs">
        {history.title}
      </Title>
      <ol className="timeline">
        {[...states, ...steps].map(({ at, on, status, text }, no) => (
          <li key={`${at}${on ?? ''}${no}`}>
            {status !== undefined && <Status id={status as StatusId} />}
            <Text span size="sm" {...(status !== undefined && { ml: 'sm' })}>
              {text ?? history.effective(dayFull(on ?? '', lang))}
            </Text>
            {at !== '' && (
              <Text span size="xs" c="dimmed" ml="sm">
                {text === undefined
                  ? history.known(dayFull(dayIn(at, me.school.timeZone), lang))
                  : instantText(at, lang, me.school.timeZone)}
              </Text>
            )}
          </li>
        ))}
      </ol>
      {duty.nextChangeOn !== null && (
        <Text size="sm" c="dimmed">
          {history.next(dayFull(duty.nextChangeOn, lang))}
        </Text>
      )}
    </section>
  )
}
