import { Card, Stack } from '@mantine/core'
import { FlagBody, FlagCard, FlagHead, useHeading } from './FlagCard.tsx'
import type { Flag } from './queries.ts'
import { cardId } from './useFocusNext.ts'

/** The flags of one pupil: each with its facts and its own decision; the step of the first one stands out. */
export function PupilCard({ flags }: { flags: readonly [Flag, ...Flag[]] }) {
  const [leading, ...others] = flags
  if (others.length === 0) return <FlagCard flag={leading} />
  return (
    <Card withBorder padding="sm" role="group" aria-label={leading.pupil?.name ?? ''} className="sheet-row">
      <Stack gap="sm">
        <FlagHead flag={leading} isUrgent={flags.some(({ urgent }) => urgent)} />
        {flags.map((flag) => (
          <One key={flag.id} flag={flag} leading={leading} />
        ))}
      </Stack>
    </Card>
  )
}

function One({ flag, leading }: { flag: Flag; leading: Flag }) {
  return (
    <Stack gap={4} component="article" id={cardId(flag.id)} aria-label={useHeading(flag)} className="flag-among">
      <FlagBody flag={flag} among={{ leading }} />
    </Stack>
  )
}
