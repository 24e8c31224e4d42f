import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { instantText } from '../parts/dates.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { Setting, Shown, Value } from './AnswersTab.tsx'

/** Who answered last and when, and what was answered before. */
export function Past({ setting }: { setting: Setting }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { timeZone } = useMe().school
  const [last] = setting.history
  const textOf = (value: Value): ReactNode => {
    if (typeof value === 'boolean') return value ? words.settings.on : words.settings.off
    if (Array.isArray(value))
      return value.map((role) => words.common.role[role] ?? role).join(', ') || words.settings.nobody
    const option = setting.options.find((each) => each.value === value)
    return option ? say(option.title) : value
  }
  if (!last)
    return (
      <Text size="sm" c="dimmed">
        {words.settings.usual}
      </Text>
    )
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed">
        {words.settings.setBy(last.setBy ?? '–', instantText(last.setAt, lang, timeZone))}
      </Text>
      {setting.history.map(({ value, setAt, setBy }) => (
        <Text size="sm" key={setAt}>
          {instantText(setAt, lang, timeZone)}: {textOf(value)} ({setBy ?? '–'})
        </Text>
      ))}
    </details>
  )
}

/** Numbers that stand in the regulation, each with the way to its point. */
export function Elsewhere({ elsewhere }: { elsewhere: Shown['elsewhere'] }) {
  const { words } = useLanguage()
  const say = useSay()
  return (
    <section>
      <Title order={2}>{words.settings.elsewhere}</Title>
      <Text c="dimmed" mb="sm">
        {words.settings.elsewhereHint}
      </Text>
      <Stack gap="xs" component="ul" m={0}>
        {elsewhere.map(({ point, title, now }) => (
          <li key={point}>
            <Anchor component={Link} to={`/regulation/${point}`}>
              {point} {say(title)}
            </Anchor>
            <Text size="sm">{say(now)}</Text>
          </li>
        ))}
      </Stack>
    </section>
  )
}
