import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'

/** The way to the Monday page, for those who look at the whole school. */
export function MondayLink() {
  const { documents } = useWords()
  const me = useMe()
  if (me.reads['duties'] !== 'all') return null
  return (
    <Anchor component={Link} to="/monday">
      {documents.mondayLink}
    </Anchor>
  )
}
