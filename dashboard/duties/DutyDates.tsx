import { Title } from '@mantine/core'
import { dayFull } from '../parts/dates.ts'
import { useLanguage } from '../words/language.tsx'
import type { DutyAnswer } from './Duty.tsx'

const order = ['opensOn', 'dueSoonFrom', 'dueOn', 'graceUntil', 'closesOn'] as const

/** The five dates of a duty, and the day it was met. */
export function DutyDates({ duty }: { duty: DutyAnswer }) {
  const { words, lang } = useLanguage()
  const { dates } = words.duties
  return (
    <section>
      <Title order={2} mb="xs">
        {dates.title}
      </Title>
      <dl className="facts">
        {order.map((key) => (
          <div key={key}>
            <dt>{dates[key]}</dt>
            <dd>{dayFull(duty.dates[key], lang)}</dd>
          </div>
        ))}
        {duty.satisfiedOn !== null && (
          <div>
            <dt>{dates.met}</dt>
            <dd>{dayFull(duty.satisfiedOn, lang)}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
