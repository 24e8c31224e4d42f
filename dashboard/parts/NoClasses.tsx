import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'

/** A school at its beginning, with the way to where classes are loaded for who may go there. */
export function NoClasses() {
  const { overview } = useWords()
  const may = useMay()
  return (
    <Text span>
      {overview.empty}{' '}
      {may('read', 'imports') && (
        <Anchor component={Link} to="/imports" underline="always">
          {overview.emptyLink}
        </Anchor>
      )}
    </Text>
  )
}
