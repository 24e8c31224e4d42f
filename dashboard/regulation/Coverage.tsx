import { Badge, Group } from '@mantine/core'
import type { Answer } from '../call.ts'
import { useWords } from '../words/language.tsx'

export type PointOf = Answer<'GET /api/regulation'>['sections'][number]['points'][number]

/** How a point is watched, in words with a sign each: never by colour alone. */
export function Coverage({ coverage }: { coverage: PointOf['coverage'] }) {
  const { coverage: words } = useWords().regulation
  const { automatic, manual, untested, neverFired, stale, isOpen } = coverage
  return (
    <Group gap={6}>
      {automatic && <Chip sign="●" text={words.automatic} />}
      {!automatic && manual !== null && <Chip sign="○" text={words.manual} />}
      {isOpen && <Chip sign="!" text={words.open} isStrong />}
      {stale.length > 0 && <Chip sign="!" text={words.stale} isStrong />}
      {untested.length > 0 && <Chip sign="?" text={words.untested(untested.length)} isStrong />}
      {neverFired.length > 0 && <Chip sign="·" text={words.neverFired(neverFired.length)} />}
    </Group>
  )
}

function Chip({ sign, text, isStrong = false }: { sign: string; text: string; isStrong?: boolean }) {
  return (
    <Badge variant={isStrong ? 'filled' : 'default'} color="gray" tt="none" radius="sm" fw={500} size="lg">
      <span aria-hidden="true">{sign}</span> {text}
    </Badge>
  )
}

/** Whether somebody should look at how the point is watched. */
export function needsAttention({ coverage }: PointOf): boolean {
  return coverage.isOpen || coverage.stale.length > 0 || coverage.untested.length > 0
}
