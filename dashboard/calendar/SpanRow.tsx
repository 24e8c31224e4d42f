import { SimpleGrid, Stack, Text } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { DayField } from '../parts/DayField.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { Problem } from './dates.ts'

type Span = { start: string; end: string }
/** The days a calendar answers for: no other can be entered. */
export type Covers = { from: string; to: string }
type Props = {
  title: string
  span: Span
  covers: Covers
  problems: readonly Problem[]
  onSpan: (span: Span) => void
  /** Fields before the days. */
  children?: ReactNode
}

/** The first and the last day of one thing, and under them what is wrong. */
export function SpanRow({ title, span: { start, end }, covers, problems, onSpan, children }: Props) {
  const { words } = useLanguage()
  const say = useSay()
  const { dates: text } = words.calendar
  const [named, told] = [useId(), useId()]
  const isWrong = problems.length > 0
  const field = { min: covers.from, max: covers.to, hasError: isWrong, required: true }
  return (
    <Stack gap={4} role="group" aria-labelledby={named} aria-describedby={isWrong ? told : undefined}>
      <Text fw={600} id={named}>
        {title}
      </Text>
      {children}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        <DayField label={text.first} value={start} onDay={(day) => onSpan({ start: day, end })} {...field} />
        <DayField label={text.last} value={end} onDay={(day) => onSpan({ start, end: day })} {...field} />
      </SimpleGrid>
      {isWrong && (
        <Text size="sm" c="var(--mantine-color-error)" id={told}>
          {problems
            .map(({ message, fix }) => [say(message), say(fix)].filter((said) => said !== '').join('. '))
            .join('. ')}
        </Text>
      )}
    </Stack>
  )
}
