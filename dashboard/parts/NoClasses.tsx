import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWords } from '../words/language.tsx'

/** A school at its beginning, with the way to where classes are loaded. */
export function NoClasses() {
  const { overview } = useWords()
  return (
    <Text span>
      {overview.empty}{' '}
      <Anchor component={Link} to="/imports" underline="always">
        {overview.emptyLink}
      </Anchor>
    </Text>
  )
}
