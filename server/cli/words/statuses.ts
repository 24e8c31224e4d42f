/** Words and glyphs of the statuses of a duty, as on every screen. */
export const statusWords = {
  met: { glyph: '●', ru: 'выполнено', en: 'met' },
  met_late: { glyph: '◕', ru: 'выполнено с опозданием', en: 'met late' },
  open: { glyph: '○', ru: 'в работе', en: 'open' },
  upcoming: { glyph: '·', ru: 'ещё не началось', en: 'upcoming' },
  due_soon: { glyph: '◔', ru: 'скоро срок', en: 'due soon' },
  in_grace: { glyph: '◑', ru: 'льготный срок', en: 'in grace' },
  overdue: { glyph: '!', ru: 'просрочено', en: 'overdue' },
  missed: { glyph: '✕', ru: 'не выполнено', en: 'missed' },
  waived: { glyph: '–', ru: 'освобождено', en: 'waived' },
  not_applicable: { glyph: ' ', ru: 'не применимо', en: 'not applicable' },
  not_triggered: { glyph: ' ', ru: 'не требовалось', en: 'not triggered' },
  no_data: { glyph: '?', ru: 'нет данных', en: 'no data' },
} as const
