import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { dayFull } from '../parts/dates.ts'
import { useCodes } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { DutyAnswer } from './Duty.tsx'

/** By which norm, of which edition, and on what occasion. */
export function DutyNorm({ duty }: { duty: DutyAnswer }) {
  const { words, lang } = useLanguage()
  const { norm } = words.duties
  const say = useSay()
  const areCodesShown = useCodes()
  const { spec, trigger } = duty
  const edition = spec.edition === null ? null : norm.edition(spec.edition.slice(0, 12))
  return (
    <section>
      <Title order={2} mb="xs">
        {norm.title}
      </Title>
      <Stack gap={4}>
        <Text size="sm">{say(spec.source)}</Text>
        <Text size="sm" title={[norm.id(spec.id, spec.version), edition].filter(Boolean).join(', ')}>
          {areCodesShown ? norm.id(spec.id, spec.version) : norm.title}, {norm.from(dayFull(spec.from, lang))}
        </Text>
        {areCodesShown && edition !== null && (
          <Text size="sm" c="dimmed">
            {edition}
          </Text>
        )}
        {trigger && (
          <Text size="sm" {...(trigger.rule !== null && { title: norm.rule(trigger.rule) })}>
            {norm.trigger(say(trigger.title), dayFull(trigger.openedOn, lang))}
            {areCodesShown && trigger.rule !== null && ` (${norm.rule(trigger.rule)})`}
          </Text>
        )}
        <Anchor component={Link} to={`/regulation/${duty.point}`} size="sm">
          {norm.text}
        </Anchor>
      </Stack>
    </section>
  )
}
