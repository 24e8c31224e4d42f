import { Text } from '@mantine/core'
import { useWords } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'

export type StatusId = keyof Words['common']['status']

/** Glyph and colour of each state: never colour alone. */
export const states: Readonly<Record<StatusId, { glyph: string; colour: string }>> = {
  met: { glyph: '●', colour: 'var(--state-met)' },
  met_late: { glyph: '◕', colour: 'var(--state-met-late)' },
  open: { glyph: '○', colour: 'var(--state-open)' },
  upcoming: { glyph: '·', colour: 'var(--state-open)' },
  due_soon: { glyph: '◔', colour: 'var(--mantine-color-text)' },
  in_grace: { glyph: '◑', colour: 'var(--state-in-grace)' },
  overdue: { glyph: '!', colour: 'var(--state-overdue)' },
  missed: { glyph: '✕', colour: 'var(--state-missed)' },
  waived: { glyph: '–', colour: 'var(--state-waived)' },
  not_applicable: { glyph: '', colour: 'inherit' },
  not_triggered: { glyph: '', colour: 'inherit' },
  partial: { glyph: '◐', colour: 'var(--state-in-grace)' },
  no_data: { glyph: '?', colour: 'var(--state-no-data)' },
}

/** The state of a duty in a glyph and a word. */
export function Status({ id }: { id: StatusId }) {
  const words = useWords()
  const { glyph, colour } = states[id]
  return (
    <Text span size="sm" style={{ whiteSpace: 'nowrap' }}>
      <span aria-hidden="true" style={{ color: colour, fontWeight: 700, marginRight: 6 }}>
        {glyph}
      </span>
      {words.common.status[id]}
    </Text>
  )
}
