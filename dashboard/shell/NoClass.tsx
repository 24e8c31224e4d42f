import { Stack, Text } from '@mantine/core'
import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

/** The first page of a class teacher who leads no class yet: what is awaited, and from whom. */
export function NoClass() {
  const { shell } = useWords()
  return (
    <Page title={shell.nav.myClass}>
      <Stack gap="xs">
        <Text>{shell.noClass}</Text>
        <Text c="dimmed">{shell.noClassNext}</Text>
      </Stack>
    </Page>
  )
}
