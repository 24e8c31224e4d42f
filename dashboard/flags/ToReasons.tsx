import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '../words/language.tsx'

type Props = { flag: { domain: string; pupil: { id: number } | null } }

/** From a flag of attendance to where a certificate brought later is entered. */
export function ToReasons({ flag: { domain, pupil } }: Props) {
  const { reasons } = useWords().pupil
  if (domain !== 'attendance' || pupil === null) return null
  return (
    <Anchor component={Link} to={`/pupils/${pupil.id}`} hash="reasons" size="sm" py={8} className="tap no-print">
      {reasons.open}
    </Anchor>
  )
}
