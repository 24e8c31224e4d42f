import { Badge } from '@mantine/core'
import { useWords } from '../words/language.tsx'

/** The level of a flag as the reaction it asks for; never a number for a child. */
export function Level({ level }: { level: number }) {
  const words = useWords()
  return (
    <Badge
      variant={level >= 3 ? 'filled' : level === 2 ? 'light' : 'outline'}
      color="gray"
      tt="none"
      radius="sm"
      miw="max-content"
    >
      {words.common.level[level] ?? ''}
    </Badge>
  )
}
