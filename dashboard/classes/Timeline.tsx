import { Box, Stack, Text, Title } from '@mantine/core'
import { dayFull } from '../parts/dates.ts'
import { useLanguage } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'

type Span = ClassShown['teachers'][number]

const colours: Readonly<Record<string, string>> = {
  main: 'var(--mantine-primary-color-filled)',
  acting: '#b26a00',
  delegate: '#4a6785',
  vacant: 'transparent',
}

/** Who led the class over time, in order; beside each span a bar of its place in the school year. */
export function Timeline({ shown }: { shown: ClassShown }) {
  const { words } = useLanguage()
  return (
    <section>
      <Title order={2} mb="sm">
        {words.classes.teachers}
      </Title>
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {shown.teachers.map((span) => (
          <Line key={`${span.fromOn}|${span.role}|${span.staffId}`} span={span} shown={shown} />
        ))}
      </Stack>
    </section>
  )
}

function Line({ span, shown }: { span: Span; shown: ClassShown }) {
  const { words, lang } = useLanguage()
  const days = words.classes.span(dayFull(span.fromOn, lang), span.toOn === null ? null : dayFull(span.toOn, lang))
  const colour = colours[span.role] ?? 'transparent'
  return (
    <li>
      <Text fw={span.role === 'main' ? 600 : 400}>{span.name ?? words.classes.vacant}</Text>
      <Text size="sm" c="dimmed">
        {words.classes.role[span.role]} · {days}
      </Text>
      <Box h={8} mt={4} pos="relative" bg="var(--mantine-color-default-border)" style={{ borderRadius: 4 }} aria-hidden>
        <Box
          pos="absolute"
          h={8}
          className={span.role === 'vacant' ? 'hatched' : ''}
          style={{ ...place(span, shown), borderRadius: 4, background: span.role === 'vacant' ? undefined : colour }}
        />
      </Box>
    </li>
  )
}

const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000

/** Where a span lies within the school year, in percent. */
function place({ fromOn, toOn }: Span, { openedOn, lastDay }: ClassShown): { left: string; width: string } {
  const first = dayNumber(openedOn)
  const whole = Math.max(1, dayNumber(lastDay) - first + 1)
  const from = Math.min(Math.max(0, dayNumber(fromOn) - first), whole)
  const to = Math.min(whole, toOn === null ? whole : dayNumber(toOn) - first + 1)
  return { left: `${(from / whole) * 100}%`, width: `${(Math.max(1, to - from) / whole) * 100}%` }
}
